package io.rapat.app.meeting;

import static io.rapat.app.meeting.MeetingServer.ANA;
import static io.rapat.app.meeting.MeetingServer.BUDI;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.conference.Arrivals;
import io.rapat.app.meeting.Callings.Answer;
import io.rapat.app.meeting.Callings.Hosted;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/// Coming in, being kept out, and waiting. Long, since every way in stands beside the ways it is
/// shut.
@MeetingTest
class JoiningTest {
  @Autowired private Callings api;
  @Autowired private MeetingServer.Clock clock;
  @Autowired private MeetingServer.House house;
  @Autowired private Lobby lobby;
  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;

  @BeforeEach
  void fresh() {
    api.move();
    house.people.clear();
    house.people.put(ANA.id(), ANA);
    house.people.put(BUDI.id(), BUDI);
    house.guestsMayStart = true;
    house.maxParticipants = 0;
  }

  private Hosted start(String access) {
    return api.start(Map.of("access", access));
  }

  private Answer status(Hosted meeting, Answer waiting) {
    return api.get(meeting.path("/waiting/" + waiting.text("ticket")));
  }

  private String waitingId(Hosted meeting) {
    return api.in(meeting.token(), HttpMethod.GET, meeting.path("/room"), "")
        .expect(200)
        .body()
        .path("waiting")
        .path(0)
        .path("id")
        .asString();
  }

  @Test
  void aGuestStartsAnOpenMeetingAndGetsItsKey() {
    Answer started = api.post("/meetings", Map.of()).expect(201);

    assertThat(started.text("hostKey")).isNotEmpty();
    assertThat(started.text("access")).isEqualTo("OPEN");
    assertThat(started.text("url")).isEqualTo("/m/" + started.text("code"));
    Answer seen = api.get("/meetings/" + started.text("code")).expect(200);
    assertThat(seen.body().has("hostKey")).isFalse();
    assertThat(seen.text("state")).isEqualTo("OPEN");
  }

  @Test
  void startingTakesNoBodyAtAll() {
    api.call(HttpMethod.POST, "/meetings", "", Map.of()).expect(201);
  }

  @Test
  void whoHasTheLinkJoinsAnOpenMeeting() {
    Answer joined = api.join(start("OPEN"), "Guest").expect(200);

    assertThat(joined.text("state")).isEqualTo("ADMITTED");
    assertThat(joined.text("role")).isEqualTo("GUEST");
    assertThat(joined.body().path("chatRetentionHours").asInt()).isEqualTo(24);
    assertThat(RawClient.validate(port, "", joined.text("token"))).isEqualTo("200 success");
    assertThat(RawClient.validate(port, "/v1", joined.text("token"))).startsWith("400");
  }

  @Test
  void whereEverybodyAsksAHostDecides() {
    Hosted meeting = start("ASK");
    Answer first = api.join(meeting, "First").expect(202);
    assertThat(first.text("state")).isEqualTo("WAITING");
    assertThat(first.body().has("token")).isFalse();
    assertThat(status(meeting, first).text("state")).isEqualTo("WAITING");

    api.act(meeting, "/waiting/" + waitingId(meeting) + "/admit").expect(204);
    Answer admitted = status(meeting, first).expect(200);
    Answer second = api.join(meeting, "Second").expect(202);
    api.act(meeting, "/waiting/" + waitingId(meeting) + "/deny").expect(204);

    assertThat(admitted.text("state")).isEqualTo("ADMITTED");
    assertThat(RawClient.isLetIn(port, admitted.text("token"))).isTrue();
    assertThat(status(meeting, second).text("state")).isEqualTo("DENIED");
    assertThat(status(meeting, second).body().has("token")).isFalse();
  }

  @Test
  void hostsAnswerAllAtOnce() {
    Hosted meeting = start("ASK");
    Answer one = api.join(meeting, "One").expect(202);
    Answer two = api.join(meeting, "Two").expect(202);
    api.act(meeting, "/waiting/admit-all").expect(204);
    Answer three = api.join(meeting, "Three").expect(202);
    api.act(meeting, "/waiting/deny-all").expect(204);

    assertThat(status(meeting, one).text("state")).isEqualTo("ADMITTED");
    assertThat(status(meeting, two).text("state")).isEqualTo("ADMITTED");
    assertThat(status(meeting, three).text("state")).isEqualTo("DENIED");
  }

