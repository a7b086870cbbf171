package io.rapat.media.sdp;

/// Unsigned decimal numbers out of untrusted text.
final class SdpNumbers {

  private SdpNumbers() {}

  /// The number, or -1 when the text isn't one or is greater than `max`. Signs, blanks and more
  /// than 18 digits aren't numbers here.
  static long parse(String text, long max) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= max ? value : -1;
  }
}
