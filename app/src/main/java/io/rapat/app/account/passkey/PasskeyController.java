package io.rapat.app.account.passkey;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The own passkeys, and the options of both ceremonies.
@RestController
@RequestMapping("/api/v1")
class PasskeyController {
  private static final int TIMEOUT_MILLIS = 300_000;

  private final Passkeys passkeys;
  private final PasskeySignIn ceremonies;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final InstantSource clock;

  PasskeyController(
      Passkeys passkeys,
      PasskeySignIn ceremonies,
      CurrentPerson current,
      AuditLog audit,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.ceremonies = ceremonies;
    this.current = current;
    this.audit = audit;
    this.clock = clock;
  }

  record NewPasskey(@Nullable String label, @Nullable JsonNode credential) {}

  record PasskeysView(List<Passkeys.View> passkeys) {}

  /// `PublicKeyCredentialCreationOptions` as JSON (WebAuthn 3 §5.1.9).
  @PostMapping("/passkeys/registration-options")
  Map<String, Object> registrationOptions() {
    Person person = current.require();
    String domain = Ceremonies.relyingParty(ceremonies.origin());
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("rp", Map.of("id", domain, "name", "Rapat"));
    options.put(
        "user",
        Map.of(
            "id",
            Ceremonies.base64(Ceremonies.handle(person.id())),
            "name",
            person.email(),
            "displayName",
            person.name()));
    options.put("challenge", ceremonies.challenge(Optional.of(person.id())));
    options.put(
        "pubKeyCredParams",
        List.of(
            algorithm(Ceremonies.ES256), algorithm(Ceremonies.EDDSA), algorithm(Ceremonies.RS256)));
    options.put("timeout", TIMEOUT_MILLIS);
    options.put(
        "excludeCredentials",
        passkeys.credentialIds(person.id()).stream()
            .map(id -> Map.of("type", "public-key", "id", id))
            .toList());
    options.put(
        "authenticatorSelection",
        Map.of(
            "residentKey", "required",
            "requireResidentKey", true,
            "userVerification", "required"));
    options.put("attestation", "none");
    return options;
  }

  private static Map<String, Object> algorithm(int id) {
    return Map.of("type", "public-key", "alg", id);
  }

  @PostMapping("/passkeys")
  @ResponseStatus(HttpStatus.CREATED)
  Passkeys.View add(@RequestBody NewPasskey body) {
    PersonId person = current.require().id();
    String label =
        Optional.ofNullable(body.label())
            .flatMap(DisplayName::of)
            .map(DisplayName::value)
            .orElseThrow(
                () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "label-invalid", "label"));
    if (passkeys.of(person).size() >= Passkeys.MAX_PER_PERSON) {
      throw Problem.of(HttpStatus.CONFLICT, "too-many-passkeys");
    }
    JsonNode credential =
        Optional.ofNullable(body.credential())
            .orElseThrow(() ->
                Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "passkey-refused", "credential"));
    Passkeys.Passkey passkey = ceremonies.register(person, credential);
    Instant now = clock.instant();
    passkeys.add(passkey, label, now);
    audit.record(Optional.of(person), "passkey.added", passkey.id().toString(), "");
    return new Passkeys.View(passkey.id(), label, now, Optional.empty());
  }

  @PostMapping("/passkeys/sign-in-options")
  Map<String, Object> signInOptions() {
    return ceremonies.signInOptions();
  }

  @GetMapping("/me/passkeys")
  PasskeysView all() {
    return new PasskeysView(passkeys.of(current.require().id()));
  }

  @DeleteMapping("/me/passkeys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable UUID id) {
    PersonId person = current.require().id();
    if (!passkeys.remove(person, id)) {
      throw Problem.of(HttpStatus.NOT_FOUND, "http-404");
    }
    audit.record(Optional.of(person), "passkey.removed", id.toString(), "");
  }
}