  @Test
  void openingTheMeetingAdmitsNobodyWhoWaits() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Early").expect(202);

    api.change(meeting, Map.of("access", "OPEN")).expect(200);
    RawClient.connect(port, meeting.token()).close();

    assertThat(status(meeting, waiting).text("state")).isEqualTo("WAITING");
    api.join(meeting, "Late").expect(200);
  }

  @Test
  void nobodyRespondsWithinFiveMinutes() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Patient").expect(202);

    clock.pass(Duration.ofMinutes(4).plusSeconds(50));
    assertThat(status(meeting, waiting).text("state")).isEqualTo("WAITING");
    clock.pass(Duration.ofSeconds(11));
    assertThat(status(meeting, waiting).text("state")).isEqualTo("EXPIRED");
    lobby.expire();

    assertThat(status(meeting, waiting).text("state")).isEqualTo("EXPIRED");
    assertThat(
            api.in(meeting.token(), HttpMethod.GET, meeting.path("/room"), "")
                .body()
                .path("waiting"))
        .isEmpty();
  }

  @Test
  void whoGivesUpIsNotWaitingAnyMore() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Hasty").expect(202);
    String id = waitingId(meeting);

    api.call(HttpMethod.DELETE, meeting.path("/waiting/" + waiting.text("ticket")), "", Map.of())
        .expect(204);

    api.act(meeting, "/waiting/" + id + "/admit").refused(404, "waiting-unknown");
    api.get(meeting.path("/waiting/nobodys-ticket")).refused(404, "ticket-unknown");
  }

  @Test
  void aPollEndsWithTheAnswer() throws ExecutionException, InterruptedException, TimeoutException {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Polling").expect(202);
    String id = waitingId(meeting);

    CompletableFuture<Answer> poll =
        CompletableFuture.supplyAsync(
            () -> api.get(meeting.path("/waiting/" + waiting.text("ticket") + "?wait=true")));
    api.act(meeting, "/waiting/" + id + "/admit").expect(204);

    assertThat(poll.get(15, TimeUnit.SECONDS).text("state")).isEqualTo("ADMITTED");
  }

  @Test
  void whoWaitsLearnsWhetherAHostIsHere() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Waiting").expect(202);
    assertThat(waiting.body().path("hosted").asBoolean()).isFalse();

    Arrivals.arrive(context, meeting.code(), meeting.identity());
    assertThat(status(meeting, waiting).body().path("hosted").asBoolean()).isTrue();
    assertThat(api.get(meeting.path("")).body().path("hosted").asBoolean()).isTrue();
    Arrivals.leave(context, meeting.code(), meeting.identity());

    assertThat(status(meeting, waiting).body().path("hosted").asBoolean()).isFalse();
    assertThat(status(meeting, waiting).text("state")).isEqualTo("WAITING");
  }

  @Test
  void whoIsSignedInPassesWhereThatIsEnough() {
    Hosted meeting = start("SIGNED_IN");

    api.join(meeting, "Guest").expect(202);
    Answer joined = api.as(ANA, HttpMethod.POST, meeting.path("/joins"), Map.of()).expect(200);

    assertThat(joined.text("role")).isEqualTo("PARTICIPANT");
    assertThat(joined.text("identity")).startsWith("person-");
  }

  @Test
  void thePasscodeComesFirstAndDoesNotReplaceTheWaitingRoom() {
    Hosted meeting = api.start(Map.of("access", "ASK", "passcode", "Secret1"));

    api.join(meeting, "A").refused(403, "passcode-needed");
    assertThat(
            api.join(meeting, "A", Map.of("passcode", "secret1"))
                .refused(403, "passcode-wrong")
                .text("field"))
        .isEqualTo("passcode");
    api.join(meeting, "A", Map.of("passcode", "Secret1")).expect(202);
    assertThat(api.get(meeting.path("")).body().path("passcodeNeeded").asBoolean()).isTrue();
  }

  @Test
  void wrongPasscodesSlowDownAnAddress() {
    Hosted meeting = api.start(Map.of("passcode", "Secret1"));
    for (int i = 0; i < Limits.WRONG_PASSCODES; i++) {
      api.join(meeting, "A", Map.of("passcode", "guess" + i)).refused(403, "passcode-wrong");
    }

    Answer refused = api.join(meeting, "A", Map.of("passcode", "Secret1"));

    refused.refused(429, "too-many-passcodes");
    assertThat(refused.response().getHeader("Retry-After")).isNotNull();
  }

  @Test
  void anAddressAsksFiveTimesAMinute() {
    Hosted meeting = start("ASK");
    for (int i = 0; i < Limits.WAITING_REQUESTS; i++) {
      api.join(meeting, "A" + i).expect(202);
    }

    api.join(meeting, "A6").refused(429, "too-many-requests-to-join");
    clock.pass(Duration.ofSeconds(61));

    api.join(meeting, "A7").expect(202);
  }

  @Test
  void theLockKeepsOutNewPeopleAndOldTokens() {
    Hosted meeting = start("OPEN");
    Answer before = api.join(meeting, "Before").expect(200);

    api.change(meeting, Map.of("locked", true)).expect(200);

    api.join(meeting, "After").refused(403, "meeting-locked");
    api.join(meeting, "Before", Map.of("token", before.text("token")))
        .refused(403, "meeting-locked");
    assertThat(RawClient.validate(port, "", before.text("token")))
        .isEqualTo("403 permissions denied: meeting-locked");
    assertThat(RawClient.isLetIn(port, before.text("token"))).isFalse();
    assertThat(RawClient.isLetIn(port, meeting.token())).isTrue();
  }

  @Test
  void whoIsInComesBackUnderALock() {
    Hosted meeting = start("OPEN");
    Answer inside = api.join(meeting, "Inside").expect(200);
    context.getBean(Entrance.class).entered(meeting.code(), inside.text("identity"));
    api.change(meeting, Map.of("locked", true)).expect(200);
    clock.pass(Duration.ofSeconds(5));
    context.getBean(Entrance.class).left(meeting.code(), inside.text("identity"));

    assertThat(RawClient.validate(port, "", inside.text("token"))).isEqualTo("200 success");
    clock.pass(Duration.ofSeconds(61));
    assertThat(RawClient.validate(port, "", inside.text("token"))).startsWith("403");
  }

  @Test
  void whomAHostLetsInComesInThroughALock() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Waiting").expect(202);
    api.change(meeting, Map.of("locked", true)).expect(200);

    api.act(meeting, "/waiting/" + waitingId(meeting) + "/admit").expect(204);

    assertThat(RawClient.isLetIn(port, status(meeting, waiting).text("token"))).isTrue();
  }

  @Test
  void whoWasRemovedGetsInNowhereWithTheOldToken() {
    Hosted meeting = start("OPEN");
    Answer guest = api.join(meeting, "Guest").expect(200);
    String token = guest.text("token");

    api.act(meeting, "/participants/" + guest.text("identity") + "/remove").expect(204);

    assertThat(RawClient.validate(port, "", token)).isEqualTo("403 permissions denied: removed");
    assertThat(RawClient.validate(port, "", token + "&reconnect=1")).startsWith("403");
    assertThat(RawClient.isLetIn(port, token)).isFalse();
    api.join(meeting, "Guest", Map.of("token", token)).refused(403, "removed");
    api.in(token, HttpMethod.GET, meeting.path("/room"), "").refused(403, "removed");
    api.in(token, HttpMethod.GET, meeting.path("/messages"), "").refused(403, "not-admitted");
    api.in(token, HttpMethod.PUT, meeting.path("/hand"), Map.of("raised", true))
        .refused(403, "removed");
  }

  @Test
  void aRemovedPersonStaysRemovedByAccount() {
    Hosted meeting = start("OPEN");
    Answer ana = api.as(ANA, HttpMethod.POST, meeting.path("/joins"), Map.of()).expect(200);

    api.act(meeting, "/participants/" + ana.text("identity") + "/remove").expect(204);

    api.as(ANA, HttpMethod.POST, meeting.path("/joins"), Map.of()).refused(403, "removed");
  }

  @Test
  void whoWasSentBackWaitsEvenInAnOpenMeeting() {
    Hosted meeting = start("OPEN");
    Answer guest = api.join(meeting, "Guest").expect(200);

    api.act(meeting, "/participants/" + guest.text("identity") + "/to-waiting").expect(204);
    assertThat(RawClient.isLetIn(port, guest.text("token"))).isFalse();
    Answer waiting = api.join(meeting, "Guest", Map.of("token", guest.text("token"))).expect(202);
    api.act(meeting, "/waiting/" + waitingId(meeting) + "/admit").expect(204);

    Answer back = status(meeting, waiting);
    assertThat(back.text("identity")).isEqualTo(guest.text("identity"));
    assertThat(RawClient.isLetIn(port, back.text("token"))).isTrue();
  }

  @Test
  void anOldTokenKeepsIdentityAndAdmission() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Guest").expect(202);
    api.act(meeting, "/waiting/admit-all").expect(204);
    Answer admitted = status(meeting, waiting);

    Answer again =
        api.join(meeting, "Renamed", Map.of("token", admitted.text("token"))).expect(200);

    assertThat(again.text("identity")).isEqualTo(admitted.text("identity"));
  }

  @Test
  void twoTabsOfOnePersonAreOnePerson() {
    Hosted meeting = start("OPEN");

    Answer one = api.as(ANA, HttpMethod.POST, meeting.path("/joins"), Map.of()).expect(200);
    Answer two = api.as(ANA, HttpMethod.POST, meeting.path("/joins"), Map.of()).expect(200);

    assertThat(two.text("identity")).isEqualTo(one.text("identity"));
  }

  @Test
  void aTokenOfAnotherMeetingIsWorthNothing() {
    Hosted meeting = start("ASK");
    Hosted other = start("OPEN");

    api.join(meeting, "Guest", Map.of("token", other.token())).expect(202);
    api.in(other.token(), HttpMethod.GET, meeting.path("/room"), "").refused(401, "token-invalid");
    api.in("rubbish", HttpMethod.GET, meeting.path("/room"), "").refused(401, "token-invalid");
    api.get(meeting.path("/room")).refused(401, "token-invalid");
  }

  @Test
  void aFullMeetingTakesHostsOnly() {
    house.maxParticipants = 2;
    Answer started = api.post("/meetings", Map.of()).expect(201);
    Hosted meeting = new Hosted(started.text("code"), "", "");
    api.join(meeting, "One").expect(200);
    api.join(meeting, "Two").expect(200);

    api.join(meeting, "Three").refused(409, "meeting-full");
    api.join(meeting, "Host", Map.of("hostKey", started.text("hostKey"))).expect(200);
  }

  @Test
  void theEndIsForAll() {
    Hosted meeting = start("ASK");
    Answer waiting = api.join(meeting, "Waiting").expect(202);
    api.act(meeting, "/end").expect(204);

    assertThat(api.get(meeting.path("")).text("state")).isEqualTo("ENDED");
    assertThat(status(meeting, waiting).text("state")).isEqualTo("ENDED");
    api.join(meeting, "Late").refused(403, "meeting-ended");
    api.join(meeting, "Host", Map.of("token", meeting.token())).refused(403, "meeting-ended");
    assertThat(RawClient.isLetIn(port, meeting.token())).isFalse();
    api.act(meeting, "/suspend").refused(403, "meeting-ended");
  }

  @Test
  void theTokenOfAMeetingThatIsGoneOpensNoRoom() {
    Hosted meeting = start("OPEN");

    context.getBean(Meetings.class).delete(new MeetingCode(meeting.code()));

    assertThat(RawClient.validate(port, "", meeting.token()))
        .isEqualTo("403 permissions denied: meeting-unknown");
  }

  @Test
  void aMeetingOfTheTimeBeforeAccountsStillWorks() {
    context
        .getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
        .sql("insert into meeting (code, created_at) values ('old-meet-ing', now())")
        .update();

    Answer joined = api.post("/meetings/old-meet-ing/joins", Map.of("name", "A")).expect(200);

    assertThat(joined.text("role")).isEqualTo("GUEST");
    assertThat(RawClient.isLetIn(port, joined.text("token"))).isTrue();
  }

  @Test
  void namesAreChecked() {
    Hosted meeting = start("OPEN");

    api.join(meeting, "").refused(422, "name-invalid");
    api.join(meeting, "a\u202eb").refused(422, "name-invalid");
  }

  @Test
  void guestsStartNothingWhereThatIsNotWanted() {
    house.guestsMayStart = false;

    api.post("/meetings", Map.of()).refused(401, "sign-in-needed");
    assertThat(api.get("/server").text("meetingCreation")).isEqualTo("signed-in");
    house.people.clear();
    api.post("/meetings", Map.of()).expect(201);
  }
}
