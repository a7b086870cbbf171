package io.rapat.net.io;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Socket addresses in the system's memory layout, for a socket of one family.
///
/// Hot path.
///
/// ```
/// sockaddr_in   family u16 | port be16 | address 4 | zero 8
/// sockaddr_in6  family u16 | port be16 | flow 4 | address 16 | scope u32
/// ```
final class Sockaddr {
  static final int BYTES = 28;
  private static final int V4_BYTES = 16;

  private Sockaddr() {}

  /// Bytes of an address of that family.
  static int length(int family) {
    return family == LibC.AF_INET ? V4_BYTES : BYTES;
  }

  static void write(MemorySegment to, long at, int family, long high, long low, int port) {
    to.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) family);
    Bytes.put16(to, at + 2, port);
    if (family == LibC.AF_INET) {
      Bytes.put32(to, at + 4, (int) low);
      Bytes.put64(to, at + 8, 0);
    } else {
      Bytes.put32(to, at + 4, 0);
      Bytes.put64(to, at + 8, high);
      Bytes.put64(to, at + 16, low);
      Bytes.put32(to, at + 24, 0);
    }
  }

  static int port(MemorySegment from, long at) {
    return Bytes.u16(from, at + 2);
  }

  static long high(MemorySegment from, long at, int family) {
    return family == LibC.AF_INET ? 0 : Bytes.i64(from, at + 8);
  }

  static long low(MemorySegment from, long at, int family) {
    return family == LibC.AF_INET
        ? IpAddress.mapped(Bytes.i32(from, at + 4))
        : Bytes.i64(from, at + 16);
  }
}
