package io.rapat.app.account;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A passkey as browser and authenticator together make it (WebAuthn 3 §6), with ES256 and without
/// attestation.
final class Authenticator {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int BACKUP_ELIGIBLE_AND_DONE = 0x18;
  private static final int CREDENTIAL_INCLUDED = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private String origin = "http://localhost";
  private String relyingParty = "localhost";
  private boolean verifies = true;
  private int uses = 1;
  private byte[] userHandle = new byte[0];

  Authenticator() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    new SecureRandom().nextBytes(id);
  }

  Authenticator at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  Authenticator forDomain(String other) {
    relyingParty = other;
    return this;
  }

  Authenticator verifies(boolean person) {
    verifies = person;
    return this;
  }

  Authenticator withUses(int count) {
    uses = count;
    return this;
  }

  /// The answer to creation options.
  Map<String, Object> create(JsonNode options) throws GeneralSecurityException {
    userHandle = decode(options.path("user").path("id").asString());
    byte[] data = data(true);
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(new byte[] {(byte) 0xA3, 0x63});
    object.writeBytes(ascii("fmt"));
    object.write(0x64);
    object.writeBytes(ascii("none"));
    object.write(0x67);
    object.writeBytes(ascii("attStmt"));
    object.write(0xA0);
    object.write(0x68);
    object.writeBytes(ascii("authData"));
    object.writeBytes(new byte[] {0x58, (byte) data.length});
    object.writeBytes(data);
    return credential(
        Map.of(
            "clientDataJSON",
            encode(client("webauthn.create", options)),
            "attestationObject",
            encode(object.toByteArray())));
  }

  /// The answer to request options.
  Map<String, Object> get(JsonNode options) throws GeneralSecurityException {
    uses++;
    byte[] data = data(false);
    byte[] client = client("webauthn.get", options);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(sha256(client));
    return credential(
        Map.of(
            "clientDataJSON",
            encode(client),
            "authenticatorData",
            encode(data),
            "signature",
            encode(signature.sign()),
            "userHandle",
            encode(userHandle)));
  }

  private Map<String, Object> credential(Map<String, Object> response) {
    return Map.of(
        "id",
        encode(id),
        "rawId",
        encode(id),
        "type",
        "public-key",
        "response",
        response,
        "clientExtensionResults",
        Map.of());
  }

  private byte[] client(String type, JsonNode options) {
    return """
    {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}\
    """
        .formatted(type, options.path("challenge").asString(), origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(boolean withCredential) throws GeneralSecurityException {
    int flags =
        PRESENT
            | (verifies ? VERIFIED : 0)
            | BACKUP_ELIGIBLE_AND_DONE
            | (withCredential ? CREDENTIAL_INCLUDED : 0);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(ascii(relyingParty)));
    data.write(flags);
    data.writeBytes(ByteBuffer.allocate(4).putInt(uses).array());
    if (withCredential) {
      data.writeBytes(new byte[16]);
      data.writeBytes(new byte[] {0, (byte) id.length});
      data.writeBytes(id);
      data.writeBytes(publicKey());
    }
    return data.toByteArray();
  }

  /// A COSE key (RFC 9053 §7.1.1).
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20});
    cose.writeBytes(coordinate(key.getW().getAffineX()));
    cose.writeBytes(new byte[] {0x22, 0x58, 0x20});
    cose.writeBytes(coordinate(key.getW().getAffineY()));
    return cose.toByteArray();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] result = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, result, 32 - length, length);
    return result;
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
