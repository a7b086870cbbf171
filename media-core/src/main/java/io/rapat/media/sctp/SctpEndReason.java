package io.rapat.media.sctp;

/// Why an association ended.
public enum SctpEndReason {
  /// The peer sent ABORT.
  ABORTED_BY_PEER,
  /// The peer closed in good order, RFC 9260 §9.2.
  SHUT_DOWN_BY_PEER,
  /// This side called [SctpAssociation#abort(long)].
  ABORTED_LOCALLY,
  /// The peer broke the protocol; it was told by ABORT.
  PROTOCOL_VIOLATION,
  /// The peer acknowledged nothing for too long, RFC 9260 §8.1.
  PEER_UNREACHABLE
}
