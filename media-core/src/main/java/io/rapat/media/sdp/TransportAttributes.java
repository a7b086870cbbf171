package io.rapat.media.sdp;

import java.util.Optional;

/// What a session or a section says of its transport. A section's own word wins over the session's
/// (RFC 8839 §5.4, RFC 8842 §5).
public record TransportAttributes(
    Optional<IceAttributes> ice, Optional<Fingerprint> fingerprint, Optional<Setup> setup) {

  /// Nothing said.
  public static final TransportAttributes NONE =
      new TransportAttributes(Optional.empty(), Optional.empty(), Optional.empty());

  /// These attributes, and the fallback's where they are silent.
  TransportAttributes or(TransportAttributes fallback) {
    return new TransportAttributes(
        ice.or(fallback::ice), fingerprint.or(fallback::fingerprint), setup.or(fallback::setup));
  }
}
