package io.rapat.media.rtcp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Writes RTCP packets one behind the other into one place: a compound, or a reduced-size packet
/// (RFC 5506). A packet that doesn't fit is left out.
///
/// Hot path.
public final class RtcpWriter {
  private static final int BLOCK = 24;

  private final MemorySegment segment;
  private final long offset;
  private final int capacity;
  private int length;
  private int open;
  private int nackWord;

  /// @param capacity bytes that may be written from `offset` on
  public RtcpWriter(MemorySegment segment, long offset, int capacity) {
    this.segment = segment;
    this.offset = offset;
    this.capacity = capacity;
  }

  /// Begins a datagram.
  public void reset() {
    length = 0;
  }

  public MemorySegment segment() {
    return segment;
  }

  public long offset() {
    return offset;
  }

  /// Bytes written since [#reset()].
  public int length() {
    return length;
  }

  /// Bytes that still fit.
  public int remaining() {
    return capacity - length;
  }

  private long begin(int first, int type, int size) {
    open = length;
    long at = offset + length;
    Bytes.put8(segment, at, 0x80 | first);
    Bytes.put8(segment, at + 1, type);
    Bytes.put16(segment, at + 2, size / 4 - 1);
    length += size;
    return at;
  }

  /// A sender report without blocks (RFC 3550 §6.4.1).
  public void senderReport(int ssrc, long ntp, int rtpTimestamp, int packets, int octets) {
    if (remaining() < 28) {
      return;
    }
    long at = begin(0, RtcpType.SENDER_REPORT, 28);
    Bytes.put32(segment, at + 4, ssrc);
    Bytes.put64(segment, at + 8, ntp);
    Bytes.put32(segment, at + 16, rtpTimestamp);
    Bytes.put32(segment, at + 20, packets);
    Bytes.put32(segment, at + 24, octets);
  }

  /// Begins a receiver report (RFC 3550 §6.4.2); [#reportBlock] adds to it.
  public void receiverReport(int sender) {
    if (remaining() < 8) {
      return;
    }
    Bytes.put32(segment, begin(0, RtcpType.RECEIVER_REPORT, 8) + 4, sender);
  }

  /// Adds a block to the receiver report just begun: false when it is full (31 blocks or capacity).
  ///
  /// @param lost packets lost since the start, clamped to 24 bits signed
  public boolean reportBlock(
      int ssrc,
      int fractionLost,
      int lost,
      int highestSequence,
      int jitter,
      int lastSenderReport,
      int delay) {
    long packet = offset + open;
    int count = Bytes.u8(segment, packet) & 0x1f;
    if (count == 31 || remaining() < BLOCK) {
      return false;
    }
    long at = offset + length;
    Bytes.put32(segment, at, ssrc);
    Bytes.put8(segment, at + 4, fractionLost);
    Bytes.put24(segment, at + 5, Math.clamp(lost, -0x80_0000, 0x7f_ffff));
    Bytes.put32(segment, at + 8, highestSequence);
    Bytes.put32(segment, at + 12, jitter);
    Bytes.put32(segment, at + 16, lastSenderReport);
    Bytes.put32(segment, at + 20, delay);
    length += BLOCK;
    Bytes.put8(segment, packet, 0x80 | count + 1);
    Bytes.put16(segment, packet + 2, (length - open) / 4 - 1);
    return true;
  }

  /// A source description with one CNAME (RFC 3550 §6.5.1).
  ///
  /// @param cname at most 255 bytes of UTF-8
  public void sourceDescription(int ssrc, byte[] cname) {
    int size = 8 + 2 + cname.length + 1 + 3 & ~3;
    if (remaining() < size) {
      return;
    }
    long at = begin(1, RtcpType.SOURCE_DESCRIPTION, size);
    Bytes.put32(segment, at + 4, ssrc);
    Bytes.put8(segment, at + 8, 1);
    Bytes.put8(segment, at + 9, cname.length);
    for (int i = 0; i < cname.length; i++) {
      Bytes.put8(segment, at + 10 + i, cname[i]);
    }
    for (int i = 10 + cname.length; i < size; i++) {
      Bytes.put8(segment, at + i, 0);
    }
  }

  /// A Picture Loss Indication (RFC 4585 §6.3.1).
  public void pictureLoss(int sender, int media) {
    if (remaining() < 12) {
      return;
    }
    long at = begin(RtcpType.FORMAT_PLI, RtcpType.PAYLOAD_FEEDBACK, 12);
    Bytes.put32(segment, at + 4, sender);
    Bytes.put32(segment, at + 8, media);
  }

  /// Begins a generic NACK (RFC 4585 §6.2.1); [#nackSequence] adds to it.
  public void nack(int sender, int media) {
    if (remaining() < 16) {
      nackWord = -1;
      return;
    }
    long at = begin(RtcpType.FORMAT_NACK, RtcpType.TRANSPORT_FEEDBACK, 12);
    Bytes.put32(segment, at + 4, sender);
    Bytes.put32(segment, at + 8, media);
    nackWord = 0;
  }

  /// Adds a lost sequence number; numbers come in ascending order. False when there's no room.
  public boolean nackSequence(int sequence) {
    if (nackWord < 0) {
      return false;
    }
    if (nackWord > 0) {
      int plus = (sequence - Bytes.u16(segment, offset + nackWord) & 0xffff) - 1;
      if (plus >= 0 && plus < 16) {
        long mask = offset + nackWord + 2;
        Bytes.put16(segment, mask, Bytes.u16(segment, mask) | 1 << plus);
        return true;
      }
    }
    if (remaining() < 4) {
      return false;
    }
    nackWord = length;
    Bytes.put16(segment, offset + length, sequence);
    Bytes.put16(segment, offset + length + 2, 0);
    length += 4;
    Bytes.put16(segment, offset + open + 2, (length - open) / 4 - 1);
    return true;
  }

  /// An extended report with our reference time (RFC 3611 §4.4).
  public void receiverReferenceTime(int sender, long ntp) {
    if (remaining() < 20) {
      return;
    }
    long at = begin(0, RtcpType.EXTENDED_REPORT, 20);
    Bytes.put32(segment, at + 4, sender);
    Bytes.put32(segment, at + 8, RtcpType.BLOCK_REFERENCE_TIME << 24 | 2);
    Bytes.put64(segment, at + 12, ntp);
  }

  /// An extended report that answers one reference time (RFC 3611 §4.5).
  ///
  /// @param delay since it came, in units of 1/65536 s
  public void delaySinceReference(int sender, int ssrc, int lastReference, int delay) {
    if (remaining() < 24) {
      return;
    }
    long at = begin(0, RtcpType.EXTENDED_REPORT, 24);
    Bytes.put32(segment, at + 4, sender);
    Bytes.put32(segment, at + 8, RtcpType.BLOCK_DELAY_SINCE_REFERENCE << 24 | 3);
    Bytes.put32(segment, at + 12, ssrc);
    Bytes.put32(segment, at + 16, lastReference);
    Bytes.put32(segment, at + 20, delay);
  }

  /// Gives room for transport-wide feedback: where its base sequence number is to be written.
  ///
  /// @param body bytes from the base sequence number on, a multiple of 4 that fits
  public long transportFeedback(int sender, int media, int body) {
    long at = begin(RtcpType.FORMAT_TRANSPORT_WIDE, RtcpType.TRANSPORT_FEEDBACK, 12 + body);
    Bytes.put32(segment, at + 4, sender);
    Bytes.put32(segment, at + 8, media);
    return at + 12;
  }
}
