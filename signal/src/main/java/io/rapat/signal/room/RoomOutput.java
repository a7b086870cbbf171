package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.signal.data.StoredChat;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitWebhook.WebhookEvent;

/// What a room wants done, in this order.
public sealed interface RoomOutput {

  record Send(ConnectionId connection, SignalResponse response) implements RoomOutput {}

  /// Nothing is sent to the connection after it.
  ///
  /// @param code WebSocket close code (RFC 6455 §7.4)
  record Close(ConnectionId connection, int code) implements RoomOutput {}

  record Media(MediaCommand command) implements RoomOutput {}

  record ApiReply(RequestId id, ApiResult result) implements RoomOutput {}

  record Webhook(WebhookEvent event) implements RoomOutput {}

  /// A chat message that whom it is for got.
  record ChatMessage(StoredChat chat) implements RoomOutput {}

  /// Something a client asked for was refused; for a counter.
  record Refused(Refusal reason) implements RoomOutput {}

  /// Why.
  enum Refusal {
    /// A data packet under a topic that the participant may not use.
    DATA_TOPIC,
    /// An attribute that only the server sets.
    RESERVED_ATTRIBUTE
  }

  /// The room is over; it takes no more input.
  record RoomFinished() implements RoomOutput {}
}
