package io.rapat.app.meeting;

import static io.rapat.app.meeting.MeetingServer.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.meeting.Callings.Answer;
import io.rapat.app.meeting.Callings.Hosted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What hosts do, and that it holds against a client that has nothing but a valid token. Long,
/// since each act has its refusals beside it.
@MeetingTest
class HostingTest {
  @Autowired private Callings api;
  @Autowired private MeetingServer.House house;
  @Autowired private MeetingServer.Clock clock;
  @Autowired private ChatHistory chat;
  @Autowired private Entrance entrance;
  @Autowired private JsonMapper json;
  @LocalServerPort private int port;

  private Hosted meeting = new Hosted("", "", "");
  private Answer guest =
      new Answer(
          0,
          tools.jackson.databind.node.NullNode.getInstance(),
          new org.springframework.mock.web.MockHttpServletResponse());

  @BeforeEach
  void fresh() {
    api.move();
    house.people.clear();
    house.people.put(ANA.id(), ANA);
    house.guestsMayStart = true;
    house.maxParticipants = 0;
    meeting = api.start(Map.of());
    guest = api.join(meeting, "Guest").expect(200);
  }

  private String guestPath(String act) {
    return "/participants/" + guest.text("identity") + act;
  }

  private RawClient connect(String token) {
    RawClient client = RawClient.connect(port, token);
    client.await(SignalResponse::hasJoin);
    return client;
  }

  private static ParticipantInfo self(SignalResponse message, String identity) {
    return message.getUpdate().getParticipantsList().stream()
        .filter(one -> one.getIdentity().equals(identity))
        .findFirst()
        .orElse(ParticipantInfo.getDefaultInstance());
  }

  private ParticipantInfo awaitSelf(
      RawClient client, java.util.function.Predicate<ParticipantInfo> wanted) {
    String identity = guest.text("identity");
    return self(
        client.await(message ->
            self(message, identity).getIdentity().equals(identity)
                && wanted.test(self(message, identity))),
        identity);
  }

  private static Reason answerToTrack(RawClient client, TrackSource source) {
    client.send(
        SignalRequest.newBuilder()
            .setAddTrack(AddTrackRequest.newBuilder().setCid(source.name()).setSource(source)));
    SignalResponse answer =
        client.await(message -> message.hasTrackPublished() || message.hasRequestResponse());
    return answer.hasTrackPublished() ? Reason.OK : answer.getRequestResponse().getReason();
  }

