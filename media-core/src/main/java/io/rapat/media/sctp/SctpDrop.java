package io.rapat.media.sctp;

/// Why something that came in was dropped. Each reason is counted in [SctpSnapshot#drops()].
public enum SctpDrop {
  /// Shorter than its lengths say, or a length that cannot be.
  MALFORMED,
  /// CRC32c did not match, RFC 9260 §6.8.
  BAD_CHECKSUM,
  /// Not the ports of this association.
  WRONG_PORT,
  /// Verification tag of another association, RFC 9260 §8.5.
  BAD_TAG,
  /// A state cookie that was not made here.
  FORGED_COOKIE,
  /// A state cookie past its life, RFC 9260 §5.2.6.
  STALE_COOKIE,
  /// A cookie or chunk that does not fit the state of the association.
  UNEXPECTED,
  /// TSN beyond what is tracked, or too many gaps.
  OUT_OF_WINDOW,
  /// The receive buffer is full.
  RECEIVE_BUFFER_FULL,
  /// A fragment whose beginning never came.
  ORPHAN_FRAGMENT,
  /// A message on a stream without a data channel.
  NO_CHANNEL,
  /// A DCEP message that cannot be read or is not allowed.
  BAD_DCEP,
  /// A channel beyond the limit.
  CHANNEL_LIMIT,
  /// A payload protocol identifier that WebRTC does not know.
  UNKNOWN_PPID,
  /// A SACK for data never sent, or an old one.
  BAD_SACK,
  /// A stream reset that cannot be read or comes out of order.
  BAD_RESET,
  /// An answer was not sent because too many answers wait already.
  ANSWER_LIMIT,
  /// A chunk type that is not spoken here.
  UNKNOWN_CHUNK,
  /// Anything after the end of the association.
  ENDED
}
