package io.rapat.app.account.session;

import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import io.rapat.app.web.RateWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Keeps strangers from guessing passwords: 10 failures in 15 minutes for a mail address, whether
/// it has an account or not, and 50 for a network address. Then a wait, which is named. Passkeys
/// aren't affected, so that nobody can lock somebody out who has one.
@Component
public class SignInLimits {
  static final int PER_ACCOUNT = 10;
  static final int PER_ADDRESS = 50;
  private static final String REFUSAL = "too-many-sign-ins";
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final RateWindow accounts = new RateWindow(PER_ACCOUNT, WINDOW);
  private final RateWindow addresses = new RateWindow(PER_ADDRESS, WINDOW);
  private final InstantSource clock;

  SignInLimits(InstantSource clock) {
    this.clock = clock;
  }

  /// Lets the check run if nothing has to be waited for. A check counts as failed while it runs, so
  /// that many at once don't get more tries.
  ///
  /// @param check the account, when the password is right
  /// @param failure what to refuse with, when it isn't
  public Account guard(
      EmailAddress email,
      String address,
      Supplier<Optional<Account>> check,
      Supplier<Problem> failure) {
    Instant now = clock.instant();
    String account = Secrets.hash(email.value());
    accounts.take(account, now, REFUSAL);
    try {
      addresses.take(address, now, REFUSAL);
    } catch (Problem waits) {
      accounts.release(account);
      throw waits;
    }
    Optional<Account> passed = check.get();
    if (passed.isEmpty()) {
      throw failure.get();
    }
    accounts.forget(account);
    addresses.release(address);
    return passed.get();
  }
}
