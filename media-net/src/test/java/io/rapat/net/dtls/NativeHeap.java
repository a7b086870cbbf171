package io.rapat.net.dtls;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// How much `malloc` has given out, as the GNU C library counts it.
final class NativeHeap {
  private static final int FIELDS = 10;
  private static final int USED_AT = 7;

  private NativeHeap() {}

  /// 0 where the C library is another one.
  static long usedBytes() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("mallinfo2");
    if (function.isEmpty()) {
      return 0;
    }
    MemoryLayout[] fields = new MemoryLayout[FIELDS];
    Arrays.fill(fields, ValueLayout.JAVA_LONG);
    FunctionDescriptor descriptor = FunctionDescriptor.of(MemoryLayout.structLayout(fields));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info =
          (MemorySegment)
              linker
                  .downcallHandle(function.get(), descriptor)
                  .invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, USED_AT);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
