package io.rapat.media.rtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// A view of one RTP packet (RFC 3550 §5.1), used again for each packet of a thread. Bad bytes give
/// a negative code and leave the view without meaning.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                             SSRC                              |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |              CSRC (0 to 15), header extension (X)             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// Hot path.
public final class RtpPacket {
  /// The packet was read.
  public static final int OK = 0;

  /// Version, length, CSRC list or extension block don't fit.
  public static final int MALFORMED = -1;

  /// The padding count is 0 or more than what follows the header.
  public static final int BAD_PADDING = -2;

  /// Bytes of the header without CSRC and extension.
  public static final int FIXED_HEADER = 12;

  private final HeaderExtensions extensions = new HeaderExtensions();
  private MemorySegment segment = MemorySegment.NULL;
  private long offset;
  private int headerLength;
  private int payloadLength;
  private int paddingLength;

  /// Reads the packet of `length` bytes at `offset`: [#OK], [#MALFORMED] or [#BAD_PADDING].
  public int parse(MemorySegment segment, long offset, int length) {
    this.segment = segment;
    this.offset = offset;
    extensions.clear();
    if (length < FIXED_HEADER) {
      return MALFORMED;
    }
    int first = Bytes.u8(segment, offset);
    int header = FIXED_HEADER + 4 * (first & 0x0f);
    if (first >>> 6 != 2 || header > length) {
      return MALFORMED;
    }
    if ((first & 0x10) != 0) {
      if (header + 4 > length) {
        return MALFORMED;
      }
      int profile = Bytes.u16(segment, offset + header);
      int extensionLength = 4 * Bytes.u16(segment, offset + header + 2);
      header += 4;
      if (header + extensionLength > length) {
        return MALFORMED;
      }
      extensions.parse(segment, offset, header, profile, extensionLength);
      header += extensionLength;
    }
    headerLength = header;
    return parsePadding((first & 0x20) != 0, length);
  }

  private int parsePadding(boolean padded, int length) {
    paddingLength = 0;
    if (padded) {
      if (headerLength == length) {
        return BAD_PADDING;
      }
      paddingLength = Bytes.u8(segment, offset + length - 1);
      if (paddingLength == 0 || headerLength + paddingLength > length) {
        return BAD_PADDING;
      }
    }
    payloadLength = length - headerLength - paddingLength;
    return OK;
  }

  public MemorySegment segment() {
    return segment;
  }

  /// Where the packet begins in [#segment()].
  public long offset() {
    return offset;
  }

  public boolean marker() {
    return (Bytes.u8(segment, offset + 1) & 0x80) != 0;
  }

  public int payloadType() {
    return Bytes.u8(segment, offset + 1) & 0x7f;
  }

  public int sequence() {
    return Bytes.u16(segment, offset + 2);
  }

  /// The 32 bits of the timestamp.
  public int timestamp() {
    return Bytes.i32(segment, offset + 4);
  }

  /// The 32 bits of the SSRC.
  public int ssrc() {
    return Bytes.i32(segment, offset + 8);
  }

  /// Bytes before the payload.
  public int headerLength() {
    return headerLength;
  }

  /// Where the payload begins in [#segment()].
  public long payloadOffset() {
    return offset + headerLength;
  }

  /// Bytes of the payload without padding, 0 for a packet that is padding only.
  public int payloadLength() {
    return payloadLength;
  }

  /// Bytes of padding, its count included.
  public int paddingLength() {
    return paddingLength;
  }

  /// The header extensions of this packet.
  public HeaderExtensions extensions() {
    return extensions;
  }
}
