package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One server and what tests do with it again and again.
final class Installation {
  static final String PASSWORD = "correct horse battery";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final MockMvc mvc;
  private final JsonMapper json;
  private final JdbcClient jdbc;
  private final FirstAdministrator first;
  private final FakeClock clock;

  Installation(
      MockMvc mvc, JsonMapper json, JdbcClient jdbc, FirstAdministrator first, FakeClock clock) {
    this.mvc = mvc;
    this.json = json;
    this.jdbc = jdbc;
    this.first = first;
    this.clock = clock;
  }

  /// An installation that nobody has used. Time passes, so that what memory counts is over.
  void clear() {
    for (String table :
        List.of(
            "person_session",
            "one_time_link",
            "sign_up",
            "invitation",
            "person",
            "organisation",
            "audit",
            "outgoing_mail",
            "server_setting")) {
      jdbc.sql("delete from " + table).update();
    }
    clock.pass(Duration.ofHours(1));
  }

  Browser browser() {
    return new Browser(mvc, json).from("198.51.100." + NUMBERS.incrementAndGet() % 250);
  }

  /// The first administrator, signed in.
  Browser administrator() {
    Browser browser = browser();
    Browser.Answer answer =
        browser.post(
            "/setup",
            Map.of(
                "token",
                first.newLink().orElseThrow(),
                "name",
                "Ada Utami",
                "email",
                "ada@example.org",
                "password",
                PASSWORD));
    assertThat(answer.status()).isEqualTo(201);
    return browser;
  }

  /// Somebody whom the administrator invited, signed in.
  Browser person(Browser administrator, String name, String email) {
    JsonNode invitation = administrator.post("/console/invitations", Map.of("email", email)).body();
    String secret = invitation.path("url").asString().replaceFirst(".*#", "");
    Browser browser = browser();
    Browser.Answer answer =
        browser.post(
            "/sign-up",
            Map.of("name", name, "email", email, "password", PASSWORD, "invitation", secret));
    assertThat(answer.status()).isEqualTo(201);
    return browser;
  }

  Browser.Answer signIn(Browser browser, String email, String password) {
    return browser.post("/sessions", Map.of("email", email, "password", password));
  }

  /// The newest mail to an address in the console, once it is there.
  String mailTo(Browser administrator, String address) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              for (JsonNode mail : administrator.get("/console/mails").body().path("mails")) {
                if (mail.path("to").asString().equals(address)) {
                  return administrator
                      .get("/console/mails/" + mail.path("id").asString())
                      .body()
                      .path("text")
                      .asString();
                }
              }
              return "";
            },
            text -> !text.isEmpty());
  }

  /// The secret of the link in a mail.
  static String secret(String mail) {
    Matcher link = Pattern.compile("#([A-Za-z0-9_-]{43})").matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    return link.group(1);
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  FakeClock clock() {
    return clock;
  }

  JsonMapper json() {
    return json;
  }
}
