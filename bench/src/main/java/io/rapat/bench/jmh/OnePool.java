package io.rapat.bench.jmh;

import io.rapat.media.room.PacketSlots;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Slots without limits or checks beyond their number.
final class OnePool implements PacketSlots {
  private final MemorySegment segment;
  private final int[] free;
  private int freeCount;

  OnePool(int count) {
    segment = Arena.ofAuto().allocate((long) count * SLOT_BYTES, 64);
    free = new int[count];
    for (int i = 0; i < count; i++) {
      free[freeCount++] = count - 1 - i;
    }
  }

  @Override
  public int acquire() {
    return freeCount == 0 ? -1 : free[--freeCount];
  }

  @Override
  public void release(int slot) {
    free[freeCount++] = slot;
  }

  @Override
  public MemorySegment segment(int slot) {
    return segment;
  }

  @Override
  public long offset(int slot) {
    return (long) slot * SLOT_BYTES;
  }
}
