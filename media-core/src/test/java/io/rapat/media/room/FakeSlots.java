package io.rapat.media.room;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Slots that notice a slot released twice or used after its release.
final class FakeSlots implements PacketSlots {
  private final MemorySegment segment;
  private final int[] free;
  private final boolean[] taken;
  private int freeCount;

  FakeSlots(int count) {
    segment = Arena.ofAuto().allocate((long) count * SLOT_BYTES, 64);
    free = new int[count];
    taken = new boolean[count];
    for (int i = 0; i < count; i++) {
      free[freeCount++] = count - 1 - i;
    }
  }

  int inUse() {
    return free.length - freeCount;
  }

  @Override
  public int acquire() {
    if (freeCount == 0) {
      return -1;
    }
    int slot = free[--freeCount];
    taken[slot] = true;
    return slot;
  }

  @Override
  public void release(int slot) {
    if (!taken[slot]) {
      throw new AssertionError("slot " + slot + " released twice");
    }
    taken[slot] = false;
    // What is read after the release shall not look like a packet.
    segment.set(ValueLayout.JAVA_LONG, offset(slot), -1L);
    free[freeCount++] = slot;
  }

  @Override
  public MemorySegment segment(int slot) {
    if (!taken[slot]) {
      throw new AssertionError("slot " + slot + " used after its release");
    }
    return segment;
  }

  @Override
  public long offset(int slot) {
    return (long) slot * SLOT_BYTES;
  }
}
