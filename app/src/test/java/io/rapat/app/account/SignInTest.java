package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AccountTest
class SignInTest {
  private static final String ADA = "ada@example.org";

  @Autowired Installation server;
  private Browser ada;

  @BeforeEach
  void adaHasAnAccount() {
    server.clear();
    ada = server.administrator();
  }

  @Test
  void theRightPasswordSignsInWhateverTheCaseOfTheAddress() {
    Browser browser = server.browser();

    Browser.Answer answer = server.signIn(browser, "ADA@example.ORG ", Installation.PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(browser.get("/me").body().path("signedIn").asBoolean()).isTrue();
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
    Browser.Answer wrong = server.signIn(server.browser(), ADA, "not the password");
    Browser.Answer unknown =
        server.signIn(server.browser(), "nobody@example.org", "not the password");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.code()).isEqualTo("sign-in-failed");
  }

  @Test
  void aSessionGetsANewIdAtSignInAndTheOldOneIsNobodys() {
    Browser browser = server.browser();
    browser.setCookie("rapat_session", "planted");
    assertThat(server.signIn(browser, ADA, Installation.PASSWORD).status()).isEqualTo(403);
    browser.get("/me");
    assertThat(server.signIn(browser, ADA, Installation.PASSWORD).status()).isEqualTo(200);
    String first = browser.cookie("rapat_session").orElseThrow();
    assertThat(first).isNotEqualTo("planted");

    assertThat(server.signIn(browser, ADA, Installation.PASSWORD).status()).isEqualTo(200);

    assertThat(browser.cookie("rapat_session").orElseThrow()).isNotEqualTo(first);
    Browser thief = server.browser();
    thief.setCookie("rapat_session", first);
    assertThat(thief.get("/me").body().path("signedIn").asBoolean()).isFalse();
  }

  @Test
  void theCookieIsForThisServerOnly() {
    Browser.Answer answer = server.signIn(server.browser(), ADA, Installation.PASSWORD);

    assertThat(answer.response().getHeaders("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("rapat_session=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/"));
  }

  @Test
  void tenFailuresForAnAccountEndInANamedWaitAlsoForTheRightPassword() {
    for (int i = 0; i < 10; i++) {
      assertThat(server.signIn(server.browser(), ADA, "wrong " + i).status()).isEqualTo(401);
    }

    Browser.Answer refused = server.signIn(server.browser(), ADA, Installation.PASSWORD);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too-many-sign-ins");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(890, 901);
    server.clock().pass(Duration.ofMinutes(15));
    assertThat(server.signIn(server.browser(), ADA, Installation.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void anAddressWithoutAnAccountIsLimitedTheSame() {
    for (int i = 0; i < 10; i++) {
      server.signIn(server.browser(), "nobody@example.org", "wrong " + i);
    }

    assertThat(server.signIn(server.browser(), "nobody@example.org", "wrong").code())
        .isEqualTo("too-many-sign-ins");
  }

  @Test
  void fiftyFailuresFromANetworkAddressEndInAWaitThere() {
    Browser browser = server.browser().from("2001:db8::1");
    for (int i = 0; i < 50; i++) {
      assertThat(server.signIn(browser, "somebody" + i + "@example.org", "wrong").status())
          .isEqualTo(401);
    }

    assertThat(server.signIn(browser.from("2001:db8::2"), ADA, Installation.PASSWORD).status())
        .isEqualTo(429);
    assertThat(
            server
                .signIn(server.browser().from("2001:db8:1::1"), ADA, Installation.PASSWORD)
                .status())
        .isEqualTo(200);
  }

  @Test
  void successesDontCount() {
    Browser browser = server.browser();
    for (int i = 0; i < 12; i++) {
      assertThat(server.signIn(browser, ADA, Installation.PASSWORD).status()).isEqualTo(200);
    }
  }

  @Test
  void signingOutEndsTheSession() {
    String session = ada.cookie("rapat_session").orElseThrow();

    assertThat(ada.delete("/sessions/current").status()).isEqualTo(204);

    ada.setCookie("rapat_session", session);
    assertThat(ada.get("/me").body().path("signedIn").asBoolean()).isFalse();
  }

  @Test
  void aDisabledPersonIsSignedOutAtOnceAndCantSignIn() {
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    String id = budi.get("/me").body().path("person").path("id").asString();

    assertThat(ada.patch("/console/people/" + id, Map.of("disabled", true)).status())
        .isEqualTo(200);

    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isFalse();
    assertThat(server.signIn(server.browser(), "budi@example.org", Installation.PASSWORD).code())
        .isEqualTo("sign-in-failed");
    ada.patch("/console/people/" + id, Map.of("disabled", false));
    assertThat(server.signIn(server.browser(), "budi@example.org", Installation.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void passwordsAreStoredAsArgon2id() {
    assertThat(Dump.of(server.jdbc()))
        .contains("$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain(Installation.PASSWORD);
  }

  @Test
  void nobodyGetsASessionByLooking() {
    Browser stranger = server.browser();

    stranger.get("/me");

    assertThat(stranger.cookie("rapat_session")).isEmpty();
    assertThat(stranger.cookie("XSRF-TOKEN")).isPresent();
  }
}
