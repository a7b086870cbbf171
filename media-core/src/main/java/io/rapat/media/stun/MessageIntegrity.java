package io.rapat.media.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keyed hash of MESSAGE-INTEGRITY (RFC 8489 §14.5), with its key inside. One object for each
/// password, so that a check needs no key schedule. Owned by one thread.
public interface MessageIntegrity {

  /// Bytes of a tag.
  int TAG_BYTES = 20;

  /// Writes the tag of `data[0, length)` to `tag[0, TAG_BYTES)`.
  void compute(byte[] data, int length, byte[] tag);

  /// HMAC-SHA1 with the short-term key of `password` (RFC 8489 §9.1.1; ICE passwords are ASCII).
  static MessageIntegrity hmacSha1(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return (data, length, tag) -> {
        mac.update(data, 0, length);
        try {
          mac.doFinal(tag, 0);
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("tag buffer of " + tag.length + " bytes", e);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
