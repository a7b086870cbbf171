package io.rapat.signal.room;

import io.rapat.signal.room.Timers.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/// Tells everyone what changed about a participant, and how many there are.
///
/// In a small room all of it goes out at once. In a larger one the coming and going of people who
/// publish nothing waits up to three seconds, so that it leaves once for each of them.
final class Announcements {

  private static final int SMALL_ROOM = 16;
  private static final long BATCH_NANOS = 3 * Timers.SECOND;
  private static final long COUNTS_NANOS = 5 * Timers.SECOND;
  private static final long RETURN_NANOS = 5 * Timers.SECOND;

  private final Room room;
  private final Map<String, ParticipantInfo> waiting = new LinkedHashMap<>();
  private @Nullable Timer batch;
  private @Nullable Timer counts;

  Announcements(Room room) {
    this.room = room;
  }

  /// Takes a new version of a participant and sends it to everyone, itself too.
  void changed(Participant participant) {
    participant.changed();
    waiting.remove(participant.identity());
    broadcast(participant.info());
    countsChanged();
  }

  /// It came in: news for the others, who may wait. Itself knows from the join response.
  void joined(Participant participant) {
    participant.changed();
    countsChanged();
    if (room.roster.size() > SMALL_ROOM) {
      later(participant.info());
    } else if (!participant.isHidden()) {
      for (Participant other : room.roster.all()) {
        if (other != participant) {
          room.out.send(other, message(participant.info()));
        }
      }
    }
  }

  /// The same as [#changed] for its becoming active, which may wait.
  void presence(Participant participant) {
    participant.changed();
    countsChanged();
    if (room.roster.size() <= SMALL_ROOM || participant.isPublisher) {
      waiting.remove(participant.identity());
      broadcast(participant.info());
    } else {
      later(participant.info());
    }
  }

  /// The last version of a participant who was removed from the roster already.
  ///
  /// @param mayReturn its client was sent to come back: others needn't know if it does
  void departed(Participant participant, boolean mayReturn) {
    participant.changed();
    countsChanged();
    ParticipantInfo info = participant.info();
    if (mayReturn) {
      waiting.remove(participant.identity());
      room.timers.at(room.nowNanos + RETURN_NANOS, () -> broadcastDeparture(info));
    } else if (room.roster.size() <= SMALL_ROOM || participant.isPublisher) {
      waiting.remove(participant.identity());
      broadcastDeparture(info);
    } else {
      later(info);
    }
  }

  /// For clients that don't know that a new session replaces an old one of the same identity.
  void replaced(Participant old) {
    old.changed();
    waiting.remove(old.identity());
    for (Participant one : room.roster.all()) {
      if (one.protocol() <= 11 && !old.isHidden()) {
        room.out.send(one, message(old.info()));
      }
    }
  }

  private void later(ParticipantInfo info) {
    waiting.put(info.getIdentity(), info);
    if (batch == null || batch.isOver()) {
      batch = room.timers.at(room.nowNanos + BATCH_NANOS, this::flush);
    }
  }

  private void flush() {
    Map<String, ParticipantInfo> all = new LinkedHashMap<>(waiting);
    waiting.clear();
    for (ParticipantInfo info : all.values()) {
      if (info.getState() == State.DISCONNECTED) {
        broadcastDeparture(info);
      } else {
        room.roster
            .withIdentity(info.getIdentity())
            .filter(one -> one.sid.equals(info.getSid()))
            .ifPresent(one -> broadcast(one.info()));
      }
    }
  }

  /// Says nothing when the same identity is back: it would remove the new session.
  private void broadcastDeparture(ParticipantInfo info) {
    if (room.roster.withIdentity(info.getIdentity()).isPresent()
        || info.getPermission().getHidden()) {
      return;
    }
    SignalResponse message = message(info);
    for (Participant one : room.roster.all()) {
      if (one.connection().isEmpty()) {
        one.missedDepartures.put(info.getIdentity(), info);
      }
      room.out.send(one, message);
    }
  }

  private void broadcast(ParticipantInfo info) {
    SignalResponse message = message(info);
    for (Participant one : room.roster.all()) {
      boolean self = one.sid.equals(info.getSid());
      if ((self || !info.getPermission().getHidden()) && one.state != State.JOINING) {
        room.out.send(one, message);
      }
    }
  }

  private static SignalResponse message(ParticipantInfo info) {
    return SignalResponse.newBuilder()
        .setUpdate(ParticipantUpdate.newBuilder().addParticipants(info))
        .build();
  }

  private void countsChanged() {
    if (counts == null || counts.isOver()) {
      counts = room.timers.at(room.nowNanos + COUNTS_NANOS, this::roomChanged);
    }
  }

  /// Sends the room's own data to everyone.
  void roomChanged() {
    if (counts != null) {
      counts.cancel();
    }
    SignalResponse update = room.roomUpdate().build();
    room.roster.all().forEach(one -> room.out.send(one, update));
  }
}
