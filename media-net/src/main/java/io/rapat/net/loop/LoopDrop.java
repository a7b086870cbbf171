package io.rapat.net.loop;

import java.util.Locale;

/// Why a datagram, a packet or a command went no further in the loop. Each has a counter.
public enum LoopDrop {
  /// No protocol of this port (RFC 7983), or empty.
  UNKNOWN_KIND,
  /// Larger than anything that is forwarded.
  TOO_LARGE,
  /// STUN that can't be read.
  STUN_MALFORMED,
  /// A connectivity check for nobody here.
  STUN_UNKNOWN_UFRAG,
  /// A connectivity check that its peer refused to answer.
  STUN_REFUSED,
  /// DTLS, RTP or RTCP from an address no peer was validated at.
  UNKNOWN_TUPLE,
  /// RTP or RTCP before the keys are known.
  NO_KEYS,
  /// The peer sends more than it may.
  INGRESS_LIMIT,
  /// SRTP or SRTCP whose tag is wrong.
  SRTP_AUTH,
  /// SRTP or SRTCP that was received before or is too old to tell.
  SRTP_REPLAY,
  /// SRTP or SRTCP that is too short or has an impossible header.
  SRTP_MALFORMED,
  /// No free packet slot.
  SLOTS_EXHAUSTED,
  /// DTLS beyond the peer's rate or queue.
  DTLS_LIMIT,
  /// To a peer without keys, without a validated address, or without consent.
  NO_PATH,
  /// A packet that SRTP refused to send.
  SEND_REFUSED,
  /// No free group to send in.
  SEND_AREA_FULL,
  /// To a TCP connection that doesn't take what was sent.
  STREAM_FULL,
  /// A TCP connection whose framing is broken or whose first frame is no connectivity check.
  STREAM_FAULT,
  /// A command that names a room or peer that is gone.
  COMMAND_WITHOUT_TARGET,
  /// A message for a data channel whose peer lags.
  DATA_LIMIT,
  /// A packet that its room failed on.
  ROOM_FAILED;

  /// The label of its metric.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
