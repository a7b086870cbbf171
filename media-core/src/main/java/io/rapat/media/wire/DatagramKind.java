package io.rapat.media.wire;

import java.lang.foreign.MemorySegment;

/// What protocol a datagram on the shared port belongs to, told from its first bytes (RFC 7983 §7,
/// for RTCP RFC 5761 §4).
public enum DatagramKind {
  STUN,
  ZRTP,
  DTLS,
  TURN_CHANNEL,
  RTP,
  RTCP,
  /// No protocol of this port, or no byte at all.
  UNKNOWN;

  /// Classifies the datagram of `length` bytes at `offset`. Says nothing about its validity.
  ///
  /// Hot path.
  public static DatagramKind of(MemorySegment segment, long offset, int length) {
    if (length < 1) {
      return UNKNOWN;
    }
    int first = Bytes.u8(segment, offset);
    if (first >= 128 && first <= 191) {
      return length > 1 && isRtcp(Bytes.u8(segment, offset + 1)) ? RTCP : RTP;
    }
    if (first <= 3) {
      return STUN;
    }
    if (first < 16 || first > 79) {
      return UNKNOWN;
    }
    return first <= 19 ? ZRTP : first <= 63 ? DTLS : TURN_CHANNEL;
  }

  /// Whether the second byte of an RTP-like packet makes it RTCP: payload types 64 to 95 without
  /// the marker bit are left free for that.
  private static boolean isRtcp(int second) {
    int payloadType = second & 0x7f;
    return payloadType >= 64 && payloadType <= 95;
  }
}
