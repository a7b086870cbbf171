package io.rapat.testkit.link;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// Carries IP packets between two TUN devices through two paths. One thread.
final class TunBridge {
  private static final int BATCH = 64;
  private static final long MAX_WAIT_NANOS = 20_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final short POLLIN = 1;
  private static final int POLLFD_BYTES = 8;

  private final LinuxCalls calls;
  private final int fdA;
  private final int fdB;
  private final Path up;
  private final Path down;
  private final MemorySegment buffer;
  private final MemorySegment descriptors;
  private final MemorySegment timeout;

  TunBridge(LinuxCalls calls, Arena arena, int fdA, int fdB, Path up, Path down) {
    this.calls = calls;
    this.fdA = fdA;
    this.fdB = fdB;
    this.up = up;
    this.down = down;
    buffer = arena.allocate(65_536, 8);
    timeout = arena.allocate(16, 8);
    descriptors = arena.allocate(2 * POLLFD_BYTES, 8);
    descriptors.set(JAVA_INT, 0, fdA);
    descriptors.set(JAVA_SHORT, 4, POLLIN);
    descriptors.set(JAVA_INT, POLLFD_BYTES, fdB);
    descriptors.set(JAVA_SHORT, POLLFD_BYTES + 4, POLLIN);
  }

  /// Waits for packets or the next due one, at most 20 ms, then moves all that is due.
  void turn() {
    long wait = untilNextDeadline(System.nanoTime());
    if (wait > 0) {
      timeout.set(JAVA_LONG, 0, wait / NANOS_PER_SECOND);
      timeout.set(JAVA_LONG, 8, wait % NANOS_PER_SECOND);
      if (calls.poll(descriptors, 2, timeout) < 0 && calls.errno() != LinuxCalls.EINTR) {
        throw new LinkFailure("ppoll failed, errno " + calls.errno());
      }
    }
    receive(fdA, up);
    receive(fdB, down);
    long now = System.nanoTime();
    deliver(up, fdB, now);
    deliver(down, fdA, now);
  }

  private long untilNextDeadline(long now) {
    long wait = MAX_WAIT_NANOS;
    OptionalLong first = up.nextDeadline();
    OptionalLong second = down.nextDeadline();
    if (first.isPresent()) {
      wait = Math.min(wait, first.getAsLong() - now);
    }
    return second.isPresent() ? Math.min(wait, second.getAsLong() - now) : wait;
  }

  private void receive(int fd, Path path) {
    for (int i = 0; i < BATCH; i++) {
      long length = calls.read(fd, buffer);
      if (length <= 0) {
        return;
      }
      path.offer(buffer.asSlice(0, length).toArray(JAVA_BYTE), System.nanoTime());
    }
  }

  private void deliver(Path path, int fd, long now) {
    for (Optional<byte[]> next = path.poll(now); next.isPresent(); next = path.poll(now)) {
      byte[] packet = next.get();
      MemorySegment.copy(packet, 0, buffer, JAVA_BYTE, 0, packet.length);
      if (calls.write(fd, buffer, packet.length) != packet.length) {
        path.countWriteFailure();
      }
    }
  }
}
