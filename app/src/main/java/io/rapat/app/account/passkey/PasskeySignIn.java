package io.rapat.app.account.passkey;

import com.webauthn4j.data.AuthenticationData;
import io.rapat.app.account.PersonId;
import io.rapat.app.web.Problem;
import io.rapat.app.web.PublicUrl;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;

/// Passkey ceremonies of this server: options out, credentials in.
@Component
public class PasskeySignIn {
  private static final int TIMEOUT_MILLIS = 300_000;

  private final Passkeys passkeys;
  private final PublicUrl url;
  private final InstantSource clock;
  private final Challenges challenges = new Challenges();
  // The library takes its time to load; most starts don't need it.
  private final SingletonSupplier<Ceremonies> ceremonies =
      SingletonSupplier.of(() -> new Ceremonies(challenges));

  PasskeySignIn(Passkeys passkeys, PublicUrl url, InstantSource clock) {
    this.passkeys = passkeys;
    this.url = url;
    this.clock = clock;
  }

  private Ceremonies ceremonies() {
    return ceremonies.obtain();
  }

  String origin() {
    return url.find().orElseThrow(() -> new IllegalStateException("outside of a request"));
  }

  String challenge(Optional<PersonId> owner) {
    return challenges.give(owner, clock.instant());
  }

  Passkeys.Passkey register(PersonId owner, JsonNode credential) {
    return ceremonies().register(credential.toString(), owner, origin(), clock.instant());
  }

  /// `PublicKeyCredentialRequestOptions` as JSON, for credentials that name the person themselves.
  Map<String, Object> signInOptions() {
    return Map.of(
        "challenge",
        challenge(Optional.empty()),
        "rpId",
        Ceremonies.relyingParty(origin()),
        "timeout",
        TIMEOUT_MILLIS,
        "userVerification",
        "required",
        "allowCredentials",
        java.util.List.of());
  }

  /// Whose passkey made this assertion, else a refusal with 401 `passkey-unknown`.
  public PersonId check(JsonNode credential) {
    Instant now = clock.instant();
    AuthenticationData data =
        ceremonies().read(credential.toString()).orElseThrow(PasskeySignIn::unknown);
    Passkeys.Passkey passkey =
        Optional.ofNullable(data.getCredentialId())
            .map(Ceremonies::base64)
            .flatMap(passkeys::find)
            .orElseThrow(PasskeySignIn::unknown);
    Ceremonies.Assertion assertion =
        ceremonies().verify(data, passkey, origin(), now).orElseThrow(PasskeySignIn::unknown);
    if (!passkeys.used(passkey, assertion.signatureCount(), assertion.backedUp(), now)) {
      throw unknown();
    }
    return passkey.owner();
  }

  private static Problem unknown() {
    return Problem.of(HttpStatus.UNAUTHORIZED, "passkey-unknown");
  }
}
