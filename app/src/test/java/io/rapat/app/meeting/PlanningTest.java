package io.rapat.app.meeting;

import static io.rapat.app.meeting.MeetingServer.ANA;
import static io.rapat.app.meeting.MeetingServer.BUDI;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import io.rapat.app.account.Mail;
import io.rapat.app.meeting.Callings.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Meetings that belong to somebody: planned, changed, cancelled, forgotten.
@MeetingTest
class PlanningTest {
  @Autowired private Callings api;
  @Autowired private MeetingServer.Inbox inbox;
  @Autowired private MeetingServer.House house;
  @Autowired private MeetingServer.Clock clock;
  @Autowired private PersonalData personal;
  @Autowired private Retention retention;
  @Autowired private ChatHistory chat;
  @Autowired private JdbcClient jdbc;

  private Instant start = Instant.EPOCH;

  @BeforeEach
  void fresh() {
    api.move();
    inbox.mails.clear();
    house.people.clear();
    house.people.put(ANA.id(), ANA);
    house.people.put(BUDI.id(), BUDI);
    start = clock.instant().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MINUTES);
  }

  private Answer plan(List<String> invitees) {
    return api.as(
        ANA,
        HttpMethod.POST,
        "/meetings",
        Map.of(
            "title",
            "Plan it's",
            "start",
            start.toString(),
            "zone",
            "Asia/Jakarta",
            "durationMinutes",
            45,
            "passcode",
            "Secret1",
            "invitees",
            invitees));
  }

  private static ICalendar calendar(Mail mail) {
    return Biweekly.parse(mail.calendar().orElseThrow().ics()).first();
  }

  @Test
  void invitationsChangesAndCancellationsAreOfOneEvent() {
    Answer planned = plan(List.of("Budi@Example.org", "cici@example.org")).expect(201);
    String path = "/meetings/" + planned.text("code");
    api.as(
            ANA,
            HttpMethod.PATCH,
            path,
            Map.of(
                "start",
                start.plusSeconds(3_600).toString(),
                "invitees",
                List.of("budi@example.org", "dodi@example.org")))
        .expect(200);
    api.as(ANA, HttpMethod.DELETE, path, "").expect(204);

    assertThat(inbox.mails)
        .extracting(
            Mail::to,
            mail -> mail.calendar().orElseThrow().method(),
            mail -> calendar(mail).getEvents().getFirst().getSequence().getValue())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("budi@example.org", "REQUEST", 0),
            org.assertj.core.groups.Tuple.tuple("cici@example.org", "REQUEST", 0),
            org.assertj.core.groups.Tuple.tuple("budi@example.org", "REQUEST", 1),
            org.assertj.core.groups.Tuple.tuple("dodi@example.org", "REQUEST", 1),
            org.assertj.core.groups.Tuple.tuple("cici@example.org", "CANCEL", 1),
            org.assertj.core.groups.Tuple.tuple("budi@example.org", "CANCEL", 2),
            org.assertj.core.groups.Tuple.tuple("dodi@example.org", "CANCEL", 2));
    assertThat(
            inbox.mails.stream()
                .map(mail -> calendar(mail).getEvents().getFirst().getUid().getValue())
                .distinct())
        .hasSize(1);
    assertThat(
            calendar(inbox.mails.get(2))
                .getEvents()
                .getFirst()
                .getDateStart()
                .getValue()
                .toInstant())
        .isEqualTo(start.plusSeconds(3_600));
    assertThat(api.get(path).text("state")).isEqualTo("ENDED");
  }

  @Test
  void aMailSaysWhenAndWhereAndThePasscode() {
    Answer planned = plan(List.of("budi@example.org")).expect(201);
    Mail mail = inbox.mails.getFirst();

    assertThat(mail.subject()).isEqualTo("Invitation: Plan it's");
    assertThat(mail.text())
        .contains("Ana invites you to \"Plan it's\".")
        .contains("(Asia/Jakarta)")
        .contains("/m/" + planned.text("code"))
        .contains("http")
        .contains("Secret1");
    assertThat(mail.calendar().orElseThrow().ics())
        .contains("METHOD:REQUEST")
        .doesNotContain("Secret1");
    assertThat(calendar(mail).getEvents().getFirst().getOrganizer().getEmail())
        .isEqualTo("ana@example.org");
  }

  @Test
  void whatInviteesNeedNotKnowSendsNoMail() {
    Answer planned = plan(List.of("budi@example.org")).expect(201);
    inbox.mails.clear();

    api.as(
            ANA,
            HttpMethod.PATCH,
            "/meetings/" + planned.text("code"),
            Map.of("access", "OPEN", "title", "Plan it's"))
        .expect(200);

    assertThat(inbox.mails).isEmpty();
    assertThat(api.get("/meetings/" + planned.text("code")).text("access")).isEqualTo("OPEN");
  }

  @Test
  void aPlannedMeetingIsListedForThoseItConcerns() {
    Answer planned = plan(List.of("budi@example.org")).expect(201);

    Answer ofAna = api.as(ANA, HttpMethod.GET, "/meetings", "").expect(200);
    Answer ofBudi = api.as(BUDI, HttpMethod.GET, "/meetings", "").expect(200);

    assertThat(ofAna.body().path("upcoming").findValuesAsString("code"))
        .contains(planned.text("code"));
    assertThat(ofBudi.body().path("upcoming").findValuesAsString("code"))
        .contains(planned.text("code"));
    var forBudi =
        ofBudi.body().path("upcoming").values().stream()
            .filter(one -> one.path("code").asString().equals(planned.text("code")))
            .findFirst()
            .orElseThrow();
    assertThat(forBudi.has("invitees")).isFalse();
    assertThat(forBudi.path("mine").asBoolean()).isFalse();
    assertThat(forBudi.path("state").asString()).isEqualTo("NOT_STARTED");
    assertThat(forBudi.path("durationMinutes").asInt()).isEqualTo(45);
    api.get("/meetings").refused(401, "sign-in-needed");
  }

  @Test
  void onlyItsOwnerChangesAMeeting() {
    String path = "/meetings/" + plan(List.of()).expect(201).text("code");

    api.as(BUDI, HttpMethod.PATCH, path, Map.of("title", "x")).refused(403, "not-host");
    api.as(BUDI, HttpMethod.DELETE, path, "").refused(403, "not-host");
    api.call(HttpMethod.PATCH, path, Map.of("title", "x"), Map.of()).refused(401, "sign-in-needed");
    api.as(ANA, HttpMethod.PATCH, "/meetings/aaa-aaaa-aaa", Map.of())
        .refused(404, "meeting-unknown");
  }

  @Test
  void itsOwnerIsHostAndPassesThePasscode() {
    String path = "/meetings/" + plan(List.of()).expect(201).text("code");

    Answer joined = api.as(ANA, HttpMethod.POST, path + "/joins", Map.of()).expect(200);

    assertThat(joined.text("role")).isEqualTo("HOST");
    api.as(BUDI, HttpMethod.POST, path + "/joins", Map.of()).refused(403, "passcode-needed");
  }

  @Test
  void thePasscodeCanBeTakenAway() {
    String path = "/meetings/" + plan(List.of()).expect(201).text("code");

    api.as(ANA, HttpMethod.PATCH, path, Map.of("passcode", "")).expect(200);

    assertThat(api.get(path).body().path("passcodeNeeded").asBoolean()).isFalse();
  }

  @Test
  void aCalendarOfOnesOwnNamesNobody() {
    String path = "/meetings/" + plan(List.of("budi@example.org")).expect(201).text("code");

    Answer ics = api.get(path + "/calendar.ics").expect(200);
    String content =
        new String(ics.response().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(ics.response().getContentType()).startsWith("text/calendar");
    assertThat(content).contains("METHOD:PUBLISH").doesNotContain("budi", "ana@");
    assertThat(Biweekly.parse(content).first().getEvents()).hasSize(1);
  }

  @Test
  void aGuestSendsNoMail() {
    api.post("/meetings", Map.of("start", start.toString())).refused(401, "sign-in-needed");
    api.post("/meetings", Map.of("invitees", List.of("a@example.org")))
        .refused(401, "sign-in-needed");
  }

  @ParameterizedTest
  @CsvSource({
    "title,title-invalid",
    "passcode,passcode-invalid",
    "start,start-invalid",
    "past,start-invalid",
    "zone,zone-unknown",
    "durationMinutes,duration-invalid",
    "invitees,invitee-invalid"
  })
  void whatCannotBeIsRefusedByField(String field, String code) {
    Map<String, Object> body = new java.util.HashMap<>(Map.of("start", start.toString()));
    switch (field) {
      case "title" -> body.put("title", "a\u0007b");
      case "passcode" -> body.put("passcode", "123");
      case "start" -> body.put("start", "tomorrow");
      case "past" -> body.put("start", "2020-01-01T00:00:00Z");
      case "zone" -> body.put("zone", "Mars/Base");
      case "durationMinutes" -> body.put("durationMinutes", 1_441);
      default -> body.put("invitees", List.of("not an address"));
    }

    assertThat(api.as(ANA, HttpMethod.POST, "/meetings", body).refused(422, code).text("field"))
        .isEqualTo(field.equals("past") ? "start" : field);
  }

  @Test
  void aLocalTimeIsTakenInItsZone() {
    Answer planned =
        api.as(
                ANA,
                HttpMethod.POST,
                "/meetings",
                Map.of(
                    "start",
                    start.atZone(java.time.ZoneId.of("Asia/Jakarta")).toLocalDateTime().toString(),
                    "zone",
                    "Asia/Jakarta"))
            .expect(201);

    assertThat(Instant.parse(planned.text("start"))).isEqualTo(start);
  }

  @Test
  void thePersonalRoomIsPermanent() {
    String first =
        api.as(ANA, HttpMethod.GET, "/meetings", "")
            .body()
            .path("personal")
            .path("code")
            .asString();
    String path = "/meetings/" + first;
    Answer host = api.as(ANA, HttpMethod.POST, path + "/joins", Map.of()).expect(200);
    api.in(host.text("token"), HttpMethod.POST, path + "/end", "").expect(204);

    assertThat(
            api.as(ANA, HttpMethod.GET, "/meetings", "")
                .body()
                .path("personal")
                .path("code")
                .asString())
        .isEqualTo(first);
    assertThat(api.get(path).text("state")).isEqualTo("OPEN");
    api.as(ANA, HttpMethod.POST, path + "/joins", Map.of()).expect(200);
    api.as(ANA, HttpMethod.DELETE, path, "").refused(409, "personal-room");
    api.as(ANA, HttpMethod.PATCH, path, Map.of("start", start.toString()))
        .refused(422, "personal-room");
  }

  @Test
  void whoDeletesTheAccountIsForgotten() {
    Answer own = plan(List.of("cici@example.org")).expect(201);
    String other =
        api.as(
                BUDI,
                HttpMethod.POST,
                "/meetings",
                Map.of(
                    "start",
                    start.toString(),
                    "access",
                    "OPEN",
                    "invitees",
                    List.of("ana@example.org")))
            .expect(201)
            .text("code");
    Answer joined =
        api.as(ANA, HttpMethod.POST, "/meetings/" + other + "/joins", Map.of()).expect(200);
    chat.keep(
        new ChatMessage(
            "1",
            other,
            clock.instant(),
            joined.text("identity"),
            "Ana",
            "it is Ana",
            java.util.Set.of()));
    Map<String, Object> export = personal.export(ANA.id());

    personal.erase(ANA.id());

    assertThat(export.toString()).contains("Plan it's", "it is Ana", other);
    api.get("/meetings/" + own.text("code")).refused(404, "meeting-unknown");
    for (String table : List.of("meeting", "invitee", "attendee", "chat_message")) {
      assertThat(jdbc.sql("select * from " + table).query().listOfRows().toString())
          .as(table)
          .doesNotContain("Ana", "ana@example.org", ANA.id().toString());
    }
  }

  @Test
  void meetingsAreForgottenAfterTheirTime() {
    String old = plan(List.of()).expect(201).text("code");
    String room =
        api.as(BUDI, HttpMethod.GET, "/meetings", "")
            .body()
            .path("personal")
            .path("code")
            .asString();
    clock.pass(Duration.ofDays(95));
    String recent = api.as(ANA, HttpMethod.POST, "/meetings", Map.of()).expect(201).text("code");

    retention.forgetOld();

    api.get("/meetings/" + old).refused(404, "meeting-unknown");
    api.get("/meetings/" + room).expect(200);
    api.get("/meetings/" + recent).expect(200);
  }
}
