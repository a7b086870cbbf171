package io.rapat.net.dtls;

/// Why the fragment gate dropped a record or a fragment. The names are labels of a metric.
public enum GateDrop {
  /// Lengths do not fit, or it is no DTLS 1.x record.
  MALFORMED,
  /// A type that has no place in this epoch or role: application data, renegotiation, heartbeat.
  UNEXPECTED,
  /// An epoch after the first encrypted one.
  EPOCH,
  /// A message that claims more than a whole message may have.
  TOO_LONG,
  /// A fragment that is too small and not the last one.
  TOO_SMALL,
  /// A message in more pieces than allowed.
  TOO_MANY_FRAGMENTS,
  /// A message too far ahead of the next one.
  TOO_FAR_AHEAD,
  /// A fragment that contradicts an earlier one of the same message.
  INCONSISTENT,
  /// More records of this kind than a handshake needs.
  TOO_MANY
}
