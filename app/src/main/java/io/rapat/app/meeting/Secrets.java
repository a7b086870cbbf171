package io.rapat.app.meeting;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Host keys, tickets and passcodes: made here, kept only as SHA-256.
@Component
class Secrets {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();

  SecureRandom random() {
    return random;
  }

  /// A new secret of 192 bits that fits into a URL.
  String create() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing, which every Java platform has", e);
    }
  }

  /// Under the meeting's code, so that equal passcodes of two meetings don't look alike.
  static String hashPasscode(MeetingCode code, String passcode) {
    return hash(code.value() + ":" + passcode);
  }

  /// Whether two hashes are the same, in a time that says nothing about them.
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
