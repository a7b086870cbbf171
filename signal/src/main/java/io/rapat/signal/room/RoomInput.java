package io.rapat.signal.room;

import io.rapat.media.room.MediaEvent;
import io.rapat.signal.join.JoinParameters;
import livekit.LivekitRtc.SignalRequest;

/// What happens to a room.
public sealed interface RoomInput {

  /// A WebSocket was opened with a join or resume that its token allows.
  record ClientJoined(ConnectionId connection, JoinParameters parameters) implements RoomInput {}

  /// A message came on it.
  record ClientMessage(ConnectionId connection, SignalRequest request) implements RoomInput {}

  /// It is closed, by whichever side.
  record ClientClosed(ConnectionId connection) implements RoomInput {}

  record MediaHappened(MediaEvent event) implements RoomInput {}

  record ApiCall(RequestId id, ApiRequest request) implements RoomInput {}

  /// The time of [RoomSession#deadlineNanos()] came.
  record Tick() implements RoomInput {}

  /// The node stops: everyone is sent to join elsewhere.
  record Shutdown() implements RoomInput {}
}
