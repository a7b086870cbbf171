package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An epoll set whose entries carry a token.
///
/// ```
/// epoll_event  events u32 | data u64   (packed, 12 bytes, on x86-64; 16 bytes elsewhere)
/// ```
final class Epoll {
  static final int CAPACITY = 256;

  private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
  private static final int EVENT_BYTES = PACKED ? 12 : 16;
  private static final int DATA_OFFSET = PACKED ? 4 : 8;

  private final LibC libC;
  private final int fd;
  private final MemorySegment events;
  private final MemorySegment change;

  Epoll(LibC libC, Arena arena) {
    this.libC = libC;
    fd = libC.epollCreate();
    if (fd < 0) {
      throw new IoFailure("epoll_create1: errno " + -fd);
    }
    events = arena.allocate((long) EVENT_BYTES * CAPACITY, 8);
    change = arena.allocate(EVENT_BYTES, 8);
  }

  void add(int watched, int interest, int token) {
    control(LibC.EPOLL_CTL_ADD, watched, interest, token);
  }

  void modify(int watched, int interest, int token) {
    control(LibC.EPOLL_CTL_MOD, watched, interest, token);
  }

  private void control(int operation, int watched, int interest, int token) {
    change.set(ValueLayout.JAVA_INT_UNALIGNED, 0, interest);
    change.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, token);
    int result = libC.epollControl(fd, operation, watched, change.address());
    if (result < 0) {
      throw new IoFailure("epoll_ctl: errno " + -result);
    }
  }

  /// Waits. An interrupted wait has no events.
  ///
  /// @param timeoutMillis 0 to only look, -1 for ever
  int await(int timeoutMillis) {
    int found = libC.epollWait(fd, events.address(), CAPACITY, timeoutMillis);
    if (found < 0 && found != -LibC.EINTR) {
      throw new IoFailure("epoll_wait: errno " + -found);
    }
    return Math.max(found, 0);
  }

  int token(int index) {
    return (int)
        events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) index * EVENT_BYTES + DATA_OFFSET);
  }

  int readiness(int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES);
  }

  void close() {
    libC.close(fd);
  }
}
