package io.rapat.app.conference;

import io.rapat.signal.api.RoomDirectory;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.room.RoomSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import org.springframework.stereotype.Component;

/// The rooms of this process for the server API. A room answers within seconds or the call fails.
@Component
class RoomCalls implements RoomDirectory {
  /// Longer than the longest answer a room waits for: an RPC to a participant.
  private static final long ANSWER_SECONDS = 20;

  private final Rooms rooms;

  RoomCalls(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public ApiResult create(CreateRoomRequest request) {
    rooms.open(request.getName(), RoomSettings.of(request));
    return ask(request.getName(), new ApiRequest.GetRoom())
        .orElseGet(() -> failed("the room ended at once"));
  }

  @Override
  public List<Room> rooms() {
    // All are asked before the first is waited for; a room that ends meanwhile isn't open.
    return rooms.names().stream()
        .map(name -> rooms.call(name, new ApiRequest.GetRoom()))
        .flatMap(Optional::stream)
        .toList()
        .stream()
        .map(RoomCalls::await)
        .flatMap(RoomCalls::room)
        .toList();
  }

  private static Stream<Room> room(ApiResult result) {
    return result instanceof ApiResult.Done(Room room) ? Stream.of(room) : Stream.empty();
  }

  @Override
  public Optional<ApiResult> ask(String room, ApiRequest request) {
    return rooms.call(room, request).map(RoomCalls::await);
  }

  static ApiResult await(CompletableFuture<ApiResult> reply) {
    try {
      return reply.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    } catch (ExecutionException | TimeoutException _) {
      return failed("the room did not answer");
    }
  }

  private static ApiResult failed(String text) {
    return new ApiResult.Failed(ApiResult.Reason.DEADLINE_EXCEEDED, text);
  }
}
