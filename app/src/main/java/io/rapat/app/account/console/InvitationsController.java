package io.rapat.app.account.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.Person;
import io.rapat.app.account.Settings;
import io.rapat.app.account.SignUp;
import io.rapat.app.account.mail.Letters;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.person.Invitations;
import io.rapat.app.account.person.Organisations;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Inviting people to an account. Only administrators get here.
@RestController
@RequestMapping("/api/v1/console/invitations")
class InvitationsController {
  private final Invitations invitations;
  private final Organisations organisations;
  private final Accounts accounts;
  private final Settings settings;
  private final Letters letters;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  InvitationsController(
      Invitations invitations,
      Organisations organisations,
      Accounts accounts,
      Settings settings,
      Letters letters,
      CurrentPerson current,
      AuditLog audit,
      InstantSource clock,
      TransactionTemplate transaction) {
    this.invitations = invitations;
    this.organisations = organisations;
    this.accounts = accounts;
    this.settings = settings;
    this.letters = letters;
    this.current = current;
    this.audit = audit;
    this.clock = clock;
    this.transaction = transaction;
  }

  record NewInvitation(
      @Nullable String email, @Nullable Boolean administrator, @Nullable String organisation) {}

  /// @param url the link, told once, to be handed over without mail
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record InvitationView(
      String id,
      String email,
      boolean administrator,
      Optional<String> organisation,
      Instant createdAt,
      Instant expiresAt,
      Optional<String> invitedBy,
      Optional<String> url) {
    static InvitationView of(Invitations.Invitation invitation, Optional<String> url) {
      return new InvitationView(
          invitation.id().toString(),
          invitation.email().value(),
          invitation.administrator(),
          invitation.organisation(),
          invitation.createdAt(),
          invitation.expiresAt(),
          invitation.inviter(),
          url);
    }
  }

  record InvitationsView(List<InvitationView> invitations) {}

  @GetMapping
  InvitationsView all() {
    return new InvitationsView(
        invitations.all().stream()
            .map(invitation -> InvitationView.of(invitation, Optional.empty()))
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  InvitationView invite(@RequestBody NewInvitation body, Locale locale) {
    EmailAddress email = EmailAddress.required(body.email());
    if (settings.get().signUp() == SignUp.CLOSED) {
      throw Problem.of(HttpStatus.CONFLICT, "sign-up-closed");
    }
    if (accounts.account(email).isPresent()) {
      throw Problem.ofField(HttpStatus.CONFLICT, "account-exists", "email");
    }
    Optional<String> organisation =
        Optional.ofNullable(body.organisation())
            .filter(name -> !name.isBlank())
            .map(InvitationsController::readName);
    boolean administrator = Boolean.TRUE.equals(body.administrator());
    return Objects.requireNonNull(
        transaction.execute(_ -> add(email, administrator, organisation, locale)));
  }

  private static String readName(String text) {
    return DisplayName.of(text)
        .map(DisplayName::value)
        .orElseThrow(() ->
            Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "name-invalid", "organisation"));
  }

  private InvitationView add(
      EmailAddress email, boolean administrator, Optional<String> organisation, Locale locale) {
    Person inviter = current.require();
    String secret = Secrets.create();
    UUID id =
        invitations.add(
            secret,
            email,
            administrator,
            organisation.map(name -> organisations.findOrAdd(name, clock.instant())),
            inviter.id());
    String link = letters.invitationLink(secret);
    letters.invite(email.value(), locale, link, organisation);
    audit.record(
        Optional.of(inviter.id()),
        "invitation.made",
        id.toString(),
        administrator ? "administrator" : "");
    return InvitationView.of(invitations.find(id).orElseThrow(), Optional.of(link));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable UUID id) {
    if (!invitations.remove(id)) {
      throw Problem.of(HttpStatus.NOT_FOUND, "http-404");
    }
    audit.record(Optional.of(current.require().id()), "invitation.withdrawn", id.toString(), "");
  }
}
