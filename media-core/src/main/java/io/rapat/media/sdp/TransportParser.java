package io.rapat.media.sdp;

import io.rapat.media.sdp.SessionDescription.Reason;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects the transport attributes of a session or of one section.
final class TransportParser {

  private static final HexFormat OCTETS = HexFormat.ofDelimiter(":");

  private String ufrag = "";
  private String password = "";
  private @Nullable Fingerprint fingerprint;
  private boolean weakFingerprint;
  private @Nullable Setup setup;

  /// Takes an attribute; one that doesn't belong here is no problem.
  @Nullable Reason attribute(String name, String value) {
    return switch (name) {
      case "ice-ufrag" -> {
        ufrag = value;
        yield isIceText(value, 4) ? null : Reason.MALFORMED_ATTRIBUTE;
      }
      case "ice-pwd" -> {
        password = value;
        yield isIceText(value, 22) ? null : Reason.MALFORMED_ATTRIBUTE;
      }
      case "fingerprint" -> fingerprint(value);
      case "setup" -> setup(value);
      default -> null;
    };
  }

  /// ice-char only, 4 or 22 to 256 of them (RFC 8839 §5.4).
  private static boolean isIceText(String value, int shortest) {
    return value.length() >= shortest
        && value.length() <= 256
        && value.chars().allMatch(TransportParser::isIceChar);
  }

  private static boolean isIceChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        // Not in the grammar, but seen in credentials of other stacks (base64url).
        || c == '-'
        || c == '_';
  }

  private @Nullable Reason fingerprint(String value) {
    int blank = value.indexOf(' ');
    if (blank < 0) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    String algorithm = value.substring(0, blank).toLowerCase(Locale.ROOT);
    int length = Fingerprint.length(algorithm);
    if (length < 0) {
      weakFingerprint = true;
      return null;
    }
    String hex = value.substring(blank + 1).strip();
    if (hex.length() != length * 3 - 1) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    try {
      byte[] digest = OCTETS.parseHex(hex);
      if (fingerprint == null) {
        fingerprint = Fingerprint.of(algorithm, digest);
      }
      return null;
    } catch (IllegalArgumentException e) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
  }

  private @Nullable Reason setup(String value) {
    Setup parsed = null;
    for (Setup candidate : Setup.values()) {
      if (candidate.attribute().equals(value)) {
        parsed = candidate;
      }
    }
    if (parsed == null || (setup != null && setup != parsed)) {
      return Reason.SETUP_CONFLICT;
    }
    setup = parsed;
    return null;
  }

  boolean hasOnlyWeakFingerprint() {
    return weakFingerprint && fingerprint == null;
  }

  /// One of ufrag and password without the other means nothing.
  boolean hasHalfCredentials() {
    return ufrag.isEmpty() != password.isEmpty();
  }

  TransportAttributes build() {
    Optional<IceAttributes> ice =
        ufrag.isEmpty() || password.isEmpty()
            ? Optional.empty()
            : Optional.of(new IceAttributes(ufrag, password));
    return new TransportAttributes(
        ice, Optional.ofNullable(fingerprint), Optional.ofNullable(setup));
  }
}
