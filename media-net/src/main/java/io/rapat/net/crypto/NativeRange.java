package io.rapat.net.crypto;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Turns a checked range of native memory into a pointer. Every pointer that a cipher gets comes
/// from here.
///
/// Hot path.
final class NativeRange {
  private NativeRange() {}

  /// The address of `length` bytes at `offset`.
  ///
  /// @throws IndexOutOfBoundsException when they are not inside the segment
  /// @throws IllegalArgumentException when the segment is not native memory
  /// @throws IllegalStateException when its arena is closed
  static long address(MemorySegment segment, long offset, int length) {
    long checked = Objects.checkFromIndexSize(offset, (long) length, segment.byteSize());
    if (!segment.isNative()) {
      throw new IllegalArgumentException("heap memory given to a native cipher");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("memory that was given back");
    }
    return segment.address() + checked;
  }

  /// As [#address], for memory that will be written.
  ///
  /// @throws IllegalArgumentException when the segment is read-only
  static long writable(MemorySegment segment, long offset, int length) {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("read-only memory as output");
    }
    return address(segment, offset, length);
  }

  /// Checks that text is processed in place or between ranges that do not overlap.
  static void apart(long in, long out, int length) {
    if (in != out && in < out + length && out < in + length) {
      throw new IllegalArgumentException("input and output overlap");
    }
  }
}
