package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Bytes that wait for a TCP connection. Grows by doubling up to a limit and never shrinks; it goes
/// with its connection.
final class Backlog {
  private static final int FIRST_BYTES = 16 * 1024;

  private final int limit;
  private MemorySegment buffer = MemorySegment.NULL;
  private int start;
  private int length;

  Backlog(int limit) {
    this.limit = limit;
  }

  int length() {
    return length;
  }

  /// Where the first waiting byte is.
  long address() {
    return buffer.address() + start;
  }

  MemorySegment segment() {
    return buffer.asSlice(start, length);
  }

  boolean append(MemorySegment from, long offset, int count) {
    if (length + count > limit) {
      return false;
    }
    if (start + length + count > buffer.byteSize()) {
      makeRoom(length + count);
    }
    MemorySegment.copy(from, offset, buffer, start + length, count);
    length += count;
    return true;
  }

  private void makeRoom(int needed) {
    MemorySegment to = buffer;
    if (needed > buffer.byteSize()) {
      long size = Math.max(FIRST_BYTES, buffer.byteSize());
      while (size < needed) {
        size *= 2;
      }
      to = Arena.ofAuto().allocate(Math.min(size, limit));
    }
    MemorySegment.copy(buffer, start, to, 0, length);
    buffer = to;
    start = 0;
  }

  void consume(int count) {
    start += count;
    length -= count;
    if (length == 0) {
      start = 0;
    }
  }
}
