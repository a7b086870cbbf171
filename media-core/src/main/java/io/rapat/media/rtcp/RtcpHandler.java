package io.rapat.media.rtcp;

import java.lang.foreign.MemorySegment;

/// Takes what [RtcpReader] finds in a compound, in its order. SSRCs are the 32 bits as they are.
///
/// Hot path.
public interface RtcpHandler {

  /// A sender report (RFC 3550 §6.4.1), before its report blocks.
  void onSenderReport(int ssrc, long ntp, int rtpTimestamp);

  /// A report block of an SR or RR (RFC 3550 §6.4.1).
  ///
  /// @param ssrc the stream the block is about
  /// @param fractionLost share of packets lost since the last report, in 256ths
  /// @param jitter in units of the stream's clock, unsigned
  /// @param lastSenderReport the middle 32 bits of the NTP time of the last SR received, or 0
  /// @param delay since then in units of 1/65536 s, unsigned
  void onReportBlock(int ssrc, int fractionLost, long jitter, int lastSenderReport, long delay);

  /// One sequence number of a generic NACK (RFC 4585 §6.2.1).
  void onNack(int mediaSsrc, int sequence);

  /// A Picture Loss Indication (RFC 4585 §6.3.1) or one entry of a Full Intra Request (RFC 5104
  /// §4.3.1).
  void onKeyFrameRequest(int mediaSsrc);

  /// The receiver's estimated maximum bitrate (draft-alvestrand-rmcat-remb-03), clamped to
  /// [Long#MAX_VALUE].
  void onReceiverEstimate(long bitrateBps);

  /// Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
  ///
  /// @param offset where the base sequence number lies
  /// @param length bytes from there to the end of the packet
  void onTransportFeedback(MemorySegment segment, long offset, int length);

  /// A Receiver Reference Time block (RFC 3611 §4.4).
  ///
  /// @param middleNtp the middle 32 bits of its NTP time
  void onReceiverReferenceTime(int ssrc, int middleNtp);

  /// A DLRR sub-block (RFC 3611 §4.5): the answer to a reference time of ours.
  ///
  /// @param lastReference the middle 32 bits of the NTP time we sent, or 0
  /// @param delay since then in units of 1/65536 s, unsigned
  void onDelaySinceReference(int ssrc, int lastReference, long delay);
}
