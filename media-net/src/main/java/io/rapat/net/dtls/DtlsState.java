package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpProfile;

/// Where a DTLS association stands.
public sealed interface DtlsState {

  /// The handshake runs, or it is complete and the peer's fingerprint is not known yet.
  record Handshaking() implements DtlsState {}

  /// The handshake is complete and the peer has the certificate that was expected.
  ///
  /// @param profile the SRTP profile that was agreed
  /// @param exported keying material under `EXTRACTOR-dtls_srtp` (RFC 5764 §4.2)
  /// @param client whether this side was the DTLS client
  /// @param peerDigest SHA-256 of the peer's certificate
  record Finished(SrtpProfile profile, byte[] exported, boolean client, byte[] peerDigest)
      implements DtlsState {

    /// The SRTP master keys of both directions.
    public SrtpKeys srtpKeys() {
      return SrtpKeys.fromExporter(profile, exported, client);
    }

    /// Hides the keys: they must never reach a log.
    @Override
    public String toString() {
      return "Finished[" + profile + ", hidden]";
    }
  }

  /// There is no association and there will be none.
  ///
  /// @param reason why
  record Failed(DtlsFailure reason) implements DtlsState {}

  /// One of the sides ended a finished association.
  record Closed() implements DtlsState {}
}
