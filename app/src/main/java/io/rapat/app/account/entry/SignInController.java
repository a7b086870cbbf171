package io.rapat.app.account.entry;

import io.rapat.app.account.People;
import io.rapat.app.account.Person;
import io.rapat.app.account.passkey.PasskeySignIn;
import io.rapat.app.account.password.Passwords;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.profile.Me;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.account.session.SignInLimits;
import io.rapat.app.account.settings.StoredSettings;
import io.rapat.app.web.Problem;
import io.rapat.app.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Signing in and out. The answer and its time are the same for a wrong password, an address
/// without an account, and a disabled account.
@RestController
@RequestMapping("/api/v1/sessions")
class SignInController {
  private final Accounts accounts;
  private final People people;
  private final Passwords passwords;
  private final PasskeySignIn passkeys;
  private final SignInLimits limits;
  private final Sessions sessions;
  private final Me me;
  private final StoredSettings settings;
  private final PublicUrl url;

  SignInController(
      Accounts accounts,
      People people,
      Passwords passwords,
      PasskeySignIn passkeys,
      SignInLimits limits,
      Sessions sessions,
      Me me,
      StoredSettings settings,
      PublicUrl url) {
    this.accounts = accounts;
    this.people = people;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.limits = limits;
    this.sessions = sessions;
    this.me = me;
    this.settings = settings;
    this.url = url;
  }

  record Credentials(@Nullable String email, @Nullable String password) {}

  record PasskeyAssertion(@Nullable JsonNode credential) {}

  @PostMapping
  Me.View byPassword(
      @RequestBody Credentials body, HttpServletRequest request, HttpServletResponse response) {
    EmailAddress email = EmailAddress.required(body.email());
    String password = Optional.ofNullable(body.password()).orElse("");
    Account account =
        limits.guard(
            email,
            request.getRemoteAddr(),
            () -> check(email, password),
            () -> Problem.of(HttpStatus.UNAUTHORIZED, "sign-in-failed"));
    return signIn(account.person(), request, response);
  }

  private Optional<Account> check(EmailAddress email, String password) {
    Optional<Account> account = accounts.account(email).filter(found -> !found.disabled());
    return passwords.matches(password, account.flatMap(Account::passwordHash))
        ? account
        : Optional.empty();
  }

  @PostMapping("/passkey")
  Me.View byPasskey(
      @RequestBody PasskeyAssertion body,
      HttpServletRequest request,
      HttpServletResponse response) {
    Person person =
        Optional.ofNullable(body.credential())
            .map(passkeys::check)
            .flatMap(people::find)
            .orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "passkey-unknown"));
    return signIn(person, request, response);
  }

  private Me.View signIn(Person person, HttpServletRequest request, HttpServletResponse response) {
    sessions.start(person, request, response);
    if (person.administrator()) {
      url.find().ifPresent(settings::rememberUrl);
    }
    return me.of(Optional.of(person));
  }

  @DeleteMapping("/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request) {
    sessions.end(request);
  }
}
