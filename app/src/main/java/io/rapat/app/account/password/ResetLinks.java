package io.rapat.app.account.password;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.mail.Letters;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Links that set a new password, once, within an hour.
@Component
public class ResetLinks {
  private static final Duration VALID = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Letters letters;
  private final AuditLog audit;

  ResetLinks(
      JdbcClient jdbc,
      InstantSource clock,
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      Letters letters,
      AuditLog audit) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.letters = letters;
    this.audit = audit;
  }

  /// Mails a link to the person; earlier ones stop working.
  @Transactional
  public void mail(Account account) {
    forget(account.id());
    String secret = Secrets.create();
    jdbc.sql(
            "insert into one_time_link (token_hash, purpose, person_id, expires_at)"
                + " values (?, 'RESET', ?, ?)")
        .params(
            Secrets.hash(secret), account.id().value(), Accounts.utc(clock.instant().plus(VALID)))
        .update();
    letters.reset(account.email().value(), Locale.forLanguageTag(account.locale()), secret);
  }

  private void forget(PersonId person) {
    jdbc.sql("delete from one_time_link where person_id = ?").param(person.value()).update();
  }

  /// Sets the password that a link allows, and ends the person's sessions.
  @Transactional
  void use(String secret, @Nullable String password) {
    PersonId person = owner(secret);
    Account account =
        accounts
            .account(person)
            .filter(found -> !found.disabled())
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "link-unknown"));
    String accepted = passwords.accept(password, account.email().value(), account.name());
    int used =
        jdbc.sql("delete from one_time_link where token_hash = ?")
            .param(Secrets.hash(secret))
            .update();
    if (used == 0) {
      throw Problem.of(HttpStatus.NOT_FOUND, "link-unknown");
    }
    forget(person);
    accounts.changePassword(person, passwords.hash(accepted));
    sessions.endAll(person);
    audit.record(Optional.of(person), "password.reset", person.toString(), "");
  }

  private PersonId owner(String secret) {
    record Link(UUID person, OffsetDateTime expires) {}
    Link link =
        jdbc.sql(
                "select person_id, expires_at from one_time_link"
                    + " where token_hash = ? and purpose = 'RESET'")
            .param(Secrets.hash(secret))
            .query((row, _) ->
                new Link(
                    row.getObject("person_id", UUID.class),
                    row.getObject("expires_at", OffsetDateTime.class)))
            .optional()
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "link-unknown"));
    if (!link.expires().toInstant().isAfter(clock.instant())) {
      throw Problem.of(HttpStatus.GONE, "link-expired");
    }
    return new PersonId(link.person());
  }
}
