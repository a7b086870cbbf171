package io.rapat.app.account.password;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.rapat.app.web.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Argon2id (RFC 9106) with 19 MiB, two passes, one lane: OWASP's first choice for machines that do
/// other things, too. Two at a time, for the memory's sake.
@Component
public class Passwords {
  private static final int MIN = 10;
  private static final int MAX = 128;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_A_TIME = 2;
  private static final int WAIT_SECONDS = 10;

  private final Semaphore free = new Semaphore(AT_A_TIME, true);
  private @Nullable String nobodys;

  /// Reads the field `password` of a request: 10 to 128 characters, not the address or name, else
  /// refuses with 422.
  public String accept(@Nullable String password, String email, String name) {
    long length = password == null ? 0 : password.codePoints().count();
    if (password == null || length < MIN || length > MAX) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "password-length", "password");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    boolean weak =
        password.codePoints().distinct().count() < 4
            || lower.equals(email)
            || lower.equals(name.toLowerCase(Locale.ROOT));
    if (weak) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "password-weak", "password");
    }
    return password;
  }

  /// The hash as stored, with salt and parameters.
  public String hash(String password) {
    return alone(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult());
  }

  /// Whether it is the password. Without a hash this is false and takes as long.
  public boolean matches(String password, Optional<String> hash) {
    String against = hash.orElseGet(this::nobodys);
    String cut = password.length() > 4 * MAX ? "" : password;
    boolean equal =
        alone(() -> Password.check(cut, against).with(Argon2Function.getInstanceFromHash(against)));
    return equal && hash.isPresent();
  }

  private synchronized String nobodys() {
    if (nobodys == null) {
      nobodys = hash("nobody has this password");
    }
    return nobodys;
  }

  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }

  private <T> T alone(java.util.function.Supplier<T> work) {
    boolean entered = false;
    try {
      entered = free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!entered) {
        throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy");
      }
      return work.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy");
    } finally {
      if (entered) {
        free.release();
      }
    }
  }
}
