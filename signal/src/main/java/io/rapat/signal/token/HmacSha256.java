package io.rapat.signal.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC with SHA-256 (RFC 2104) under an API secret.
final class HmacSha256 {

  private HmacSha256() {}

  static byte[] sign(String secret, byte[] message) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length == 0) {
      throw new IllegalStateException("an API secret must not be empty");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing, which every Java platform has", e);
    }
  }
}
