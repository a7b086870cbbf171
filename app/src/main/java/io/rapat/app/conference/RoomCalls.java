package io.rapat.app.conference;

import io.rapat.signal.api.RoomDirectory;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.room.RoomSettings;
import io.rapat.signal.room.RoomView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    RoomView view = rooms.open(request.getName(), RoomSettings.of(request));
    return new ApiResult.Done(view.room());
  }

  @Override
  public List<Room> rooms() {
    return rooms.views().stream().map(RoomView::room).toList();
  }

  @Override
  public Optional<ApiResult> ask(String room, ApiRequest request) {
    return rooms.call(room, request).map(RoomCalls::await);
  }

  private static ApiResult await(CompletableFuture<ApiResult> reply) {
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
