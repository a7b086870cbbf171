package io.rapat.app.account.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import io.rapat.app.account.PersonId;
import io.rapat.app.web.Problem;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The checks of registration and sign-in (WebAuthn 3 §7.1, §7.2) by webauthn4j. Attestation isn't
/// asked for: whose authenticator it is doesn't matter here. The person must be verified by it,
/// since nothing else is asked.
final class Ceremonies {
  static final int ES256 = -7;
  static final int EDDSA = -8;
  static final int RS256 = -257;

  private static final List<PublicKeyCredentialParameters> ACCEPTED =
      List.of(
          accepted(COSEAlgorithmIdentifier.ES256),
          accepted(COSEAlgorithmIdentifier.EdDSA),
          accepted(COSEAlgorithmIdentifier.RS256));
  private static final boolean VERIFIED = true;
  private static final int MAX_CREDENTIAL_ID = 1_023;

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final Challenges challenges;

  Ceremonies(Challenges challenges) {
    this.challenges = challenges;
  }

  private static PublicKeyCredentialParameters accepted(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  /// Reads and checks a new credential, else refuses with 422.
  Passkeys.Passkey register(String json, PersonId owner, String origin, Instant now) {
    try {
      RegistrationData data = manager.parseRegistrationResponseJSON(json);
      ServerProperty server =
          server(data.getCollectedClientData(), Optional.of(owner), origin, now);
      manager.verify(data, new RegistrationParameters(server, ACCEPTED, VERIFIED));
      AuthenticatorData<?> authenticator =
          Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
      AttestedCredentialData credential =
          Objects.requireNonNull(authenticator.getAttestedCredentialData());
      if (credential.getCredentialId().length > MAX_CREDENTIAL_ID) {
        throw refused();
      }
      return new Passkeys.Passkey(
          UUID.randomUUID(),
          owner,
          base64(credential.getCredentialId()),
          credentials.convert(credential),
          authenticator.getSignCount(),
          authenticator.isFlagUV(),
          authenticator.isFlagBE(),
          authenticator.isFlagBS());
    } catch (DataConversionException
        | VerificationException
        | IllegalArgumentException
        | NullPointerException _) {
      throw refused();
    }
  }

  /// What an authenticator asserted, checked.
  record Assertion(long signatureCount, boolean backedUp) {}

  /// Reads an assertion, without trusting it yet.
  Optional<AuthenticationData> read(String json) {
    try {
      return Optional.of(manager.parseAuthenticationResponseJSON(json));
    } catch (DataConversionException | IllegalArgumentException | NullPointerException _) {
      return Optional.empty();
    }
  }

  /// Checks an assertion against the passkey it names.
  Optional<Assertion> verify(
      AuthenticationData data, Passkeys.Passkey passkey, String origin, Instant now) {
    try {
      ServerProperty server = server(data.getCollectedClientData(), Optional.empty(), origin, now);
      if (isAnothers(
          passkey,
          ByteBuffer.wrap(Objects.requireNonNullElse(data.getUserHandle(), new byte[0])))) {
        return Optional.empty();
      }
      CredentialRecordImpl credential =
          new CredentialRecordImpl(
              new NoneAttestationStatement(),
              passkey.verified(),
              passkey.backupEligible(),
              passkey.backedUp(),
              passkey.signatureCount(),
              credentials.convert(passkey.credential()),
              null,
              null,
              null,
              null);
      manager.verify(data, new AuthenticationParameters(server, credential, null, VERIFIED));
      AuthenticatorData<?> checked = Objects.requireNonNull(data.getAuthenticatorData());
      return Optional.of(new Assertion(checked.getSignCount(), checked.isFlagBS()));
    } catch (DataConversionException
        | VerificationException
        | IllegalArgumentException
        | Problem
        | NullPointerException _) {
      return Optional.empty();
    }
  }

  private ServerProperty server(
      @Nullable CollectedClientData client, Optional<PersonId> owner, String origin, Instant now) {
    CollectedClientData told = Objects.requireNonNull(client);
    if (!challenges.take(told.getChallenge().getValue(), owner, now)) {
      throw refused();
    }
    return ServerProperty.builder()
        .origin(new Origin(origin))
        .rpId(relyingParty(origin))
        .challenge(told.getChallenge())
        .build();
  }

  /// The domain that passkeys belong to. Addresses can't have any (§5.1.2).
  static String relyingParty(String origin) {
    String host = String.valueOf(URI.create(origin).getHost());
    if (host.startsWith("[") || host.matches("[0-9.]+")) {
      throw Problem.of(HttpStatus.CONFLICT, "passkeys-need-a-name");
    }
    return host;
  }

  static byte[] handle(PersonId person) {
    return ByteBuffer.allocate(16)
        .putLong(person.value().getMostSignificantBits())
        .putLong(person.value().getLeastSignificantBits())
        .array();
  }

  /// Whether a user handle that was told is somebody else's.
  private static boolean isAnothers(Passkeys.Passkey passkey, ByteBuffer told) {
    return told.hasRemaining() && !told.equals(ByteBuffer.wrap(handle(passkey.owner())));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Problem refused() {
    return Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "passkey-refused", "credential");
  }
}
