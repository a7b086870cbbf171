package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AccountTest
class SignUpTest {
  @Autowired Installation server;
  private Browser ada;

  @BeforeEach
  void adaAdministers() {
    server.clear();
    ada = server.administrator();
  }

  private void mode(String mode) {
    assertThat(
            ada.put(
                    "/console/settings",
                    Map.of("signUp", mode, "domains", List.of("Example.ORG", "example.net")))
                .status())
        .isEqualTo(200);
  }

  private static Map<String, String> form(String email) {
    return Map.of("name", "Citra", "email", email, "password", Installation.PASSWORD);
  }

  private static Map<String, String> form(String email, String invitation) {
    return Map.of(
        "name",
        "Citra",
        "email",
        email,
        "password",
        Installation.PASSWORD,
        "invitation",
        invitation);
  }

  private String invite(Map<String, Object> body) {
    Browser.Answer answer = ada.post("/console/invitations", body);
    assertThat(answer.status()).isEqualTo(201);
    return answer.body().path("url").asString().replaceFirst(".*#", "");
  }

  @Test
  void anInvitationByMailLeadsToAnAccountInTheOrganisation() {
    invite(Map.of("email", "Citra@example.com", "organisation", "Koperasi"));
    String mail = server.mailTo(ada, "citra@example.com");
    String secret = Installation.secret(mail);
    Browser citra = server.browser();

    assertThat(citra.get("/invitations/" + secret).body().toString())
        .isEqualTo("{\"email\":\"citra@example.com\",\"organisation\":\"Koperasi\"}");
    Browser.Answer answer = citra.post("/sign-up", form("citra@example.com", secret));

    assertThat(answer.status()).isEqualTo(201);
    var person = citra.get("/me").body().path("person");
    assertThat(person.path("administrator").asBoolean()).isFalse();
    assertThat(person.path("organisations").get(0).path("name").asString()).isEqualTo("Koperasi");
    assertThat(person.path("organisations").get(0).path("role").asString())
        .isEqualTo("ADMINISTRATOR");
  }

  @Test
  void anInvitationWorksOnceForItsAddressAndForAWeek() {
    String secret = invite(Map.of("email", "citra@example.com"));
    String late = invite(Map.of("email", "late@example.com"));

    assertThat(server.browser().post("/sign-up", form("other@example.com", secret)).code())
        .isEqualTo("invitation-other-email");
    assertThat(server.browser().post("/sign-up", form("citra@example.com", secret)).status())
        .isEqualTo(201);
    assertThat(server.browser().post("/sign-up", form("citra@example.com", secret)).code())
        .isEqualTo("link-unknown");
    server.clock().pass(Duration.ofDays(8));
    assertThat(server.browser().get("/invitations/" + late).status()).isEqualTo(410);
    assertThat(server.browser().post("/sign-up", form("late@example.com", late)).code())
        .isEqualTo("link-expired");
    assertThat(server.browser().get("/invitations/nonsense").status()).isEqualTo(404);
  }

  @Test
  void aWithdrawnInvitationDoesntWorkAndOnlyTheNewestDoes() {
    String old = invite(Map.of("email", "citra@example.com"));
    String secret = invite(Map.of("email", "citra@example.com"));
    assertThat(server.browser().get("/invitations/" + old).status()).isEqualTo(404);
    String id =
        ada.get("/console/invitations").body().path("invitations").get(0).path("id").asString();

    assertThat(ada.delete("/console/invitations/" + id).status()).isEqualTo(204);

    assertThat(server.browser().get("/invitations/" + secret).status()).isEqualTo(404);
    assertThat(ada.delete("/console/invitations/" + id).status()).isEqualTo(404);
  }

  @Test
  void withoutAnInvitationTheDefaultRefuses() {
    assertThat(server.browser().post("/sign-up", form("citra@example.org")).code())
        .isEqualTo("sign-up-by-invitation");
  }

  @Test
  void closedRefusesInvitationsToo() {
    String secret = invite(Map.of("email", "citra@example.com"));
    mode("CLOSED");

    assertThat(server.browser().post("/sign-up", form("citra@example.com", secret)).code())
        .isEqualTo("sign-up-closed");
    assertThat(ada.post("/console/invitations", Map.of("email", "dewi@example.com")).code())
        .isEqualTo("sign-up-closed");
  }

