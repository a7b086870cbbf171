package io.rapat.signal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;

/// Whatever body an administrator's program sends: an answer, never an exception. The first byte
/// says which method.
class TwirpApiFuzzTest {
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final long NOW = 1_795_533_700_000L;
  private static final List<String> METHODS =
      List.of(
          "CreateRoom",
          "ListRooms",
          "DeleteRoom",
          "ListParticipants",
          "GetParticipant",
          "RemoveParticipant",
          "MutePublishedTrack",
          "UpdateParticipant",
          "UpdateSubscriptions",
          "SendData",
          "UpdateRoomMetadata",
          "ForwardParticipant",
          "MoveParticipant",
          "PerformRpc",
          "Nonsense");
  private static final String TOKEN = "Bearer " + new TokenSigner(KEYS).mint("devkey", claims());
  private static final TwirpApi API = new TwirpApi(new TokenVerifier(KEYS), new OneRoom());

  private static Struct claims() {
    Value yes = Value.newBuilder().setBoolValue(true).build();
    Struct.Builder video =
        Struct.newBuilder()
            .putFields("roomCreate", yes)
            .putFields("roomList", yes)
            .putFields("roomAdmin", yes)
            .putFields("room", Value.newBuilder().setStringValue("e1").build());
    return Struct.newBuilder()
        .putFields("video", Value.newBuilder().setStructValue(video).build())
        .build();
  }

  private static final class OneRoom implements RoomDirectory {
    @Override
    public ApiResult create(CreateRoomRequest request) {
      return new ApiResult.Done(Room.newBuilder().setName(request.getName()).build());
    }

    @Override
    public List<Room> rooms() {
      return List.of(Room.newBuilder().setName("e1").build());
    }

    @Override
    public Optional<ApiResult> ask(String room, ApiRequest request) {
      return room.equals("e1")
          ? Optional.of(
              new ApiResult.Done(ParticipantInfo.newBuilder().setIdentity("alice").build()))
          : Optional.empty();
    }
  }

  private static void call(byte[] input, String contentType) {
    if (input.length == 0) {
      return;
    }
    String path = "/twirp/livekit.RoomService/" + METHODS.get((input[0] & 0xff) % METHODS.size());
    TwirpResponse response =
        API.handle(
            new TwirpRequest(
                "POST",
                path,
                contentType,
                Optional.of(TOKEN),
                Optional.empty(),
                Arrays.copyOfRange(input, 1, input.length)),
            NOW);
    assertThat(response.status()).isBetween(200, 503);
  }

  @FuzzTest(maxDuration = "60s")
  void json(byte[] input) {
    call(input, "application/json");
  }

  @FuzzTest(maxDuration = "60s")
  void protobuf(byte[] input) {
    call(input, "application/protobuf");
  }
}
