package io.rapat.app.meeting;

import io.rapat.app.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/// Host keys, tickets and passcodes: made here, kept only as SHA-256.
@Component
class MeetingSecrets {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();

  SecureRandom random() {
    return random;
  }

  /// A new secret of 192 bits that fits into a URL.
  String create() {
    return Secrets.create(BYTES);
  }

  /// Under the meeting's code, so that equal passcodes of two meetings don't look alike.
  static String hashPasscode(MeetingCode code, String passcode) {
    return Secrets.hash(code.value() + ":" + passcode);
  }

  /// Whether two hashes are the same, in a time that says nothing about them.
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
