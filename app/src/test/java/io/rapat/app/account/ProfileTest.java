package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@AccountTest
class ProfileTest {
  @Autowired Installation server;
  private Browser ada;
  private Browser budi;

  @BeforeEach
  void adaAndBudiHaveAccounts() {
    server.clear();
    ada = server.administrator();
    budi = server.person(ada, "Budi Santoso", "budi@example.org");
  }

  @Test
  void meNamesThePersonAndWhatStrangersMayDo() {
    JsonNode me = budi.get("/me").body();

    assertThat(me.path("person").propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "email",
            "emailVerified",
            "administrator",
            "locale",
            "organisations",
            "hasPassword",
            "passkeys");
    JsonNode stranger = server.browser().get("/me").body();
    assertThat(stranger.toString())
        .isEqualTo(
            "{\"signedIn\":false,\"signUp\":\"INVITATION\",\"mail\":\"FILES\","
                + "\"setupNeeded\":false,\"guestsMayStart\":false}");
  }

  @Test
  void nameAndLocaleCanBeChanged() {
    Browser.Answer answer = budi.patch("/me", Map.of("name", " Budi S. ", "locale", "id"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("person").path("name").asString()).isEqualTo("Budi S.");
    assertThat(answer.body().path("person").path("locale").asString()).isEqualTo("id");
    assertThat(budi.patch("/me", Map.of("name", "\u202Ex")).code()).isEqualTo("name-invalid");
    assertThat(budi.patch("/me", Map.of("locale", "tlh")).code()).isEqualTo("locale-invalid");
  }

  @Test
  void problemsAreToldInTheRequestsLanguage() {
    Browser.Answer answer = server.browser().with("Accept-Language", "id").get("/me/sessions");

    assertThat(answer.body().path("title").asString()).isEqualTo("Perlu masuk");
  }

  @Test
  void sessionsAreListedAndEnded() {
    Browser phone =
        server
            .browser()
            .with(
                "User-Agent",
                "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0");
    server.signIn(phone, "budi@example.org", Installation.PASSWORD);

    JsonNode sessions = budi.get("/me/sessions").body().path("sessions");
    assertThat(sessions.size()).isEqualTo(2);
    JsonNode other = sessions.get(sessions.get(0).path("current").asBoolean() ? 1 : 0);
    assertThat(other.path("browser").asString()).isEqualTo("Firefox, Android");
    assertThat(sessions.toString()).doesNotContain(phone.cookie("rapat_session").orElseThrow());
    String id = other.path("id").asString();

    assertThat(ada.delete("/me/sessions/" + id).status()).isEqualTo(404);
    assertThat(budi.delete("/me/sessions/" + id).status()).isEqualTo(204);
    assertThat(phone.get("/me").body().path("signedIn").asBoolean()).isFalse();
    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isTrue();
  }

  @Test
  void anExportHoldsWhatIsKnownAndNoSecret() {
    budi.post("/me/tokens", Map.of("label", "Script", "scopes", List.of("meetings:read")));

    Browser.Answer answer = budi.get("/me/export");

    assertThat(answer.header("Content-Disposition")).contains("attachment");
    assertThat(answer.body().propertyNames())
        .contains("account", "passkeys", "sessions", "tokens", "acts");
    assertThat(answer.body().toString())
        .contains("budi@example.org", "Script")
        .doesNotContain("argon2")
        .doesNotContain("ada@example.org");
  }

  @Test
  void aTokenActsForItsPersonWithinItsScopes() {
    JsonNode token =
        budi.post("/me/tokens", Map.of("label", "Script", "scopes", List.of("meetings:read")))
            .body();
    String secret = token.path("secret").asString();
    assertThat(secret).startsWith("rapat_");
    Browser script = server.browser().with("Authorization", "Bearer " + secret);

    assertThat(script.get("/me").body().path("person").path("name").asString())
        .isEqualTo("Budi Santoso");
    assertThat(script.get("/me/tokens").code()).isEqualTo("scope-missing");
    assertThat(script.patch("/me", Map.of("name", "X")).code()).isEqualTo("scope-missing");
    assertThat(script.post("/meetings", Map.of()).code()).isEqualTo("scope-missing");
    // Past the scopes; there are no meetings in this test.
    assertThat(script.get("/meetings").status()).isEqualTo(404);
    assertThat(budi.get("/me/tokens").body().path("tokens").get(0).has("secret")).isFalse();
    assertThat(budi.get("/me/tokens").body().path("tokens").get(0).has("lastUsedAt")).isTrue();
    assertThat(Dump.of(server.jdbc())).doesNotContain(secret);
  }

  @Test
  void anAdministratorsTokenIsNoKeyToTheConsole() {
    String secret =
        ada.post("/me/tokens", Map.of("label", "x", "scopes", List.of("meetings:write")))
            .body()
            .path("secret")
            .asString();

    assertThat(
            server
                .browser()
                .with("Authorization", "Bearer " + secret)
                .get("/console/people")
                .status())
        .isEqualTo(403);
  }

  @Test
  void tokensExpireAreDeletedAndBelongToTheirOwner() {
    Instant soon = server.clock().instant().plus(Duration.ofHours(1));
    JsonNode token =
        budi.post(
                "/me/tokens",
                Map.of(
                    "label",
                    "Script",
                    "scopes",
                    List.of("meetings:read", "meetings:write"),
                    "expiresAt",
                    soon.toString()))
            .body();
    Browser script =
        server.browser().with("Authorization", "Bearer " + token.path("secret").asString());
    assertThat(script.get("/me").status()).isEqualTo(200);
    String path = "/me/tokens/" + token.path("id").asString();

    assertThat(ada.delete(path).status()).isEqualTo(404);
    server.clock().pass(Duration.ofHours(2));
    assertThat(script.get("/me").code()).isEqualTo("api-token-invalid");
    assertThat(budi.delete(path).status()).isEqualTo(204);
    assertThat(budi.delete(path).status()).isEqualTo(404);
    assertThat(budi.delete("/me/tokens/nonsense").status()).isEqualTo(404);
  }

  @Test
  void tokenFieldsAreChecked() {
    assertThat(budi.post("/me/tokens", Map.of("scopes", List.of("meetings:read"))).code())
        .isEqualTo("label-invalid");
    assertThat(
            budi.post("/me/tokens", Map.of("label", "x", "scopes", List.of("everything"))).code())
        .isEqualTo("scopes-invalid");
    assertThat(budi.post("/me/tokens", "{\"label\":\"x\",\"scopes\":[null]}").code())
        .isEqualTo("scopes-invalid");
    assertThat(
            budi.post(
                    "/me/tokens",
                    Map.of(
                        "label",
                        "x",
                        "scopes",
                        List.of("meetings:read"),
                        "expiresAt",
                        "2020-01-01T00:00:00Z"))
                .code())
        .isEqualTo("expiry-invalid");
    for (int i = 0; i < 50; i++) {
      budi.post("/me/tokens", Map.of("label", "x", "scopes", List.of("meetings:read")));
    }
    assertThat(
            budi.post("/me/tokens", Map.of("label", "x", "scopes", List.of("meetings:read")))
                .code())
        .isEqualTo("too-many-tokens");
  }
}
