package io.rapat.app.account.person;

import io.rapat.app.web.Problem;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A mail address, in lower case and with an ASCII domain: so it is stored and compared. Lower case
/// in the local part, too: no provider in use tells them apart, and two accounts would confuse.
public record EmailAddress(String value) {
  private static final int MAX = 254;
  private static final String LOCAL = "[a-z0-9!#$%&'*+/=?^_`{|}~.\\p{L}-]{1,64}";
  private static final String DOMAIN = "[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?";

  public static Optional<EmailAddress> parse(String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    int at = stripped.lastIndexOf('@');
    if (at < 1 || stripped.length() > MAX) {
      return Optional.empty();
    }
    String local = stripped.substring(0, at);
    return domain(stripped.substring(at + 1))
        .filter(_ -> local.matches(LOCAL))
        .map(domain -> new EmailAddress(local + "@" + domain))
        .filter(address -> address.value().length() <= MAX);
  }

  /// Reads a mail domain, `example.org`.
  public static Optional<String> domain(String text) {
    try {
      String domain = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
      return domain.length() <= 190 && domain.matches(DOMAIN) && !domain.contains("..")
          ? Optional.of(domain)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Reads the field `email` of a request, else refuses with 422.
  public static EmailAddress required(@Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(EmailAddress::parse)
        .orElseThrow(
            () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "email-invalid", "email"));
  }

  public String domain() {
    return value.substring(value.lastIndexOf('@') + 1);
  }

  @Override
  public String toString() {
    return "address";
  }
}
