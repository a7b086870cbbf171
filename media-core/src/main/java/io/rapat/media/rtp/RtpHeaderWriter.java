package io.rapat.media.rtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Writes RTP headers into one place, used again for each packet of a thread.
///
/// Hot path.
public final class RtpHeaderWriter {
  /// Room a header may take: the fixed part, and extensions of at most 255 bytes each.
  public static final int MAX_HEADER = 512;

  private final MemorySegment segment;
  private final long offset;
  private int length;
  private int block;
  private boolean twoByte;

  /// @param segment has at least [#MAX_HEADER] bytes from `offset` on
  public RtpHeaderWriter(MemorySegment segment, long offset) {
    this.segment = segment;
    this.offset = offset;
  }

  /// Begins a header.
  ///
  /// @param longExtensions whether an extension is longer than 16 bytes or has an id above 14,
  ///   which needs the two-byte form
  public void begin(
      int payloadType,
      boolean marker,
      int sequence,
      int timestamp,
      int ssrc,
      boolean longExtensions) {
    Bytes.put8(segment, offset, 0x80);
    Bytes.put8(segment, offset + 1, (marker ? 0x80 : 0) | payloadType);
    Bytes.put16(segment, offset + 2, sequence);
    Bytes.put32(segment, offset + 4, timestamp);
    Bytes.put32(segment, offset + 8, ssrc);
    length = RtpPacket.FIXED_HEADER;
    block = 0;
    twoByte = longExtensions;
  }

  /// Says that padding follows the payload.
  public void setPadding() {
    Bytes.put8(segment, offset, Bytes.u8(segment, offset) | 0x20);
  }

  /// Adds an extension of 2 bytes.
  public void add16(int id, int value) {
    long at = element(id, 2);
    Bytes.put16(segment, at, value);
  }

  /// Adds an extension of 3 bytes.
  public void add24(int id, int value) {
    long at = element(id, 3);
    Bytes.put24(segment, at, value);
  }

  /// Adds an extension with the bytes of another packet, 1 to 255 of them. Left out when the header
  /// has no room for it.
  public void addCopy(int id, MemorySegment source, long sourceOffset, int bytes) {
    if (length + bytes + 8 > MAX_HEADER) {
      return;
    }
    MemorySegment.copy(source, sourceOffset, segment, element(id, bytes), bytes);
  }

  private long element(int id, int bytes) {
    if (block == 0) {
      block = length;
      Bytes.put16(
          segment,
          offset + length,
          twoByte ? HeaderExtensions.TWO_BYTE : HeaderExtensions.ONE_BYTE);
      length += 4;
    }
    if (twoByte) {
      Bytes.put16(segment, offset + length, id << 8 | bytes);
      length += 2;
    } else {
      Bytes.put8(segment, offset + length, id << 4 | bytes - 1);
      length += 1;
    }
    long at = offset + length;
    length += bytes;
    return at;
  }

  /// Ends the header: its length in bytes.
  public int end() {
    if (block != 0) {
      while ((length & 3) != 0) {
        Bytes.put8(segment, offset + length, 0);
        length++;
      }
      Bytes.put16(segment, offset + block + 2, (length - block - 4) / 4);
      Bytes.put8(segment, offset, Bytes.u8(segment, offset) | 0x10);
    }
    return length;
  }

  public MemorySegment segment() {
    return segment;
  }

  /// Where the header begins in [#segment()].
  public long offset() {
    return offset;
  }
}
