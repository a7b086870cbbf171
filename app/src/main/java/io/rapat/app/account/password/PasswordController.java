package io.rapat.app.account.password;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.Person;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.account.session.SignInLimits;
import io.rapat.app.web.Problem;
import io.rapat.app.web.RateWindow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Changing a password, and setting one by link.
@RestController
@RequestMapping("/api/v1")
class PasswordController {
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final ResetLinks links;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignInLimits limits;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final InstantSource clock;
  private final TransactionTemplate transaction;
  private final RateWindow asked = new RateWindow(20, WINDOW);
  private final RateWindow mailed = new RateWindow(3, WINDOW);

  PasswordController(
      ResetLinks links,
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      SignInLimits limits,
      CurrentPerson current,
      AuditLog audit,
      InstantSource clock,
      TransactionTemplate transaction) {
    this.links = links;
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.limits = limits;
    this.current = current;
    this.audit = audit;
    this.clock = clock;
    this.transaction = transaction;
  }

  record ResetRequest(@Nullable String email) {}

  record NewPassword(@Nullable String password) {}

  record PasswordChange(@Nullable String current, @Nullable String password) {}

  /// The same answer whether there is an account or not.
  @PostMapping("/password-resets")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void ask(@RequestBody ResetRequest body, HttpServletRequest request) {
    EmailAddress email = EmailAddress.required(body.email());
    Instant now = clock.instant();
    asked.take(request.getRemoteAddr(), now, "too-many-requests");
    if (mailed.countAndWait(email.value(), now).isEmpty()) {
      // Beside the answer, which so takes as long for addresses without an account.
      Thread.startVirtualThread(() ->
          accounts.account(email).filter(account -> !account.disabled()).ifPresent(links::mail));
    }
  }

  @PutMapping("/password-resets/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(@PathVariable String token, @RequestBody NewPassword body) {
    links.use(token, body.password());
  }

  /// Changes the own password and ends all other sessions. Who has one must know it.
  @PutMapping("/me/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void change(@RequestBody PasswordChange body, HttpServletRequest request) {
    Person person = current.require();
    Account account = accounts.account(person.id()).orElseThrow();
    if (account.passwordHash().isPresent()) {
      limits.guard(
          account.email(),
          request.getRemoteAddr(),
          () ->
              passwords.matches(
                      Optional.ofNullable(body.current()).orElse(""), account.passwordHash())
                  ? Optional.of(account)
                  : Optional.empty(),
          () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "password-wrong", "current"));
    }
    String accepted = passwords.accept(body.password(), account.email().value(), account.name());
    String hash = passwords.hash(accepted);
    transaction.executeWithoutResult(_ -> {
      accounts.changePassword(person.id(), hash);
      sessions.endOthers(person.id(), request);
      audit.record(Optional.of(person.id()), "password.changed", person.id().toString(), "");
    });
  }
}
