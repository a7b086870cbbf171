package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.signal.data.StoredChat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitWebhook.WebhookEvent;

/// What the room wants done, in order. Nothing leaves for a connection that is closed. Owned by the
/// room.
final class Outbox {

  static final int NORMAL = 1000;
  static final int POLICY_VIOLATION = 1008;

  private final Deque<RoomOutput> queue = new ArrayDeque<>();
  private final Set<ConnectionId> open = new HashSet<>();

  Optional<RoomOutput> poll() {
    return Optional.ofNullable(queue.poll());
  }

  void opened(ConnectionId connection) {
    open.add(connection);
  }

  void closed(ConnectionId connection) {
    open.remove(connection);
  }

  boolean isOpen(ConnectionId connection) {
    return open.contains(connection);
  }

  void send(ConnectionId connection, SignalResponse.Builder response) {
    if (open.contains(connection)) {
      queue.add(new RoomOutput.Send(connection, response.build()));
    }
  }

  /// Sends to a participant, if its signalling is connected.
  void send(Participant participant, SignalResponse.Builder response) {
    participant.connection().ifPresent(connection -> send(connection, response));
  }

  /// The same with a message that goes to several.
  void send(Participant participant, SignalResponse response) {
    participant
        .connection()
        .filter(open::contains)
        .ifPresent(connection -> queue.add(new RoomOutput.Send(connection, response)));
  }

  void close(ConnectionId connection, int code) {
    if (open.remove(connection)) {
      queue.add(new RoomOutput.Close(connection, code));
    }
  }

  void media(MediaCommand command) {
    queue.add(new RoomOutput.Media(command));
  }

  void reply(RequestId id, ApiResult result) {
    queue.add(new RoomOutput.ApiReply(id, result));
  }

  void webhook(WebhookEvent event) {
    queue.add(new RoomOutput.Webhook(event));
  }

  void chat(StoredChat chat) {
    queue.add(new RoomOutput.ChatMessage(chat));
  }

  void refused(RoomOutput.Refusal reason) {
    queue.add(new RoomOutput.Refused(reason));
  }

  void finished() {
    queue.add(new RoomOutput.RoomFinished());
  }
}
