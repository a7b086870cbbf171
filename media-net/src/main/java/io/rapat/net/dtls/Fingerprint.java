package io.rapat.net.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/// The digest of a certificate as signalling announces it (RFC 8122 §5).
///
/// @param function the hash function
/// @param digest its value over the certificate in DER
public record Fingerprint(Function function, byte[] digest) {

  /// Hash functions that are accepted. MD5 and SHA-1 are not.
  public enum Function {
    /// `sha-256`
    SHA_256("SHA-256", 32),
    /// `sha-384`
    SHA_384("SHA-384", 48),
    /// `sha-512`
    SHA_512("SHA-512", 64);

    private final String algorithm;
    private final int bytes;

    Function(String algorithm, int bytes) {
      this.algorithm = algorithm;
      this.bytes = bytes;
    }
  }

  /// A fingerprint from the words of SDP, or empty when the function is not accepted or the length
  /// is not its length.
  ///
  /// @param function such as `sha-256`, in any case
  public static Optional<Fingerprint> of(String function, byte[] digest) {
    String wanted = function.toUpperCase(Locale.ROOT);
    for (Function known : Function.values()) {
      if (known.algorithm.equals(wanted) && known.bytes == digest.length) {
        return Optional.of(new Fingerprint(known, digest.clone()));
      }
    }
    return Optional.empty();
  }

  /// Whether a certificate has this fingerprint.
  ///
  /// @param certificate in DER
  public boolean matches(byte[] certificate) {
    return MessageDigest.isEqual(digest, digest(function, certificate));
  }

  static byte[] digest(Function function, byte[] certificate) {
    try {
      return MessageDigest.getInstance(function.algorithm).digest(certificate);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + function, e);
    }
  }
}
