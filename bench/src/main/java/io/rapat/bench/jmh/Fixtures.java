package io.rapat.bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/// What several benchmarks measure with.
final class Fixtures {
  static final int SSRC = 0x2222;
  static final int TRANSPORT_SEQUENCE = 3;

  /// Where the value of that extension begins.
  static final int TRANSPORT_SEQUENCE_AT = 17;

  static final int VIDEO_BYTES = 1180;

  private Fixtures() {}

  /// The first packet of a VP8 key frame with an extension of two bytes.
  static MemorySegment video() {
    byte[] head =
        HexFormat.of()
            .parseHex(
                "9060000000000000"
                    + "00002222" // header
                    + "bede0001"
                    + "31000000" // transport-wide sequence number
                    + "90e0"
                    + "8001"
                    + "0020" // descriptor: picture 1, TL0PICIDX 0, key index
                    + "00"
                    + "0000"
                    + "9d012a"
                    + "80026801"); // key frame, 640 x 360
    MemorySegment packet = Arena.ofAuto().allocate(VIDEO_BYTES, 64);
    MemorySegment.copy(head, 0, packet, ValueLayout.JAVA_BYTE, 0, head.length);
    return packet;
  }

  /// For fields that a benchmark's set-up fills.
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T unset() {
    return null;
  }
}