  @Test
  void anOpenSignUpBeginsWhenTheAddressIsVerified() {
    mode("OPEN");

    Browser.Answer answer = server.browser().post("/sign-up", form("citra@example.com"));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("verify").asBoolean()).isTrue();
    assertThat(server.signIn(server.browser(), "citra@example.com", Installation.PASSWORD).status())
        .isEqualTo(401);
    String secret = Installation.secret(server.mailTo(ada, "citra@example.com"));

    assertThat(server.browser().post("/email-verifications/" + secret, Map.of()).status())
        .isEqualTo(204);
    assertThat(server.signIn(server.browser(), "citra@example.com", Installation.PASSWORD).status())
        .isEqualTo(200);
    assertThat(server.browser().post("/email-verifications/" + secret, Map.of()).code())
        .isEqualTo("link-unknown");
  }

  @Test
  void aVerificationExpires() {
    mode("OPEN");
    server.browser().post("/sign-up", form("citra@example.com"));
    String secret = Installation.secret(server.mailTo(ada, "citra@example.com"));

    server.clock().pass(Duration.ofDays(2));

    assertThat(server.browser().post("/email-verifications/" + secret, Map.of()).code())
        .isEqualTo("link-expired");
  }

  @Test
  void domainsAreCompared() {
    mode("DOMAIN");

    assertThat(server.browser().post("/sign-up", form("citra@example.com")).code())
        .isEqualTo("domain-not-allowed");
    assertThat(server.browser().post("/sign-up", form("citra@evil.example.org")).code())
        .isEqualTo("domain-not-allowed");
    assertThat(server.browser().post("/sign-up", form("citra@EXAMPLE.net")).status())
        .isEqualTo(202);
  }

  @Test
  void whoSignsUpWithATakenAddressSeesNoDifferenceAndItsOwnerIsTold() {
    mode("OPEN");

    Browser.Answer taken = server.browser().post("/sign-up", form("ada@example.org"));
    Browser.Answer free = server.browser().post("/sign-up", form("citra@example.com"));

    assertThat(taken.status()).isEqualTo(free.status());
    assertThat(taken.body()).isEqualTo(free.body());
    assertThat(server.mailTo(ada, "ada@example.org")).contains("has an account already");
    assertThat(server.signIn(server.browser(), "ada@example.org", Installation.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void oneAddressGetsThreeMailsInAQuarterOfAnHour() {
    mode("OPEN");
    for (int i = 0; i < 5; i++) {
      assertThat(server.browser().post("/sign-up", form("citra@example.com")).status())
          .isEqualTo(202);
    }

    assertThat(server.jdbc().sql("select count(*) from sign_up").query(Integer.class).single())
        .isEqualTo(3);
  }

  @Test
  void fieldsAreChecked() {
    mode("OPEN");
    String good = Installation.PASSWORD;

    assertRefused(Map.of("name", "C", "email", "nonsense", "password", good), "email-invalid");
    assertRefused(Map.of("name", "", "email", "c@example.org", "password", good), "name-invalid");
    assertRefused(
        Map.of("name", "C", "email", "c@example.org", "password", "short"), "password-length");
    assertRefused(
        Map.of("name", "C", "email", "c@example.org", "password", "x".repeat(129)),
        "password-length");
    assertRefused(
        Map.of("name", "C", "email", "c@example.org", "password", "aaaaaaaaaaaa"), "password-weak");
    assertRefused(
        Map.of("name", "C", "email", "c@example.org", "password", "C@example.org"),
        "password-weak");
    assertRefused(Map.of("name", "C", "email", "c@example.org"), "password-length");
    assertThat(server.browser().post("/sign-up", "{\"surprise\":1}").status()).isEqualTo(400);
  }

  private void assertRefused(Map<String, String> form, String code) {
    Browser.Answer answer = server.browser().post("/sign-up", form);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.body().path("remedy").asString()).isNotBlank();
  }
}
