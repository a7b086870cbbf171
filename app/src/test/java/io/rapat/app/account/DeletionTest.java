package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.config.RapatConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@AccountTest
@Import(DeletionTest.OtherModule.class)
class DeletionTest {
  @Autowired Installation server;
  @Autowired Mails mails;
  @Autowired RapatConfig config;
  @Autowired OtherModule.Note note;

  /// Another module that knows something of people.
  @TestConfiguration
  static class OtherModule {
    /// What it was told.
    static final class Note implements PersonErasure {
      private final People people;
      private String erased = "";
      boolean fails;

      Note(People people) {
        this.people = people;
      }

      @Override
      public void erase(PersonId id) {
        if (fails) {
          throw new IllegalStateException("not possible");
        }
        erased = people.find(id).map(Person::email).orElse("");
      }
    }

    @Bean
    Note note(People people) {
      return new Note(people);
    }
  }

  @BeforeEach
  void empty() {
    server.clear();
    note.fails = false;
  }

  private String everything() throws IOException {
    try (Stream<Path> files = Files.walk(config.dataDir())) {
      return Dump.of(server.jdbc())
          + files
              .filter(Files::isRegularFile)
              .map(DeletionTest::text)
              .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingThatNamesThePersonStays() throws Exception {
    Browser ada = server.administrator();
    ada.post(
        "/console/invitations",
        Map.of("email", "budi@example.org", "organisation", "Budi Santoso dan Putra"));
    String secret = Installation.secret(server.mailTo(ada, "budi@example.org"));
    Browser budi = server.browser();
    budi.post(
        "/sign-up",
        Map.of(
            "name",
            "Budi Santoso",
            "email",
            "budi@example.org",
            "password",
            Installation.PASSWORD,
            "invitation",
            secret));
    String id = budi.get("/me").body().path("person").path("id").asString();
    budi.post("/me/tokens", Map.of("label", "Budi Santoso", "scopes", List.of("meetings:read")));
    Authenticator phone = new Authenticator();
    budi.post(
        "/passkeys",
        Map.of(
            "label",
            "Budi's phone",
            "credential",
            phone.create(budi.post("/passkeys/registration-options", Map.of()).body())));
    ada.patch("/console/people/" + id, Map.of("administrator", true));
    ada.post("/console/people/" + id + "/password-reset", Map.of());
    mails.send(Mail.of("citra@example.org", "From Budi Santoso", "Budi Santoso invites you."));
    mails.send(Mail.of("citra@example.org", "Kept", "Budiman has nothing to do with it."));
    server.mailTo(ada, "citra@example.org");
    assertThat(everything().toLowerCase(Locale.ROOT)).contains("budi santoso", "budi@example.org");

    assertThat(budi.delete("/me", Map.of("confirmEmail", "someone@example.org")).code())
        .isEqualTo("confirmation-wrong");
    assertThat(budi.delete("/me", Map.of("confirmEmail", "Budi@example.org")).status())
        .isEqualTo(204);

    assertThat(note.erased).isEqualTo("budi@example.org");
    assertThat(everything().toLowerCase(Locale.ROOT))
        .doesNotContain("budi santoso")
        .doesNotContain("budi@example.org")
        .doesNotContain("budi's phone")
        .contains("budiman has nothing");
    assertThat(Dump.of(server.jdbc())).contains("person.deleted").contains(id);
    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isFalse();
    assertThat(server.signIn(server.browser(), "budi@example.org", Installation.PASSWORD).status())
        .isEqualTo(401);
  }

  @Test
  void theLastAdministratorStays() {
    Browser ada = server.administrator();

    Browser.Answer answer = ada.delete("/me", Map.of("confirmEmail", "ada@example.org"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("last-administrator");
  }

  @Test
  void allModulesEraseOrNone() {
    Browser ada = server.administrator();
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    note.fails = true;

    assertThat(budi.delete("/me", Map.of("confirmEmail", "budi@example.org")).status())
        .isEqualTo(500);

    assertThat(budi.get("/me").body().path("signedIn").asBoolean()).isTrue();
  }
}
