package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// What kinds of NAL units begin in an H.264 payload (RFC 6184 §5.2).
///
/// Hot path.
public final class H264 {

  /// A sequence parameter set begins in the packet: a decoder can start here.
  public static final int SPS = 1;

  /// A picture parameter set begins in the packet.
  public static final int PPS = 2;

  /// A slice of an IDR picture begins in the packet.
  public static final int IDR = 4;

  /// A slice of another picture begins in the packet.
  public static final int NON_IDR = 8;

  private static final int STAP_A = 24;
  private static final int STAP_B = 25;
  private static final int MTAP16 = 26;
  private static final int MTAP24 = 27;
  private static final int FU_A = 28;
  private static final int FU_B = 29;

  private H264() {}

  /// The kinds of the NAL units that begin in the payload, as sum of the constants; 0 for a
  /// continued fragment; or a code of [Malformed].
  public static int kinds(MemorySegment segment, long offset, int length) {
    if (length < 1) {
      return Malformed.TRUNCATED;
    }
    int type = Bytes.u8(segment, offset) & 0x1f;
    return switch (type) {
      case STAP_A -> aggregated(segment, offset, 1, length, 0);
      case STAP_B -> aggregated(segment, offset, 3, length, 0);
      case MTAP16 -> aggregated(segment, offset, 3, length, 3);
      case MTAP24 -> aggregated(segment, offset, 3, length, 4);
      case FU_A, FU_B -> fragment(segment, offset, length);
      default -> kind(type);
    };
  }

  /// Whether the payload holds what a decoder must have to start: a parameter set or an IDR slice.
  /// Chromium sends the parameter sets in front of each IDR picture, under the same timestamp.
  public static boolean startsKeyFrame(MemorySegment segment, long offset, int length) {
    int kinds = kinds(segment, offset, length);
    return kinds > 0 && (kinds & (SPS | IDR)) != 0;
  }

  private static int fragment(MemorySegment segment, long offset, int length) {
    if (length < 2) {
      return Malformed.TRUNCATED;
    }
    int header = Bytes.u8(segment, offset + 1);
    return (header & 0x80) == 0 ? 0 : kind(header & 0x1f);
  }

  private static int aggregated(
      MemorySegment segment, long offset, int begin, int length, int extra) {
    int kinds = 0;
    int at = begin;
    while (at < length) {
      if (at + 2 > length) {
        return Malformed.TRUNCATED;
      }
      int size = Bytes.u16(segment, offset + at);
      int unit = at + 2 + extra;
      if (size == 0) {
        return Malformed.INVALID;
      }
      if (unit + size > length) {
        return Malformed.TRUNCATED;
      }
      kinds |= kind(Bytes.u8(segment, offset + unit) & 0x1f);
      at = unit + size;
    }
    return begin > length ? Malformed.TRUNCATED : kinds;
  }

  private static int kind(int type) {
    return switch (type) {
      case 1, 2 -> NON_IDR;
      case 5 -> IDR;
      case 7 -> SPS;
      case 8 -> PPS;
      default -> 0;
    };
  }
}
