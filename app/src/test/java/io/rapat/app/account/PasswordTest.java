package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AccountTest
class PasswordTest {
  private static final String NEW = "another good password";

  @Autowired Installation server;
  private Browser ada;
  private Browser budi;

  @BeforeEach
  void adaAndBudiHaveAccounts() {
    server.clear();
    ada = server.administrator();
    budi = server.person(ada, "Budi", "budi@example.org");
  }

  private String resetSecret() {
    assertThat(
            server.browser().post("/password-resets", Map.of("email", "budi@example.org")).status())
        .isEqualTo(202);
    return newestReset();
  }

  private String newestReset() {
    return Installation.secret(
        org.awaitility.Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> server.mailTo(ada, "budi@example.org"), mail -> mail.contains("/reset#")));
  }

  @Test
  void aResetLinkSetsAPasswordOnceAndEndsAllSessions() {
    String secret = resetSecret();

    assertThat(server.browser().put("/password-resets/" + secret, Map.of("password", NEW)).status())
        .isEqualTo(204);

    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isFalse();
    assertThat(server.signIn(server.browser(), "budi@example.org", NEW).status()).isEqualTo(200);
    assertThat(server.signIn(server.browser(), "budi@example.org", Installation.PASSWORD).status())
        .isEqualTo(401);
    assertThat(server.browser().put("/password-resets/" + secret, Map.of("password", NEW)).code())
        .isEqualTo("link-unknown");
  }

  @Test
  void aRefusedPasswordLeavesTheLink() {
    String secret = resetSecret();

    assertThat(
            server.browser().put("/password-resets/" + secret, Map.of("password", "short")).code())
        .isEqualTo("password-length");
    assertThat(server.browser().put("/password-resets/" + secret, Map.of("password", NEW)).status())
        .isEqualTo(204);
  }

  @Test
  void aResetLinkExpiresAfterAnHour() {
    String secret = resetSecret();

    server.clock().pass(Duration.ofMinutes(61));

    Browser.Answer answer =
        server.browser().put("/password-resets/" + secret, Map.of("password", NEW));
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("link-expired");
  }

  @Test
  void anUnknownAddressGetsTheSameAnswer() {
    Browser.Answer answer =
        server.browser().post("/password-resets", Map.of("email", "nobody@example.org"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(server.browser().post("/password-resets", Map.of("email", "nonsense")).code())
        .isEqualTo("email-invalid");
  }

  @Test
  void linksOfStrangersRequestsLeadWhereAnAdministratorWas() {
    String mail =
        org.awaitility.Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> {
                  server
                      .browser()
                      .with("Host", "evil.example")
                      .post("/password-resets", Map.of("email", "budi@example.org"));
                  return server.mailTo(ada, "budi@example.org");
                },
                text -> text.contains("/reset#"));

    assertThat(mail).contains("http://localhost/reset#").doesNotContain("evil");
  }

  @Test
  void anAdministratorMailsAResetLink() {
    String id = budi.get("/me").body().path("person").path("id").asString();

    assertThat(ada.post("/console/people/" + id + "/password-reset", Map.of()).status())
        .isEqualTo(204);

    assertThat(
            server
                .browser()
                .put("/password-resets/" + newestReset(), Map.of("password", NEW))
                .status())
        .isEqualTo(204);
  }

  @Test
  void changingAsksForThePresentOneAndEndsOtherSessions() {
    Browser elsewhere = server.browser();
    server.signIn(elsewhere, "budi@example.org", Installation.PASSWORD);

    Browser.Answer wrong =
        budi.put("/me/password", Map.of("current", "not this one", "password", NEW));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.code()).isEqualTo("password-wrong");
    assertThat(budi.put("/me/password", Map.of("password", NEW)).code())
        .isEqualTo("password-wrong");
    assertThat(
            budi.put("/me/password", Map.of("current", Installation.PASSWORD, "password", "short"))
                .code())
        .isEqualTo("password-length");
    assertThat(
            budi.put("/me/password", Map.of("current", Installation.PASSWORD, "password", NEW))
                .status())
        .isEqualTo(204);

    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isTrue();
    assertThat(elsewhere.get("/me").body().path("signedIn").asBoolean()).isFalse();
  }

  @Test
  void aStolenSessionCantGuessThePasswordWithoutEnd() {
    for (int i = 0; i < 10; i++) {
      budi.put("/me/password", Map.of("current", "guess " + i, "password", NEW));
    }

    assertThat(budi.put("/me/password", Map.of("current", "guess", "password", NEW)).status())
        .isEqualTo(429);
  }
}
