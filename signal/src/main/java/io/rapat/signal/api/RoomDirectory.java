package io.rapat.signal.api;

import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import java.util.List;
import java.util.Optional;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;

/// The rooms there are, wherever they run. Calls may wait for a room to answer.
public interface RoomDirectory {

  /// The room of that name, created if it isn't there; an existing one stays as it is.
  ApiResult create(CreateRoomRequest request);

  /// Every room that is open.
  List<Room> rooms();

  /// Asks a room; empty when there is none of that name.
  Optional<ApiResult> ask(String room, ApiRequest request);
}
