package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// Reads bit fields, highest bit first. Behind the end it yields zeros and [#isExhausted()] turns
/// true, so that a parser needs to ask only once in a while.
///
/// Hot path.
final class BitReader {
  // Never read before `set`, which gives the real one.
  private MemorySegment segment = MemorySegment.NULL;
  private long begin;
  private long bit;
  private long end;
  private boolean exhausted;

  void set(MemorySegment of, long offset, int length) {
    segment = of;
    begin = offset;
    bit = 0;
    end = 8L * length;
    exhausted = false;
  }

  /// The next `count` bits, at most 16, as unsigned number.
  int read(int count) {
    if (bit + count > end) {
      bit = end;
      exhausted = true;
      return 0;
    }
    int value = 0;
    for (int left = count; left > 0; ) {
      int room = 8 - (int) (bit & 7);
      int take = Math.min(room, left);
      int octet = Bytes.u8(segment, begin + (bit >>> 3));
      int field = (octet >>> (room - take)) & ((1 << take) - 1);
      value = (value << take) | field;
      bit += take;
      left -= take;
    }
    return value;
  }

  boolean readFlag() {
    return read(1) != 0;
  }

  /// A number below `values` in the non-symmetric code `ns(n)` (AV1 specification §4.10.7).
  int readNonSymmetric(int values) {
    int bits = 32 - Integer.numberOfLeadingZeros(values);
    int shortCodes = (1 << bits) - values;
    int value = read(bits - 1);
    return value < shortCodes ? value : (value << 1) - shortCodes + read(1);
  }

  boolean isExhausted() {
    return exhausted;
  }
}
