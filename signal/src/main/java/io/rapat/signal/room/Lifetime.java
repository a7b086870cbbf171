package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.signal.room.Timers.Timer;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.LeaveRequest.Action;
import org.jspecify.annotations.Nullable;

/// Ends the room when nobody keeps it open any more.
final class Lifetime {

  private final Room room;
  private @Nullable Timer closing;
  private boolean everJoined;
  private boolean finished;

  Lifetime(Room room) {
    this.room = room;
  }

  void started() {
    room.out.media(new MediaCommand.OpenRoom(room.media));
    room.webhooks.roomStarted();
    closeAfter(room.settings.emptyTimeoutSeconds());
  }

  boolean isFinished() {
    return finished;
  }

  /// Somebody came or left.
  void membersChanged() {
    boolean kept = room.roster.everyone().stream().anyMatch(one -> !one.isDependent());
    everJoined |= kept;
    if (kept) {
      if (closing != null) {
        closing.cancel();
      }
    } else if (closing == null || closing.isOver()) {
      closeAfter(
          everJoined
              ? room.settings.departureTimeoutSeconds()
              : room.settings.emptyTimeoutSeconds());
    }
  }

  private void closeAfter(int seconds) {
    closing =
        room.timers.at(
            room.nowNanos + seconds * Timers.SECOND, () -> close(DisconnectReason.ROOM_CLOSED));
  }

  /// Sends everyone away for good.
  void close(DisconnectReason reason) {
    end(reason, Action.DISCONNECT);
  }

  /// Sends everyone away to join elsewhere.
  void shutdown() {
    end(DisconnectReason.SERVER_SHUTDOWN, Action.RECONNECT);
  }

  private void end(DisconnectReason reason, Action action) {
    if (finished) {
      return;
    }
    finished = true;
    for (Participant one : room.roster.all()) {
      room.departures.expel(one, reason, action);
    }
    room.out.media(new MediaCommand.CloseRoom(room.media));
    room.webhooks.roomFinished();
    room.out.finished();
  }
}
