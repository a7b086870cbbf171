package io.rapat.app.conference;

import io.rapat.app.meeting.Entrance;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitWebhook.WebhookEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Who is in which room, and the one thread that tells the meetings, in order. A database that
/// doesn't answer holds up no room.
@Component
class Presence implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final int MAX_QUEUED = 100_000;

  private final ObjectProvider<Entrance> entrance;
  private final Map<String, Set<String>> byRoom = new ConcurrentHashMap<>();
  private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>(MAX_QUEUED);
  private volatile Thread teller = Thread.ofVirtual().unstarted(() -> {});

  Presence(ObjectProvider<Entrance> entrance) {
    this.entrance = entrance;
  }

  Set<String> in(String room) {
    Set<String> present = byRoom.get(room);
    return present == null ? Set.of() : Set.copyOf(present);
  }

  /// Something happened in a room.
  ///
  /// @param stopping whether the server stops: then nobody leaves of its own will, and all may come
  ///   back
  void happened(String room, WebhookEvent event, boolean stopping) {
    ParticipantInfo participant = event.getParticipant();
    switch (event.getEvent()) {
      case "participant_joined" -> joined(room, participant.getIdentity());
      case "participant_left", "participant_connection_aborted" ->
          left(room, participant, stopping);
      case "room_finished" -> {
        byRoom.remove(room);
        if (!stopping) {
          tell(() -> entrance.getObject().closed(room));
        }
      }
      default -> {} // Tracks and the start of a room say nothing about who is there.
    }
  }

  private void joined(String room, String identity) {
    byRoom.computeIfAbsent(room, _ -> ConcurrentHashMap.newKeySet()).add(identity);
    tell(() -> entrance.getObject().entered(room, identity));
  }

  /// A session whose place another one of the same person takes leaves nobody away.
  private void left(String room, ParticipantInfo participant, boolean stopping) {
    if (participant.getDisconnectReason() == DisconnectReason.DUPLICATE_IDENTITY) {
      return;
    }
    String identity = participant.getIdentity();
    byRoom.computeIfPresent(
        room,
        (_, present) -> {
          present.remove(identity);
          return present.isEmpty() ? null : present;
        });
    if (!stopping) {
      tell(() -> entrance.getObject().left(room, identity));
    }
  }

  private void tell(Runnable one) {
    if (!news.offer(one)) {
      LOG.warn("presence not recorded, too much of it waits");
    }
  }

  private void run() {
    try {
      while (true) {
        record(news.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void record(Runnable one) {
    try {
      one.run();
    } catch (DataAccessException | TransactionException e) {
      // Calls go on without it; the next start puts it right.
      LOG.error("presence not recorded", e);
    }
  }

  @Override
  public void start() {
    teller = Thread.ofVirtual().name("presence").start(this::run);
  }

  @Override
  public void stop() {
    teller.interrupt();
  }

  @Override
  public boolean isRunning() {
    return teller.isAlive();
  }
}
