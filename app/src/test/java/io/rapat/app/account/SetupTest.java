package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AccountTest
class SetupTest {
  @Autowired Installation server;
  @Autowired FirstAdministrator first;

  @BeforeEach
  void nobodyHasAnAccount() {
    server.clear();
  }

  private static Map<String, String> setup(String token) {
    return Map.of(
        "token",
        token,
        "name",
        "Ada",
        "email",
        "Ada@Example.org",
        "password",
        Installation.PASSWORD);
  }

  @Test
  void theLinkMakesTheFirstAdministratorAndSignsIn() {
    Browser browser = server.browser();
    assertThat(browser.get("/me").body().path("setupNeeded").asBoolean()).isTrue();

    Browser.Answer answer = browser.post("/setup", setup(first.newLink().orElseThrow()));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().path("person").path("email").asString()).isEqualTo("ada@example.org");
    var me = browser.get("/me").body();
    assertThat(me.path("signedIn").asBoolean()).isTrue();
    assertThat(me.path("person").path("administrator").asBoolean()).isTrue();
    assertThat(me.path("setupNeeded").asBoolean()).isFalse();
    assertThat(first.newLink()).isEmpty();
  }

  @Test
  void theLinkWorksOnceAndOnlyTheNewestOne() {
    String old = first.newLink().orElseThrow();
    String link = first.newLink().orElseThrow();

    assertThat(server.browser().post("/setup", setup(old)).code()).isEqualTo("link-unknown");
    assertThat(server.browser().post("/setup", setup(link)).status()).isEqualTo(201);
    assertThat(server.browser().post("/setup", setup(link)).code()).isEqualTo("link-unknown");
  }

  @Test
  void aRefusedSetupLeavesTheLink() {
    String link = first.newLink().orElseThrow();

    Browser.Answer refused =
        server
            .browser()
            .post("/setup", Map.of("token", link, "name", " ", "email", "ada@example.org"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("name-invalid");
    assertThat(refused.body().path("field").asString()).isEqualTo("name");
    assertThat(server.browser().post("/setup", setup(link)).status()).isEqualTo(201);
  }

  @Test
  void theSecretIsInNoTable() {
    String link = first.newLink().orElseThrow();

    assertThat(Dump.of(server.jdbc())).contains("SETUP").doesNotContain(link);
  }
}
