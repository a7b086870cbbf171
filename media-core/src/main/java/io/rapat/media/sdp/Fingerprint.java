package io.rapat.media.sdp;

import java.util.HexFormat;
import java.util.Locale;

/// The digest of a certificate (RFC 8122 §5).
///
/// @param algorithm `sha-256`, `sha-384` or `sha-512`, in lower case
/// @param hex upper-case octets separated by colons
public record Fingerprint(String algorithm, String hex) {

  private static final HexFormat OCTETS = HexFormat.ofDelimiter(":").withUpperCase();

  /// A digest as an attribute.
  ///
  /// @param algorithm `sha-256`, `sha-384` or `sha-512`
  public static Fingerprint of(String algorithm, byte[] digest) {
    return new Fingerprint(algorithm.toLowerCase(Locale.ROOT), OCTETS.formatHex(digest));
  }

  /// The digest itself.
  public byte[] bytes() {
    return OCTETS.parseHex(hex);
  }

  /// Length in octets of the algorithm's digests, or -1 for an algorithm that isn't accepted.
  static int length(String algorithm) {
    return switch (algorithm) {
      case "sha-256" -> 32;
      case "sha-384" -> 48;
      case "sha-512" -> 64;
      default -> -1;
    };
  }
}
