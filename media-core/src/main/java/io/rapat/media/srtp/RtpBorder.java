package io.rapat.media.srtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Where the part of an RTP packet ends that is authenticated but not encrypted.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |                             SSRC                              |
/// |                   CSRC, 4 bytes each, CC times                |
/// |      when X: profile id       |      length in words          |
/// |                   header extension                            |
/// ```
///
/// Hot path.
final class RtpBorder {
  static final int FIXED_BYTES = 12;
  private static final int VERSION_MASK = 0xc0;
  private static final int VERSION_2 = 0x80;
  private static final int EXTENSION = 0x10;
  private static final int CSRC_COUNT = 0x0f;

  private RtpBorder() {}

  /// Length of header, CSRCs and extension, or [SrtpDrop#BAD_HEADER] when they do not fit into
  /// `length` bytes or the version is not 2. Reads only the given range.
  static int headerLength(MemorySegment packet, long offset, int length) {
    if (length < FIXED_BYTES) {
      return SrtpDrop.BAD_HEADER;
    }
    int first = Bytes.u8(packet, offset);
    if ((first & VERSION_MASK) != VERSION_2) {
      return SrtpDrop.BAD_HEADER;
    }
    int end = FIXED_BYTES + 4 * (first & CSRC_COUNT);
    if ((first & EXTENSION) != 0) {
      if (end + 4 > length) {
        return SrtpDrop.BAD_HEADER;
      }
      end += 4 + 4 * Bytes.u16(packet, offset + end + 2);
    }
    return end <= length ? end : SrtpDrop.BAD_HEADER;
  }
}
