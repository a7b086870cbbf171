package io.rapat.media.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Network byte order on memory segments. Every access is bounds-checked by the segment.
///
/// Hot path.
public final class Bytes {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /// The unsigned byte at `offset`, 0 to 255.
  public static int u8(MemorySegment segment, long offset) {
    return segment.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
  }

  /// The unsigned 16-bit number at `offset`.
  public static int u16(MemorySegment segment, long offset) {
    return segment.get(SHORT, offset) & 0xffff;
  }

  /// The unsigned 24-bit number at `offset`.
  public static int u24(MemorySegment segment, long offset) {
    return u8(segment, offset) << 16 | u16(segment, offset + 1);
  }

  /// The 32-bit number at `offset`, as a signed int that carries the same bits.
  public static int i32(MemorySegment segment, long offset) {
    return segment.get(INT, offset);
  }

  /// The unsigned 32-bit number at `offset`.
  public static long u32(MemorySegment segment, long offset) {
    return segment.get(INT, offset) & 0xffff_ffffL;
  }

  /// The 64-bit number at `offset`.
  public static long i64(MemorySegment segment, long offset) {
    return segment.get(LONG, offset);
  }

  /// Writes the low 8 bits of `value`.
  public static void put8(MemorySegment segment, long offset, int value) {
    segment.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
  }

  /// Writes the low 16 bits of `value`.
  public static void put16(MemorySegment segment, long offset, int value) {
    segment.set(SHORT, offset, (short) value);
  }

  /// Writes the low 24 bits of `value`.
  public static void put24(MemorySegment segment, long offset, int value) {
    put8(segment, offset, value >>> 16);
    put16(segment, offset + 1, value);
  }

  /// Writes the 32 bits of `value`.
  public static void put32(MemorySegment segment, long offset, int value) {
    segment.set(INT, offset, value);
  }

  /// Writes the 64 bits of `value`.
  public static void put64(MemorySegment segment, long offset, long value) {
    segment.set(LONG, offset, value);
  }
}
