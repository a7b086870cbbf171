package io.rapat.net.loop;

import io.rapat.media.room.PacketSlots;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Packet slots outside the heap, in chunks that are added when all slots are in use, up to a
/// limit. Owned by one loop thread.
///
/// Hot path: only a new chunk allocates.
final class SlotSlab implements PacketSlots {
  private static final int SLOTS_PER_CHUNK = 512;
  private static final int CHUNK_BYTES = SLOTS_PER_CHUNK * SLOT_BYTES;

  private final Arena arena;
  private final @Nullable MemorySegment[] chunks;
  private int chunkCount;
  private final int[] free;
  private int freeCount;

  /// @param limitBytes the most memory to take, at least one chunk of 1 MB
  SlotSlab(Arena arena, long limitBytes) {
    this.arena = arena;
    int most = (int) Math.max(1, limitBytes / CHUNK_BYTES);
    chunks = new @Nullable MemorySegment[most];
    free = new int[most * SLOTS_PER_CHUNK];
  }

  @Override
  public int acquire() {
    if (freeCount == 0 && !grow()) {
      return -1;
    }
    return free[--freeCount];
  }

  private boolean grow() {
    if (chunkCount == chunks.length) {
      return false;
    }
    chunks[chunkCount] = arena.allocate(CHUNK_BYTES, 64);
    for (int i = SLOTS_PER_CHUNK - 1; i >= 0; i--) {
      free[freeCount++] = chunkCount * SLOTS_PER_CHUNK + i;
    }
    chunkCount++;
    return true;
  }

  @Override
  public void release(int slot) {
    if (freeCount == chunkCount * SLOTS_PER_CHUNK) {
      throw new IllegalStateException("slot " + slot + " was released twice");
    }
    free[freeCount++] = slot;
  }

  @Override
  public MemorySegment segment(int slot) {
    MemorySegment chunk = chunks[slot / SLOTS_PER_CHUNK];
    if (chunk == null) {
      throw new IllegalArgumentException("slot " + slot + " does not exist");
    }
    return chunk;
  }

  @Override
  public long offset(int slot) {
    return (long) (slot % SLOTS_PER_CHUNK) * SLOT_BYTES;
  }

  /// Slots in use.
  int inUse() {
    return chunkCount * SLOTS_PER_CHUNK - freeCount;
  }

  /// Bytes taken from the system.
  long bytes() {
    return (long) chunkCount * CHUNK_BYTES;
  }
}
