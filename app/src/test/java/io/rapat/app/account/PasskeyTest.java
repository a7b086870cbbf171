package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@AccountTest
class PasskeyTest {
  @Autowired Installation server;
  private Browser ada;

  @BeforeEach
  void adaIsSignedIn() {
    server.clear();
    ada = server.administrator();
  }

  private Browser.Answer register(Authenticator authenticator) throws Exception {
    JsonNode options = ada.post("/passkeys/registration-options", Map.of()).body();
    return ada.post(
        "/passkeys", Map.of("label", "Phone", "credential", authenticator.create(options)));
  }

  private static Browser.Answer signIn(Browser browser, Authenticator authenticator)
      throws Exception {
    JsonNode options = browser.post("/passkeys/sign-in-options", Map.of()).body();
    return browser.post("/sessions/passkey", Map.of("credential", authenticator.get(options)));
  }

  @Test
  void aRegisteredPasskeySignsInWithoutAnAddress() throws Exception {
    Authenticator phone = new Authenticator();

    assertThat(register(phone).status()).isEqualTo(201);
    Browser other = server.browser();
    Browser.Answer answer = signIn(other, phone);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("person").path("passkeys").asInt()).isEqualTo(1);
    assertThat(other.get("/me").body().path("person").path("email").asString())
        .isEqualTo("ada@example.org");
    assertThat(ada.get("/me/passkeys").body().path("passkeys").get(0).path("lastUsedAt"))
        .isNotNull();
  }

  @Test
  void optionsExcludeWhatIsRegisteredAndNameTheDomain() throws Exception {
    register(new Authenticator());

    JsonNode options = ada.post("/passkeys/registration-options", Map.of()).body();

    assertThat(options.path("rp").path("id").asString()).isEqualTo("localhost");
    assertThat(options.path("excludeCredentials").size()).isEqualTo(1);
    assertThat(options.path("user").path("name").asString()).isEqualTo("ada@example.org");
  }

  @Test
  void aChallengeWorksOnceForWhomItWasGivenAndForFiveMinutes() throws Exception {
    Authenticator phone = new Authenticator();
    register(phone);
    Browser other = server.browser();
    JsonNode options = other.post("/passkeys/sign-in-options", Map.of()).body();
    Map<String, Object> assertion = phone.get(options);
    JsonNode late = other.post("/passkeys/sign-in-options", Map.of()).body();
    JsonNode registration = ada.post("/passkeys/registration-options", Map.of()).body();

    assertThat(other.post("/sessions/passkey", Map.of("credential", assertion)).status())
        .isEqualTo(200);
    assertThat(server.browser().post("/sessions/passkey", Map.of("credential", assertion)).code())
        .isEqualTo("passkey-unknown");
    assertThat(
            server
                .browser()
                .post("/sessions/passkey", Map.of("credential", phone.get(registration)))
                .code())
        .isEqualTo("passkey-unknown");
    server.clock().pass(Duration.ofMinutes(6));
    assertThat(
            server
                .browser()
                .post("/sessions/passkey", Map.of("credential", phone.get(late)))
                .code())
        .isEqualTo("passkey-unknown");
  }

  @Test
  void passkeysOfOtherPagesUnverifiedPeopleAndStrangersAreRefused() throws Exception {
    assertThat(register(new Authenticator().at("https://evil.example")).code())
        .isEqualTo("passkey-refused");
    assertThat(register(new Authenticator().forDomain("evil.example")).code())
        .isEqualTo("passkey-refused");
    assertThat(register(new Authenticator().verifies(false)).code()).isEqualTo("passkey-refused");
    assertThat(signIn(server.browser(), new Authenticator()).status()).isEqualTo(401);
    Authenticator phone = new Authenticator();
    register(phone);
    assertThat(signIn(server.browser(), phone.at("https://evil.example")).code())
        .isEqualTo("passkey-unknown");
    assertThat(signIn(server.browser(), phone.at("http://localhost").verifies(false)).code())
        .isEqualTo("passkey-unknown");
  }

  @Test
  void aCopiedPasskeyIsRefusedByItsCounter() throws Exception {
    Authenticator phone = new Authenticator();
    register(phone);
    signIn(server.browser(), phone.withUses(7));

    assertThat(signIn(server.browser(), phone.withUses(3)).code()).isEqualTo("passkey-unknown");
  }

  @Test
  void aPasskeyIsRegisteredOnceAndCanBeRemovedByItsOwnerOnly() throws Exception {
    Authenticator phone = new Authenticator();
    String id = register(phone).body().path("id").asString();
    Browser bob = server.person(ada, "Budi", "budi@example.org");

    assertThat(register(phone).code()).isEqualTo("passkey-exists");
    assertThat(bob.delete("/me/passkeys/" + id).status()).isEqualTo(404);
    assertThat(ada.delete("/me/passkeys/" + id).status()).isEqualTo(204);
    assertThat(signIn(server.browser(), phone).code()).isEqualTo("passkey-unknown");
  }

  @Test
  void nonsenseIsRefused() {
    for (Object credential : new Object[] {"x", 7, Map.of(), Map.of("id", "AA", "response", "x")}) {
      assertThat(
              server.browser().post("/sessions/passkey", Map.of("credential", credential)).status())
          .isEqualTo(401);
      assertThat(ada.post("/passkeys", Map.of("label", "x", "credential", credential)).status())
          .isEqualTo(422);
    }
    assertThat(server.browser().post("/sessions/passkey", Map.of()).status()).isEqualTo(401);
  }
}
