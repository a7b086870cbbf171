package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// The aggregation header of an AV1 payload (RTP Payload Format for AV1 §4.4): `Z Y W W N - - -`.
/// For streams without a dependency descriptor it is all that tells a key frame.
///
/// Hot path.
public final class Av1 {

  private Av1() {}

  /// Whether the packet is the first of a coded video sequence, thus begins a key frame (N, and
  /// nothing continued from before).
  public static boolean startsKeyFrame(MemorySegment segment, long offset, int length) {
    return length > 1 && (Bytes.u8(segment, offset) & 0x88) == 0x08;
  }
}
