package io.rapat.signal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests as the captured errors of LiveKit 1.13.5 have them.
class TwirpApiTest {

  private static final long NOW = 1_795_533_700_000L;
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final String ALL =
      "{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true,\"room\":\"e1\"}";

  private final Directory directory = new Directory();
  private final TwirpApi api = new TwirpApi(new TokenVerifier(KEYS), directory);

  /// Rooms that answer everything with one participant.
  private static final class Directory implements RoomDirectory {
    final Map<String, Room> rooms = new LinkedHashMap<>();
    final List<ApiRequest> asked = new ArrayList<>();

    @Override
    public ApiResult create(CreateRoomRequest request) {
      return new ApiResult.Done(
          rooms.computeIfAbsent(
              request.getName(),
              name ->
                  Room.newBuilder()
                      .setSid("RM_" + name)
                      .setName(name)
                      .setEmptyTimeout(request.getEmptyTimeout())
                      .setCreationTime(1_795_533_933)
                      .build()));
    }

    @Override
    public List<Room> rooms() {
      return List.copyOf(rooms.values());
    }

    @Override
    public Optional<ApiResult> ask(String room, ApiRequest request) {
      asked.add(request);
      return rooms.containsKey(room)
          ? Optional.of(
              new ApiResult.Done(ParticipantInfo.newBuilder().setIdentity("alice").build()))
          : Optional.empty();
    }
  }

