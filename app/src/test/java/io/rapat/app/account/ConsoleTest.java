package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@AccountTest
class ConsoleTest {
  @Autowired Installation server;
  @Autowired Settings settings;
  private Browser ada;

  @BeforeEach
  void adaAdministers() {
    server.clear();
    ada = server.administrator();
  }

  private static String id(Browser person) {
    return person.get("/me").body().path("person").path("id").asString();
  }

  @Test
  void peopleAreFoundByNameAndAddress() {
    Browser budi = server.person(ada, "Budi 100% Santoso", "budi@example.org");

    JsonNode all = ada.get("/console/people").body();
    assertThat(all.path("total").asInt()).isEqualTo(2);
    assertThat(all.path("pages").asInt()).isEqualTo(1);
    assertThat(all.path("people").get(0).path("name").asString()).isEqualTo("Ada Utami");
    assertThat(all.path("people").get(0).has("lastSeenAt")).isTrue();
    assertThat(ada.get("/console/people?query=SANTO").body().path("total").asInt()).isEqualTo(1);
    assertThat(ada.get("/console/people?query=budi@").body().path("total").asInt()).isEqualTo(1);
    assertThat(ada.get("/console/people?query=0%25").body().path("total").asInt()).isEqualTo(1);
    assertThat(ada.get("/console/people?query=_").body().path("total").asInt()).isZero();
    assertThat(ada.get("/console/people?page=7").body().path("people").size()).isZero();
    assertThat(ada.get("/console/people?page=-1").status()).isEqualTo(400);
    assertThat(ada.get("/console/people?page=x").status()).isEqualTo(400);
    assertThat(ada.get("/console/people/" + id(budi)).body().path("email").asString())
        .isEqualTo("budi@example.org");
    assertThat(ada.get("/console/people/00000000-0000-0000-0000-000000000000").status())
        .isEqualTo(404);
    assertThat(ada.get("/console/people/nonsense").status()).isEqualTo(404);
  }

  @Test
  void administratorsAreMadeAndUnmadeAndOneStays() {
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    assertThat(budi.get("/console/people").code()).isEqualTo("not-administrator");

    ada.patch("/console/people/" + id(budi), Map.of("administrator", true));

    assertThat(budi.get("/console/people").status()).isEqualTo(200);
    assertThat(budi.patch("/console/people/" + id(ada), Map.of("administrator", false)).status())
        .isEqualTo(200);
    assertThat(ada.get("/console/people").status()).isEqualTo(403);
    assertThat(budi.patch("/console/people/" + id(budi), Map.of("disabled", true)).code())
        .isEqualTo("last-administrator");
    assertThat(budi.patch("/console/people/" + id(budi), Map.of("administrator", false)).code())
        .isEqualTo("last-administrator");
  }

  @Test
  void settingsAreKeptAndChecked() {
    JsonNode before = ada.get("/console/settings").body();
    assertThat(before.toString())
        .isEqualTo(
            "{\"signUp\":\"INVITATION\",\"domains\":[],\"guestsMayStart\":false,"
                + "\"maxParticipants\":0,\"chatRetentionHours\":24,\"meetingRetentionDays\":365,"
                + "\"auditRetentionDays\":365}");

    JsonNode after =
        ada.put(
                "/console/settings",
                Map.of(
                    "signUp",
                    "DOMAIN",
                    "domains",
                    List.of("Example.org"),
                    "guestsMayStart",
                    true,
                    "maxParticipants",
                    12,
                    "chatRetentionHours",
                    48,
                    "auditRetentionDays",
                    30))
            .body();

    assertThat(after).isEqualTo(ada.get("/console/settings").body());
    assertThat(after.path("domains").get(0).asString()).isEqualTo("example.org");
    assertThat(after.path("meetingRetentionDays").asInt()).isEqualTo(365);
    assertThat(settings.get().maxParticipants()).isEqualTo(12);
    assertThat(server.browser().get("/me").body().path("signUp").asString()).isEqualTo("DOMAIN");
    assertThat(ada.put("/console/settings", Map.of("domains", List.of())).code())
        .isEqualTo("domains-invalid");
    assertThat(ada.put("/console/settings", Map.of("domains", List.of("a b"))).code())
        .isEqualTo("domains-invalid");
    assertThat(ada.put("/console/settings", Map.of("chatRetentionHours", 0)).code())
        .isEqualTo("number-out-of-range");
    assertThat(ada.put("/console/settings", Map.of("maxParticipants", -1)).code())
        .isEqualTo("number-out-of-range");
    assertThat(ada.put("/console/settings", Map.of("signUp", "MAYBE")).status()).isEqualTo(400);
  }

  @Test
  void theAuditSaysWhoDidWhatAndNamesNobodyInTheDatabase() {
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    server.clock().pass(Duration.ofSeconds(1));
    ada.patch("/console/people/" + id(budi), Map.of("disabled", true));

    JsonNode audit = ada.get("/console/audit").body();

    JsonNode newest = audit.path("entries").get(0);
    assertThat(newest.path("act").asString()).isEqualTo("person.disabled");
    assertThat(newest.path("actor").asString()).isEqualTo(id(ada));
    assertThat(newest.path("actorName").asString()).isEqualTo("Ada Utami");
    assertThat(audit.path("total").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(server.jdbc().sql("select * from audit").query().listOfRows().toString())
        .doesNotContain("Budi")
        .doesNotContain("Ada")
        .doesNotContain("@");
  }

  @Test
  void anInvitationToSomebodyWithAnAccountIsRefused() {
    assertThat(ada.post("/console/invitations", Map.of("email", "ada@example.org")).code())
        .isEqualTo("account-exists");
    assertThat(ada.post("/console/invitations", Map.of("email", "x")).code())
        .isEqualTo("email-invalid");
    assertThat(
            ada.post(
                    "/console/invitations",
                    Map.of("email", "x@example.org", "organisation", "\u202E"))
                .code())
        .isEqualTo("name-invalid");
  }

  @Test
  void anInvitedAdministratorIsOne() {
    String secret =
        ada.post(
                "/console/invitations", Map.of("email", "citra@example.org", "administrator", true))
            .body()
            .path("url")
            .asString()
            .replaceFirst(".*#", "");

    Browser citra = server.browser();
    citra.post(
        "/sign-up", Map.of("name", "Citra", "email", "citra@example.org", "invitation", secret));

    JsonNode person = citra.get("/me").body().path("person");
    assertThat(person.path("administrator").asBoolean()).isTrue();
    assertThat(person.path("hasPassword").asBoolean()).isFalse();
  }

  @Test
  void aDisabledPersonGetsNoResetMail() {
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    String id = id(budi);
    ada.patch("/console/people/" + id, Map.of("disabled", true));

    assertThat(ada.post("/console/people/" + id + "/password-reset", Map.of()).code())
        .isEqualTo("person-disabled");
  }

  @Test
  void mailsAreShown() {
    ada.post("/console/invitations", Map.of("email", "citra@example.org"));

    assertThat(server.mailTo(ada, "citra@example.org")).contains("http://localhost/invitation#");
    assertThat(ada.get("/console/mails/00000000-0000-0000-0000-000000000000").status())
        .isEqualTo(404);
  }
}
