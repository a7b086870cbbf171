package io.rapat.net.dtls;

/// Why an association failed. The names are labels of a metric.
public enum DtlsFailure {
  /// The peer's certificate is not the one that signalling announced.
  FINGERPRINT_MISMATCH,
  /// Both sides finished, but they agreed on no SRTP profile.
  NO_SRTP_PROFILE,
  /// Not finished in time.
  TIMED_OUT,
  /// The handshake failed, as a server more often than it may.
  HANDSHAKE_FAILED,
  /// This side closed it during the handshake.
  CLOSED_EARLY
}
