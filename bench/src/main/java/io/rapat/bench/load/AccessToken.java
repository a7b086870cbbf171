package io.rapat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A LiveKit access token: a JWT under HS256.
final class AccessToken {
  private static final long LIFE_SECONDS = 48 * 3600;

  private AccessToken() {}

  /// @param epochSeconds now
  static String of(LoadOptions options, String identity, long epochSeconds) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    String claims =
        "{\"iss\":"
            + Json.quoted(options.apiKey())
            + ",\"sub\":"
            + Json.quoted(identity)
            + ",\"nbf\":"
            + (epochSeconds - 10)
            + ",\"exp\":"
            + (epochSeconds + LIFE_SECONDS)
            + ",\"video\":{\"roomJoin\":true,\"room\":"
            + Json.quoted(options.room())
            + "}}";
    String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
    return signed + "." + encoded(hmac(options.apiSecret(), signed));
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
