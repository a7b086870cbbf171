package io.rapat.net.dtls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/// The key and self-signed certificate of this process: ECDSA on P-256, made at start and never
/// stored. Peers know it by its fingerprint alone, so its names and dates say nothing.
///
/// @param certificate in DER
/// @param privateKey the key that belongs to it
/// @param fingerprint SHA-256 of the certificate, 32 bytes
public record DtlsIdentity(byte[] certificate, PrivateKey privateKey, byte[] fingerprint) {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_TIME = 0x17;
  private static final int EXPLICIT_0 = 0xa0;
  private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;

  private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("2a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("550403");
  private static final Duration BACK_DATED = Duration.ofDays(1);
  private static final Duration VALID = Duration.ofDays(3650);

  /// A new identity.
  public static DtlsIdentity create(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] signed = toBeSigned(now, pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed);
      byte[] bits = concat(new byte[1], signature.sign());
      byte[] certificate = der(SEQUENCE, signed, algorithm(), der(BIT_STRING, bits));
      return new DtlsIdentity(
          certificate,
          pair.getPrivate(),
          Fingerprint.digest(Fingerprint.Function.SHA_256, certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA on P-256", e);
    }
  }

  /// RFC 5280 §4.1, TBSCertificate without extensions.
  private static byte[] toBeSigned(Instant now, byte[] publicKey) {
    byte[] serial = new byte[8];
    new SecureRandom().nextBytes(serial);
    // Positive and without a leading zero byte, as DER demands.
    serial[0] = (byte) ((serial[0] & 0x3f) | 0x40);
    return der(
        SEQUENCE,
        der(EXPLICIT_0, der(INTEGER, new byte[] {2})),
        der(INTEGER, serial),
        algorithm(),
        name(),
        der(SEQUENCE, time(now.minus(BACK_DATED)), time(now.plus(VALID))),
        name(),
        publicKey);
  }

  private static byte[] algorithm() {
    return der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
  }

  private static byte[] name() {
    byte[] text = der(UTF8_STRING, "WebRTC".getBytes(StandardCharsets.US_ASCII));
    return der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), text)));
  }

  private static byte[] time(Instant instant) {
    boolean late = instant.atOffset(ZoneOffset.UTC).getYear() >= FIRST_YEAR_OF_GENERALIZED_TIME;
    String text =
        DateTimeFormatter.ofPattern(late ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(instant);
    return der(late ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = concat(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >>> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /// Hides the key.
  @Override
  public String toString() {
    return "DtlsIdentity[" + HexFormat.ofDelimiter(":").formatHex(fingerprint) + "]";
  }
}
