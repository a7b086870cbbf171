package io.rapat.media.rtcp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Reads a compound or a reduced-size packet (RFC 3550 §6.1, RFC 5506). The work for one datagram
/// is bounded; what lies beyond is dropped and counted. Used again for each datagram of a thread.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |      type     |     length in words - 1       |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// Hot path.
public final class RtcpReader {
  private static final int MAX_PACKETS = 32;
  private static final int MAX_NACKS = 512;
  private static final int MAX_ENTRIES = 128;
  private static final int REMB_NAME = 0x52454d42; // "REMB"

  private int nacks;
  private int entries;
  private int malformed;
  private int overBudget;

  /// Hands everything readable of the datagram to `handler`.
  public void read(MemorySegment segment, long offset, int length, RtcpHandler handler) {
    nacks = 0;
    entries = 0;
    malformed = 0;
    overBudget = 0;
    int at = 0;
    int packets = 0;
    while (at < length) {
      if (packets++ == MAX_PACKETS) {
        overBudget++;
        return;
      }
      if (at + 4 > length || Bytes.u8(segment, offset + at) >>> 6 != 2) {
        malformed++;
        return;
      }
      int size = 4 + 4 * Bytes.u16(segment, offset + at + 2);
      if (at + size > length) {
        malformed++;
        return;
      }
      readPacket(segment, offset + at, size, handler);
      at += size;
    }
  }

  /// Packets of the last datagram that didn't fit.
  public int malformed() {
    return malformed;
  }

  /// How often the last datagram asked for more than one datagram may.
  public int overBudget() {
    return overBudget;
  }

  private void readPacket(MemorySegment segment, long at, int size, RtcpHandler handler) {
    int count = Bytes.u8(segment, at) & 0x1f;
    switch (Bytes.u8(segment, at + 1)) {
      case RtcpType.SENDER_REPORT -> readSenderReport(segment, at, size, count, handler);
      case RtcpType.RECEIVER_REPORT -> readBlocks(segment, at, size, 8, count, handler);
      case RtcpType.TRANSPORT_FEEDBACK -> readTransportFeedback(segment, at, size, count, handler);
      case RtcpType.PAYLOAD_FEEDBACK -> readPayloadFeedback(segment, at, size, count, handler);
      case RtcpType.EXTENDED_REPORT -> readExtendedReport(segment, at, size, handler);
      default -> {
        // SDES, BYE and APP carry nothing that is used here.
      }
    }
  }

  private void readSenderReport(
      MemorySegment segment, long at, int size, int count, RtcpHandler handler) {
    if (size < 28) {
      malformed++;
      return;
    }
    handler.onSenderReport(
        Bytes.i32(segment, at + 4), Bytes.i64(segment, at + 8), Bytes.i32(segment, at + 16));
    readBlocks(segment, at, size, 28, count, handler);
  }

  private void readBlocks(
      MemorySegment segment, long at, int size, int first, int count, RtcpHandler handler) {
    if (size < first + 24 * count) {
      malformed++;
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!entry()) {
        return;
      }
      long block = at + first + 24L * i;
      handler.onReportBlock(
          Bytes.i32(segment, block),
          Bytes.u8(segment, block + 4),
          Bytes.u32(segment, block + 12),
          Bytes.i32(segment, block + 16),
          Bytes.u32(segment, block + 20));
    }
  }

  private boolean entry() {
    if (entries == MAX_ENTRIES) {
      overBudget++;
      return false;
    }
    entries++;
    return true;
  }

  private void readTransportFeedback(
      MemorySegment segment, long at, int size, int format, RtcpHandler handler) {
    if (size < 16) {
      malformed++;
      return;
    }
    if (format == RtcpType.FORMAT_TRANSPORT_WIDE) {
      if (size < 20) {
        malformed++;
      } else if (entry()) {
        handler.onTransportFeedback(segment, at + 12, size - 12);
      }
    } else if (format == RtcpType.FORMAT_NACK) {
      readNacks(segment, at, size, handler);
    }
  }

  private void readNacks(MemorySegment segment, long at, int size, RtcpHandler handler) {
    int media = Bytes.i32(segment, at + 8);
    for (int i = 12; i < size; i += 4) {
      int packetId = Bytes.u16(segment, at + i);
      int mask = Bytes.u16(segment, at + i + 2);
      for (int lost = mask << 1 | 1, plus = 0; lost != 0; lost >>>= 1, plus++) {
        if ((lost & 1) == 0) {
          continue;
        }
        if (nacks == MAX_NACKS) {
          overBudget++;
          return;
        }
        nacks++;
        handler.onNack(media, packetId + plus & 0xffff);
      }
    }
  }

  private void readPayloadFeedback(
      MemorySegment segment, long at, int size, int format, RtcpHandler handler) {
    if (size < 12) {
      malformed++;
      return;
    }
    switch (format) {
      case RtcpType.FORMAT_PLI -> {
        if (entry()) {
          handler.onKeyFrameRequest(Bytes.i32(segment, at + 8));
        }
      }
      case RtcpType.FORMAT_FIR -> {
        for (int i = 12; i + 8 <= size && entry(); i += 8) {
          handler.onKeyFrameRequest(Bytes.i32(segment, at + i));
        }
      }
      case RtcpType.FORMAT_APPLICATION -> readReceiverEstimate(segment, at, size, handler);
      default -> {
        // Other feedback isn't negotiated.
      }
    }
  }

  private void readReceiverEstimate(MemorySegment segment, long at, int size, RtcpHandler handler) {
    if (size < 20 || Bytes.i32(segment, at + 12) != REMB_NAME) {
      malformed++;
      return;
    }
    int exponent = Bytes.u8(segment, at + 17) >>> 2;
    long mantissa = Bytes.u24(segment, at + 17) & 0x3ffff;
    boolean fits = mantissa == 0 || exponent < Long.numberOfLeadingZeros(mantissa);
    if (entry()) {
      handler.onReceiverEstimate(fits ? mantissa << exponent : Long.MAX_VALUE);
    }
  }

  private void readExtendedReport(MemorySegment segment, long at, int size, RtcpHandler handler) {
    if (size < 8) {
      malformed++;
      return;
    }
    int sender = Bytes.i32(segment, at + 4);
    int block = 8;
    while (block + 4 <= size) {
      int length = 4 + 4 * Bytes.u16(segment, at + block + 2);
      if (block + length > size) {
        malformed++;
        return;
      }
      if (!entry()) {
        return;
      }
      readExtendedBlock(segment, at + block, length, sender, handler);
      block += length;
    }
  }

  private void readExtendedBlock(
      MemorySegment segment, long at, int length, int sender, RtcpHandler handler) {
    int type = Bytes.u8(segment, at);
    if (type == RtcpType.BLOCK_REFERENCE_TIME && length >= 12) {
      handler.onReceiverReferenceTime(sender, (int) (Bytes.i64(segment, at + 4) >>> 16));
    } else if (type == RtcpType.BLOCK_DELAY_SINCE_REFERENCE) {
      for (int i = 4; i + 12 <= length && entry(); i += 12) {
        handler.onDelaySinceReference(
            Bytes.i32(segment, at + i),
            Bytes.i32(segment, at + i + 4),
            Bytes.u32(segment, at + i + 8));
      }
    }
  }
}
