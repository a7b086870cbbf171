package io.rapat.signal.room;

import io.rapat.media.room.MediaEvent;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.join.JoinParameters;
import livekit.LivekitRtc.SignalRequest;

/// What happens to a room.
public sealed interface RoomInput {

  /// A WebSocket was opened with a join or resume that its token allows.
  ///
  /// @param data what the client may send of what its permission allows
  record ClientJoined(ConnectionId connection, JoinParameters parameters, DataPolicy data)
      implements RoomInput {

    /// Without more limits than the token's.
    public ClientJoined(ConnectionId connection, JoinParameters parameters) {
      this(connection, parameters, DataPolicy.OPEN);
    }
  }

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
