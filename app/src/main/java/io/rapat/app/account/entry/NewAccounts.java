package io.rapat.app.account.entry;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.ServerSettings;
import io.rapat.app.account.SignUp;
import io.rapat.app.account.mail.Letters;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.person.Invitations;
import io.rapat.app.account.person.Organisations;
import io.rapat.app.account.settings.StoredSettings;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import io.rapat.app.web.PublicUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes accounts, for everybody who may have one: each way in one transaction.
@Component
class NewAccounts {
  private static final Duration VERIFICATION = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final FirstLink first;
  private final Accounts accounts;
  private final Invitations invitations;
  private final Organisations organisations;
  private final StoredSettings settings;
  private final Letters letters;
  private final PublicUrl url;
  private final AuditLog audit;

  NewAccounts(
      JdbcClient jdbc,
      InstantSource clock,
      FirstLink first,
      Accounts accounts,
      Invitations invitations,
      Organisations organisations,
      StoredSettings settings,
      Letters letters,
      PublicUrl url,
      AuditLog audit) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.first = first;
    this.accounts = accounts;
    this.invitations = invitations;
    this.organisations = organisations;
    this.settings = settings;
    this.letters = letters;
    this.url = url;
    this.audit = audit;
  }

  /// What a new person gave, checked.
  record Applicant(EmailAddress email, String name, String locale, Optional<String> passwordHash) {}

  /// The first administrator, by the link of the start.
  @Transactional
  public Person first(String secret, Applicant applicant) {
    if (!first.use(secret) || accounts.anybody()) {
      throw Problem.of(HttpStatus.NOT_FOUND, "link-unknown");
    }
    url.find().ifPresent(settings::rememberUrl);
    return add(applicant, true);
  }

  /// Somebody invited: the link proves the address.
  @Transactional
  public Person invited(Invitations.Invitation invitation, Applicant applicant) {
    if (!invitations.remove(invitation.id())) {
      throw Problem.of(HttpStatus.NOT_FOUND, "link-unknown");
    }
    Person person = add(applicant, invitation.administrator());
    invitation.organisationId().ifPresent(id -> organisations.join(id, person.id()));
    invitations.removeAll(applicant.email());
    return person;
  }

  private Person add(Applicant applicant, boolean administrator) {
    Account account =
        new Account(
            new PersonId(UUID.randomUUID()),
            applicant.email(),
            applicant.name(),
            applicant.locale(),
            administrator,
            false,
            applicant.passwordHash(),
            clock.instant());
    accounts.add(account);
    audit.record(
        Optional.of(account.id()),
        "person.created",
        account.id().toString(),
        administrator ? "administrator" : "");
    return account.person();
  }

  /// Refuses with 403 unless this address may be signed up without an invitation.
  void requireOpen(EmailAddress email) {
    ServerSettings now = settings.get();
    String refusal =
        switch (now.signUp()) {
          case INVITATION -> "sign-up-by-invitation";
          case CLOSED -> "sign-up-closed";
          case DOMAIN -> now.domains().contains(email.domain()) ? "" : "domain-not-allowed";
          case OPEN -> "";
        };
    if (!refusal.isEmpty()) {
      throw Problem.ofField(HttpStatus.FORBIDDEN, refusal, "email");
    }
  }

  /// Keeps a sign-up until the address is verified, and mails the link; to an address that has an
  /// account, that it has one. Whoever asked sees no difference.
  @Transactional
  public void apply(Applicant applicant) {
    Locale locale = Locale.forLanguageTag(applicant.locale());
    String to = applicant.email().value();
    if (accounts.account(applicant.email()).isPresent()) {
      letters.accountExists(to, locale);
      return;
    }
    String secret = Secrets.create();
    jdbc.sql(
            "insert into sign_up (token_hash, email, name, locale, password_hash, expires_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            Secrets.hash(secret),
            to,
            applicant.name(),
            applicant.locale(),
            applicant.passwordHash().orElseThrow(),
            Accounts.utc(clock.instant().plus(VERIFICATION)))
        .update();
    letters.verify(to, locale, applicant.name(), secret);
  }

  private record Kept(Applicant applicant, OffsetDateTime expiresAt) {}

  /// Makes the account of a kept sign-up, by the link in its mail.
  @Transactional
  public void verified(String secret) {
    Kept kept =
        jdbc.sql(
                "select email, name, locale, password_hash, expires_at from sign_up"
                    + " where token_hash = ?")
            .param(Secrets.hash(secret))
            .query((row, _) ->
                new Kept(
                    new Applicant(
                        new EmailAddress(row.getString("email")),
                        row.getString("name"),
                        row.getString("locale"),
                        Optional.of(row.getString("password_hash"))),
                    row.getObject("expires_at", OffsetDateTime.class)))
            .optional()
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "link-unknown"));
    if (!kept.expiresAt().toInstant().isAfter(clock.instant())) {
      throw Problem.of(HttpStatus.GONE, "link-expired");
    }
    EmailAddress email = kept.applicant().email();
    requireOpen(email);
    // All of this address: another's sign-up with it must not become an account later.
    int found = jdbc.sql("delete from sign_up where email = ?").param(email.value()).update();
    if (found == 0) {
      throw Problem.of(HttpStatus.NOT_FOUND, "link-unknown");
    }
    add(kept.applicant(), false);
    invitations.removeAll(email);
  }

  /// The invitation of a link, else a refusal with 404 or 410.
  Invitations.Invitation invitation(String secret) {
    Invitations.Invitation found =
        invitations
            .find(secret)
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "link-unknown"));
    if (found.expired(clock.instant())) {
      throw Problem.of(HttpStatus.GONE, "link-expired");
    }
    if (settings.get().signUp() == SignUp.CLOSED) {
      throw Problem.of(HttpStatus.FORBIDDEN, "sign-up-closed");
    }
    return found;
  }
}
