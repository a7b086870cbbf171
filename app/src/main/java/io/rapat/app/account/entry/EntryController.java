package io.rapat.app.account.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.Person;
import io.rapat.app.account.password.Passwords;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.person.Invitations;
import io.rapat.app.account.profile.Locales;
import io.rapat.app.account.profile.Me;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.web.Problem;
import io.rapat.app.web.RateWindow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Getting an account.
@RestController
@RequestMapping("/api/v1")
class EntryController {
  private final NewAccounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Me me;
  private final InstantSource clock;
  private final RateWindow asked = new RateWindow(20, Duration.ofMinutes(15));
  private final RateWindow mailed = new RateWindow(3, Duration.ofMinutes(15));

  EntryController(
      NewAccounts accounts, Passwords passwords, Sessions sessions, Me me, InstantSource clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.me = me;
    this.clock = clock;
  }

  record Setup(
      @Nullable String token,
      @Nullable String name,
      @Nullable String email,
      @Nullable String password) {}

  record SignUpRequest(
      @Nullable String name,
      @Nullable String email,
      @Nullable String password,
      @Nullable String invitation) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record InvitationView(String email, Optional<String> organisation) {}

  /// The first administrator. Without a password, a passkey must follow.
  @PostMapping("/setup")
  ResponseEntity<Me.View> setup(
      @RequestBody Setup body,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    limit(request);
    String secret = Optional.ofNullable(body.token()).orElse("");
    Person person =
        accounts.first(secret, applicant(body.name(), body.email(), body.password(), true, locale));
    return signedIn(person, request, response);
  }

  @GetMapping("/invitations/{token}")
  InvitationView invitation(@PathVariable String token) {
    Invitations.Invitation found = accounts.invitation(token);
    return new InvitationView(found.email().value(), found.organisation());
  }

  /// With an invitation 201 and signed in; without one 202, then the address is verified first.
  @PostMapping("/sign-up")
  ResponseEntity<?> signUp(
      @RequestBody SignUpRequest body,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    limit(request);
    if (body.invitation() != null) {
      Invitations.Invitation invitation = accounts.invitation(body.invitation());
      if (!EmailAddress.required(body.email()).equals(invitation.email())) {
        throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "invitation-other-email", "email");
      }
      NewAccounts.Applicant applicant =
          applicant(body.name(), body.email(), body.password(), true, locale);
      return signedIn(accounts.invited(invitation, applicant), request, response);
    }
    EmailAddress email = EmailAddress.required(body.email());
    accounts.requireOpen(email);
    NewAccounts.Applicant applicant =
        applicant(body.name(), body.email(), body.password(), false, locale);
    if (mailed.countAndWait(email.value(), clock.instant()).isEmpty()) {
      accounts.apply(applicant);
    }
    return ResponseEntity.accepted().body(Map.of("verify", true));
  }

  @PostMapping("/email-verifications/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void verify(@PathVariable String token) {
    accounts.verified(token);
  }

  private NewAccounts.Applicant applicant(
      @Nullable String name,
      @Nullable String email,
      @Nullable String password,
      boolean withoutPassword,
      Locale locale) {
    EmailAddress address = EmailAddress.required(email);
    String shown =
        Optional.ofNullable(name)
            .flatMap(DisplayName::of)
            .map(DisplayName::value)
            .orElseThrow(
                () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "name-invalid", "name"));
    boolean none = withoutPassword && (password == null || password.isEmpty());
    Optional<String> hash =
        none
            ? Optional.empty()
            : Optional.of(passwords.hash(passwords.accept(password, address.value(), shown)));
    return new NewAccounts.Applicant(address, shown, Locales.of(locale), hash);
  }

  private ResponseEntity<Me.View> signedIn(
      Person person, HttpServletRequest request, HttpServletResponse response) {
    sessions.start(person, request, response);
    return ResponseEntity.status(HttpStatus.CREATED).body(me.of(Optional.of(person)));
  }

  private void limit(HttpServletRequest request) {
    asked.take(request.getRemoteAddr(), clock.instant(), "too-many-requests");
  }
}