  private static Optional<String> bearer(String video) {
    try {
      Struct.Builder claims = Struct.newBuilder();
      JsonFormat.parser().merge("{\"sub\":\"srv\",\"video\":" + video + "}", claims);
      return Optional.of("Bearer " + new TokenSigner(KEYS).mint("devkey", claims.build()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private TwirpResponse call(
      String verb, String path, String contentType, String body, Optional<String> authorization) {
    return api.handle(
        new TwirpRequest(
            verb,
            path,
            contentType,
            authorization,
            Optional.empty(),
            body.getBytes(StandardCharsets.UTF_8)),
        NOW);
  }

  private TwirpResponse json(String method, String body, String video) {
    return call(
        "POST", "/twirp/livekit.RoomService/" + method, "application/json", body, bearer(video));
  }

  private static String text(TwirpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void assertIs(TwirpResponse response, int status, String body) {
    assertThat(text(response)).isEqualTo(body);
    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void withoutATokenEverythingIsDenied() {
    assertIs(
        call(
            "POST",
            "/twirp/livekit.RoomService/ListRooms",
            "application/json",
            "{}",
            Optional.empty()),
        401,
        "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}");
  }

  @Test
  void badTokensAreRefusedInPlainText() {
    TwirpResponse response =
        call(
            "POST",
            "/twirp/livekit.RoomService/ListRooms",
            "application/json",
            "{}",
            Optional.of("Bearer garbage"));

    assertIs(response, 401, "invalid authorization token");
    assertThat(response.contentType()).startsWith("text/plain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          ListRooms           | {"roomCreate":true}                                | {}
          CreateRoom          | {"roomList":true}                                  | {"name":"x"}
          DeleteRoom          | {"roomAdmin":true,"room":"e1"}                     | {"room":"e1"}
          ListParticipants    | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          GetParticipant      | {"roomJoin":true,"room":"e1"}                      | {"room":"e1","identity":"a"}
          RemoveParticipant   | {"roomAdmin":true}                                 | {"room":"e1","identity":"a"}
          MutePublishedTrack  | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          UpdateParticipant   | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          UpdateSubscriptions | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          SendData            | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          UpdateRoomMetadata  | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          PerformRpc          | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          MoveParticipant     | {"roomAdmin":true,"room":"zzz"}                    | {"room":"e1"}
          """)
  void eachMethodNeedsItsGrant(String method, String grant, String body) {
    directory.create(CreateRoomRequest.newBuilder().setName("e1").build());

    assertIs(
        json(method, body, grant),
        401,
        "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}");
    assertThat(directory.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = "-",
      textBlock =
          """
          {"name":
          {"name":"e1","empty_timeout":"soon"}
          []
          x
          """)
  void malformedJsonIsRefused(String body) {
    assertIs(
        json("CreateRoom", body, ALL),
        400,
        "{\"code\":\"malformed\",\"msg\":\"the json request could not be decoded\"}");
  }

  @Test
  void emptyBodyIsMalformedJsonButAnEmptyMessage() {
    assertThat(json("ListRooms", "", ALL).status()).isEqualTo(400);
    TwirpResponse response =
        call(
            "POST",
            "/twirp/livekit.RoomService/ListRooms",
            "application/protobuf",
            "",
            bearer(ALL));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/protobuf");
  }

  @Test
  void malformedProtobufIsRefused() {
    assertIs(
        call(
            "POST",
            "/twirp/livekit.RoomService/CreateRoom",
            "application/protobuf",
            "\u0007\u0007\u0007",
            bearer(ALL)),
        400,
        "{\"code\":\"malformed\",\"msg\":\"the protobuf request could not be decoded\"}");
  }

  @Test
  void wrongRoutesAreNamed() {
    assertIs(
        call("POST", "/twirp/livekit.RoomService/ListRooms", "text/plain", "{}", bearer(ALL)),
        404,
        "{\"code\":\"bad_route\",\"msg\":\"unexpected Content-Type: \\\"text/plain\\\"\","
            + "\"meta\":{\"twirp_invalid_route\":\"POST /twirp/livekit.RoomService/ListRooms\"}}");
    assertIs(
        call("GET", "/twirp/livekit.RoomService/ListRooms", "", "", bearer(ALL)),
        404,
        "{\"code\":\"bad_route\",\"msg\":\"unsupported method \\\"GET\\\" (only POST is allowed)\","
            + "\"meta\":{\"twirp_invalid_route\":\"GET /twirp/livekit.RoomService/ListRooms\"}}");
    assertIs(
        json("Nope", "{}", ALL),
        404,
        "{\"code\":\"bad_route\",\"msg\":\"no handler for path"
            + " \\\"/twirp/livekit.RoomService/Nope\\\"\","
            + "\"meta\":{\"twirp_invalid_route\":\"POST /twirp/livekit.RoomService/Nope\"}}");
    assertIs(
        call("POST", "/twirp/livekit.Nope/Nope", "application/json", "{}", bearer(ALL)),
        404,
        "404 page not found\n");
  }

  @Test
  void bothSpellingsOfFieldsAreReadAndUnknownOnesIgnored() {
    json("CreateRoom", "{\"name\":\"a\",\"emptyTimeout\":7,\"zzz\":1}", ALL);
    json("CreateRoom", "{\"name\":\"b\",\"empty_timeout\":8}", ALL);

    assertThat(directory.rooms()).extracting(Room::getEmptyTimeout).containsExactly(7, 8);
  }

  @Test
  void jsonHasAllFieldsUnderTheirProtobufNames() {
    String body = text(json("CreateRoom", "{\"name\":\"a\"}", ALL));

    assertThat(body)
        .contains("\"empty_timeout\":0", "\"metadata\":\"\"", "\"creation_time\":\"1795533933\"");
  }

  @Test
  void listsTheRoomsThatAreNamed() throws InvalidProtocolBufferException {
    json("CreateRoom", "{\"name\":\"a\"}", ALL);
    json("CreateRoom", "{\"name\":\"b\"}", ALL);

    ListRoomsResponse.Builder response = ListRoomsResponse.newBuilder();
    JsonFormat.parser().merge(text(json("ListRooms", "{\"names\":[\"b\",\"c\"]}", ALL)), response);

    assertThat(response.getRoomsList()).extracting(Room::getName).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          DeleteRoom         | 404 | not_found   | requested room does not exist
          RemoveParticipant  | 404 | not_found   | participant does not exist
          GetParticipant     | 404 | not_found   | participant does not exist
          UpdateParticipant  | 404 | not_found   | participant does not exist
          UpdateRoomMetadata | 404 | not_found   | requested room does not exist
          SendData           | 503 | unavailable | no response from servers
          MutePublishedTrack | 503 | unavailable | no response from servers
          MoveParticipant    | 500 | unknown     | not implemented
          ForwardParticipant | 500 | unknown     | not implemented
          """)
  void missingRoomsAnswerAsTheReferenceDoes(String method, int status, String code, String text) {
    assertIs(
        json(method, "{\"room\":\"e1\"}", ALL),
        status,
        "{\"code\":\"" + code + "\",\"msg\":\"twirp error unknown: " + text + "\"}");
  }

  @Test
  void missingRoomHasNoParticipants() {
    assertIs(json("ListParticipants", "{\"room\":\"e1\"}", ALL), 200, "{\"participants\":[]}");
  }

  @Test
  void overlongRoomNameIsRefused() {
    assertIs(
        json("CreateRoom", "{\"name\":\"" + "x".repeat(300) + "\"}", ALL),
        400,
        "{\"code\":\"invalid_argument\",\"msg\":\"twirp error unknown: room name length exceeds"
            + " limits: max length 256\"}");
  }

  @Test
  void tokenMayStandInTheQuery() {
    TwirpResponse response =
        api.handle(
            new TwirpRequest(
                "POST",
                "/twirp/livekit.RoomService/ListRooms",
                "application/json;charset=UTF-8",
                Optional.empty(),
                bearer(ALL).map(token -> token.substring("Bearer ".length())),
                "{}".getBytes(StandardCharsets.UTF_8)),
            NOW);

    assertIs(response, 200, "{\"rooms\":[]}");
  }

  @Test
  void absentServicesSayWhatIsMissing() {
    assertIs(
        call("POST", "/twirp/livekit.Egress/ListEgress", "application/json", "{}", bearer(ALL)),
        500,
        "{\"code\":\"internal\",\"msg\":\"twirp error unknown: egress not connected (redis"
            + " required)\"}");
    assertThat(
            call(
                    "POST",
                    "/twirp/livekit.Egress/StartRoomCompositeEgress",
                    "application/json",
                    "{}",
                    bearer(ALL))
                .status())
        .isEqualTo(503);
  }
}
