package io.rapat.app.account.passkey;

import io.rapat.app.account.PersonId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Challenges that were given out and not answered: each works once, within five minutes. In memory
/// only, at most 10,000. Safe for any thread.
final class Challenges {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final int MAX_KEPT = 10_000;
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Given> given =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /// @param owner who registers; empty for a sign-in
  private record Given(Optional<PersonId> owner, Instant until) {}

  /// A new challenge in base64url.
  synchronized String give(Optional<PersonId> owner, Instant now) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    given.put(challenge, new Given(owner, now.plus(VALID)));
    return challenge;
  }

  /// Whether this challenge was given for this, and not taken before.
  synchronized boolean take(byte[] challenge, Optional<PersonId> owner, Instant now) {
    Given found = given.remove(Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
    return found != null && found.owner().equals(owner) && now.isBefore(found.until());
  }
}
