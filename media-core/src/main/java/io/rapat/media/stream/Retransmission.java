package io.rapat.media.stream;

import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Turns a received retransmission (RFC 4588 §4) into the packet it repeats.
///
/// Hot path.
public final class Retransmission {
  /// Bytes of the original sequence number in front of the payload.
  public static final int OSN_BYTES = 2;

  private Retransmission() {}

  /// Restores the original in place: it begins [#OSN_BYTES] behind the retransmission, since the
  /// header moves over the original sequence number.
  ///
  /// @param packet the parsed retransmission, whose payload has at least [#OSN_BYTES]
  /// @return the original sequence number
  public static int restore(RtpPacket packet, int payloadType, int ssrc) {
    MemorySegment segment = packet.segment();
    long from = packet.offset();
    long to = from + OSN_BYTES;
    int sequence = Bytes.u16(segment, packet.payloadOffset());
    boolean marker = packet.marker();
    MemorySegment.copy(segment, from, segment, to, packet.headerLength());
    Bytes.put8(segment, to + 1, (marker ? 0x80 : 0) | payloadType);
    Bytes.put16(segment, to + 2, sequence);
    Bytes.put32(segment, to + 8, ssrc);
    return sequence;
  }
}
