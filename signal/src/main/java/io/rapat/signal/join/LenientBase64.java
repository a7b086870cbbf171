package io.rapat.signal.join;

import java.util.Base64;
import java.util.Optional;

/// Base64 as clients send it in queries: either alphabet (RFC 4648 §4, §5), padded or not, and with
/// `+` turned into a blank on the way.
final class LenientBase64 {

  private LenientBase64() {}

  static Optional<byte[]> decode(String text) {
    String url = text.replace(' ', '-').replace('+', '-').replace('/', '_');
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '=') {
      end--;
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(url.substring(0, end)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