  private JsonNode room(String token) {
    return api.in(token, HttpMethod.GET, meeting.path("/room"), "").expect(200).body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/suspend",
        "/resume",
        "/end",
        "/mute-all",
        "/lower-hands",
        "/waiting/admit-all",
        "/waiting/deny-all",
        "/waiting/00000000-0000-0000-0000-000000000000/admit",
        "/waiting/00000000-0000-0000-0000-000000000000/deny",
        "/participants/HOST/mute",
        "/participants/HOST/stop-video",
        "/participants/HOST/ask-unmute",
        "/participants/HOST/remove",
        "/participants/HOST/to-waiting",
        "/participants/HOST/make-co-host",
        "/participants/HOST/make-participant",
        "/participants/HOST/lower-hand"
      })
  void onlyHostsAct(String path) {
    String real = path.replace("HOST", meeting.identity());

    api.in(guest.text("token"), HttpMethod.POST, meeting.path(real), "").refused(403, "not-host");
    api.post(meeting.path(real), "").refused(401, "token-invalid");
  }

  @Test
  void onlyHostsChangeTheRoom() {
    String token = guest.text("token");

    api.in(token, HttpMethod.PATCH, meeting.path("/room"), Map.of("locked", true))
        .refused(403, "not-host");
    api.in(token, HttpMethod.PUT, meeting.path("/spotlight"), Map.of()).refused(403, "not-host");
    assertThat(room(token).has("waiting")).isFalse();
    assertThat(room(meeting.token()).path("waiting").isArray()).isTrue();
  }

  @Test
  void aCoHostDoesWhatTheHostDoesButNotToTheHost() {
    Answer other = api.join(meeting, "Other").expect(200);
    api.act(meeting, guestPath("/make-co-host")).expect(204);
    Hosted byCoHost = new Hosted(meeting.code(), guest.text("token"), guest.text("identity"));

    assertThat(room(guest.text("token")).path("role").asString()).isEqualTo("CO_HOST");
    api.act(byCoHost, "/participants/" + meeting.identity() + "/remove")
        .refused(403, "host-protected");
    api.act(byCoHost, "/participants/" + meeting.identity() + "/to-waiting")
        .refused(403, "host-protected");
    api.act(byCoHost, "/participants/" + other.text("identity") + "/remove").expect(204);
    api.act(meeting, guestPath("/make-participant")).expect(204);
    api.act(byCoHost, "/mute-all").refused(403, "not-host");
  }

  @Test
  void unknownPeopleAndActsAreNamed() {
    api.act(meeting, "/participants/nobody/mute").refused(404, "participant-unknown");
    api.act(meeting, guestPath("/unmute")).refused(404, "http-404");
    api.act(meeting, "/waiting/no-id/admit").refused(404, "waiting-unknown");
    api.change(meeting, Map.of("rights", Map.of("fly", true))).refused(422, "right-unknown");
    api.change(meeting, Map.of("access", "EVERYBODY")).expect(400);
  }

  @Test
  void rightsHoldAgainstARawClient() {
    RawClient raw = connect(guest.text("token"));
    assertThat(answerToTrack(raw, TrackSource.MICROPHONE)).isEqualTo(Reason.OK);

    api.change(meeting, Map.of("rights", Map.of("share", false, "unmute", false))).expect(200);
    SignalResponse gone = raw.await(SignalResponse::hasTrackUnpublished);
    Reason share = answerToTrack(raw, TrackSource.SCREEN_SHARE);
    Reason sound = answerToTrack(raw, TrackSource.SCREEN_SHARE_AUDIO);
    Reason microphone = answerToTrack(raw, TrackSource.MICROPHONE);
    Reason unknown = answerToTrack(raw, TrackSource.UNKNOWN);
    Reason camera = answerToTrack(raw, TrackSource.CAMERA);
    raw.close();

    assertThat(gone.getTrackUnpublished().getTrackSid()).startsWith("TR_");
    assertThat(List.of(share, sound, microphone, unknown)).containsOnly(Reason.NOT_ALLOWED);
    assertThat(camera).isEqualTo(Reason.OK);
    assertThat(room(guest.text("token")).path("rights").path("share").asBoolean()).isFalse();
  }

  @Test
  void rightsHoldForWhoComesLaterWithAnOlderToken() {
    api.change(meeting, Map.of("rights", Map.of("video", false))).expect(200);

    RawClient raw = connect(guest.text("token"));

    assertThat(answerToTrack(raw, TrackSource.CAMERA)).isEqualTo(Reason.NOT_ALLOWED);
    raw.close();
  }

  @Test
  void hostsAreExempt() {
    api.change(meeting, Map.of("rights", Map.of("video", false, "share", false))).expect(200);

    RawClient raw = connect(meeting.token());

    assertThat(answerToTrack(raw, TrackSource.SCREEN_SHARE)).isEqualTo(Reason.OK);
    raw.close();
  }

  @Test
  void suspendingTakesEverythingAndResumingGivesItBack() {
    api.change(meeting, Map.of("rights", Map.of("share", false))).expect(200);
    RawClient raw = connect(guest.text("token"));
    assertThat(answerToTrack(raw, TrackSource.CAMERA)).isEqualTo(Reason.OK);

    api.act(meeting, "/suspend").expect(204);
    raw.await(SignalResponse::hasTrackUnpublished);
    Reason suspended = answerToTrack(raw, TrackSource.MICROPHONE);
    api.join(meeting, "Late").refused(403, "meeting-locked");
    JsonNode during = room(meeting.token());
    api.act(meeting, "/resume").expect(204);
    awaitSelf(raw, one -> one.getPermission().getCanPublish());
    Reason resumed = answerToTrack(raw, TrackSource.MICROPHONE);
    Reason share = answerToTrack(raw, TrackSource.SCREEN_SHARE);
    raw.close();

    assertThat(suspended).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(during.path("suspended").asBoolean()).isTrue();
    assertThat(during.path("locked").asBoolean()).isTrue();
    assertThat(resumed).isEqualTo(Reason.OK);
    assertThat(share).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(room(meeting.token()).path("locked").asBoolean()).isFalse();
    api.join(meeting, "Late").expect(200);
  }

  @Test
  void whoIsRemovedIsDisconnected() {
    RawClient raw = connect(guest.text("token"));

    api.act(meeting, guestPath("/remove")).expect(204);

    assertThat(raw.await(SignalResponse::hasLeave).getLeave().getReason())
        .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
  }

  @Test
  void whoIsSentToTheWaitingRoomIsDisconnected() {
    RawClient raw = connect(guest.text("token"));

    api.act(meeting, guestPath("/to-waiting")).expect(204);

    assertThat(raw.await(SignalResponse::hasLeave).getLeave().getReason())
        .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
    assertThat(room(meeting.token()).path("waiting").path(0).path("name").asString())
        .isEqualTo("Guest");
  }

  @Test
  void theEndDisconnectsAll() {
    RawClient raw = connect(guest.text("token"));

    api.act(meeting, "/end").expect(204);

    assertThat(raw.await(SignalResponse::hasLeave).getLeave().getReason())
        .isEqualTo(DisconnectReason.ROOM_DELETED);
  }

  @Test
  void mutingTellsTheClientAndTheServerAlike() {
    RawClient raw = connect(guest.text("token"));
    assertThat(answerToTrack(raw, TrackSource.MICROPHONE)).isEqualTo(Reason.OK);

    api.act(meeting, guestPath("/mute")).expect(204);
    api.act(meeting, guestPath("/stop-video")).expect(204);
    api.act(meeting, "/mute-all").expect(204);
    api.act(meeting, guestPath("/ask-unmute")).expect(204);
    raw.close();
  }

  @Test
  void roleHandAndAccountAreTheServersToSay() {
    RawClient raw = connect(guest.text("token"));
    raw.send(
        SignalRequest.newBuilder()
            .setUpdateMetadata(
                UpdateParticipantMetadata.newBuilder()
                    .setRequestId(1)
                    .putAttributes("rapat.role", "HOST")));
    SignalResponse refused = raw.await(SignalResponse::hasRequestResponse);
    Instant before = clock.instant();

    api.in(guest.text("token"), HttpMethod.PUT, meeting.path("/hand"), Map.of("raised", true))
        .expect(204);
    ParticipantInfo raised = awaitSelf(raw, one -> one.containsAttributes("rapat.hand"));
    api.act(meeting, guestPath("/lower-hand")).expect(204);
    ParticipantInfo lowered = awaitSelf(raw, one -> !one.containsAttributes("rapat.hand"));
    raw.close();

    assertThat(refused.getRequestResponse().getReason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(raised.getAttributesOrThrow("rapat.role")).isEqualTo("GUEST");
    assertThat(Long.parseLong(raised.getAttributesOrThrow("rapat.hand")))
        .isBetween(before.toEpochMilli() - 1, clock.instant().toEpochMilli());
    assertThat(raised.containsAttributes("rapat.account")).isFalse();
    assertThat(lowered.getAttributesOrThrow("rapat.role")).isEqualTo("GUEST");
  }

  @Test
  void aHandThatIsUpKeepsItsTime() {
    RawClient raw = connect(guest.text("token"));
    Map<String, Boolean> up = Map.of("raised", true);
    api.in(guest.text("token"), HttpMethod.PUT, meeting.path("/hand"), up).expect(204);
    String first =
        awaitSelf(raw, one -> one.containsAttributes("rapat.hand"))
            .getAttributesOrThrow("rapat.hand");

    api.in(guest.text("token"), HttpMethod.PUT, meeting.path("/hand"), up).expect(204);
    api.act(meeting, guestPath("/make-co-host")).expect(204);
    ParticipantInfo later =
        awaitSelf(raw, one -> one.getAttributesOrDefault("rapat.role", "").equals("CO_HOST"));
    api.act(meeting, "/lower-hands").expect(204);
    awaitSelf(raw, one -> !one.containsAttributes("rapat.hand"));
    raw.close();

    assertThat(later.getAttributesOrThrow("rapat.hand")).isEqualTo(first);
  }

  @Test
  void aRoomIsOpenedUnderWhatTheDatabaseSays() {
    api.change(meeting, Map.of("locked", true, "rights", Map.of("chat", false))).expect(200);

    RawClient raw = RawClient.connect(port, meeting.token());
    SignalResponse join = raw.await(SignalResponse::hasJoin);
    raw.close();

    JsonNode metadata = json.readTree(join.getJoin().getRoom().getMetadata());
    assertThat(metadata.path("v").asInt()).isEqualTo(1);
    assertThat(metadata.path("locked").asBoolean()).isTrue();
    assertThat(metadata.path("rights").path("chat").asBoolean()).isFalse();
    assertThat(metadata.path("rights").path("reactions").asBoolean()).isTrue();
    assertThat(metadata.path("spotlight").isNull()).isTrue();
    assertThat(metadata.path("waiting").asInt()).isZero();
    assertThat(join.getJoin().getParticipant().getAttributesOrThrow("rapat.role"))
        .isEqualTo("HOST");
  }

  @Test
  void whoWaitsIsCountedInTheRoom() {
    api.change(meeting, Map.of("access", "ASK")).expect(200);
    RawClient raw = connect(meeting.token());

    api.join(meeting, "Waiting").expect(202);
    SignalResponse update =
        raw.await(message ->
            message.hasRoomUpdate()
                && message.getRoomUpdate().getRoom().getMetadata().contains("\"waiting\":1"));
    raw.close();

    assertThat(
            json.readTree(update.getRoomUpdate().getRoom().getMetadata()).path("access").asString())
        .isEqualTo("ASK");
  }

  @Test
  void theSpotlightIsOnSomebodyWhoIsIn() {
    api.in(
            meeting.token(),
            HttpMethod.PUT,
            meeting.path("/spotlight"),
            Map.of("identity", guest.text("identity")))
        .expect(204);
    assertThat(room(meeting.token()).path("spotlight").asString())
        .isEqualTo(guest.text("identity"));
    api.in(
            meeting.token(),
            HttpMethod.PUT,
            meeting.path("/spotlight"),
            Map.of("identity", "nobody"))
        .refused(404, "participant-unknown");

    api.act(meeting, guestPath("/remove")).expect(204);

    assertThat(room(meeting.token()).has("spotlight")).isFalse();
  }

  @Test
  void whenAllHaveLeftLockAndCoHostsAreOver() {
    api.act(meeting, guestPath("/make-co-host")).expect(204);
    entrance.entered(meeting.code(), guest.text("identity"));
    api.change(meeting, Map.of("locked", true, "access", "ASK")).expect(200);

    entrance.closed(meeting.code());

    Answer seen = api.get(meeting.path("")).expect(200);
    assertThat(seen.text("access")).isEqualTo("ASK");
    assertThat(RawClient.isLetIn(port, guest.text("token"))).isFalse();
    api.join(meeting, "Guest", Map.of("token", guest.text("token"))).expect(202);
  }

  @Test
  void privateMessagesAreForThoseTheyAreFor() {
    Answer other = api.join(meeting, "Other").expect(200);
    keep("1", Set.of());
    keep("2", Set.of(meeting.identity()));

    assertThat(messages(guest.text("token"))).containsExactly("1", "2");
    assertThat(messages(meeting.token())).containsExactly("1", "2");
    assertThat(messages(other.text("token"))).containsExactly("1");
    JsonNode second =
        api.in(meeting.token(), HttpMethod.GET, meeting.path("/messages"), "")
            .body()
            .path("messages")
            .path(1);
    assertThat(second.path("recipients").path(0).asString()).isEqualTo(meeting.identity());
  }

  private void keep(String id, Set<String> recipients) {
    chat.keep(
        new ChatMessage(
            id,
            meeting.code(),
            clock.instant(),
            guest.text("identity"),
            "Guest",
            "text " + id,
            recipients));
  }

  private List<String> messages(String token) {
    return api
        .in(token, HttpMethod.GET, meeting.path("/messages"), "")
        .expect(200)
        .body()
        .path("messages")
        .values()
        .stream()
        .map(one -> one.path("id").asString())
        .toList();
  }
}
