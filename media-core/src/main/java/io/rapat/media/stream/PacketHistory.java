package io.rapat.media.stream;

import java.util.Arrays;

/// The last packets of one stream, by extended sequence number: which came, and in which slot the
/// bytes are while they are kept. Slots are numbers to this class; whoever put one in releases it
/// when it comes out.
///
/// Hot path.
public final class PacketHistory {
  /// No slot came out.
  public static final int NONE = -1;

  private static final long NEVER = Long.MIN_VALUE;

  private final int mask;
  private final long[] numbers;
  private final int[] slots;
  private final int[] places;
  private final long[] arrivals;
  private int scan;

  /// @param capacity packets to remember, a power of two
  public PacketHistory(int capacity) {
    mask = capacity - 1;
    numbers = new long[capacity];
    slots = new int[capacity];
    places = new int[capacity];
    arrivals = new long[capacity];
    Arrays.fill(numbers, NEVER);
    Arrays.fill(slots, NONE);
  }

  public int capacity() {
    return mask + 1;
  }

  /// Whether the packet came, kept or not.
  public boolean contains(long number) {
    return numbers[(int) number & mask] == number;
  }

  /// Keeps a packet that isn't contained and isn't older than the capacity reaches.
  ///
  /// @param slot where its bytes are, or [#NONE] to remember only that it came
  /// @param start where in the slot the packet begins, at most 65535
  /// @return the slot that gave way, or [#NONE]
  public int put(long number, int slot, int start, int length, long nowNanos) {
    int i = (int) number & mask;
    int evicted = slots[i];
    numbers[i] = number;
    slots[i] = slot;
    places[i] = start << 16 | length;
    arrivals[i] = nowNanos;
    return evicted;
  }

  /// Index of a packet whose bytes are kept, for the accessors below; -1 when they aren't.
  public int find(long number) {
    int i = (int) number & mask;
    return numbers[i] == number && slots[i] != NONE ? i : -1;
  }

  public int slot(int index) {
    return slots[index];
  }

  /// Where in its slot the packet begins.
  public int start(int index) {
    return places[index] >>> 16;
  }

  public int length(int index) {
    return places[index] & 0xffff;
  }

  public long arrivalNanos(int index) {
    return arrivals[index];
  }

  /// Gives up the bytes of a packet that came before `beforeNanos`, though not that it came: its
  /// slot, or [#NONE] when there's none. To be called until then.
  public int expire(long beforeNanos) {
    for (; scan <= mask; scan++) {
      if (slots[scan] != NONE && arrivals[scan] - beforeNanos < 0) {
        return take(scan);
      }
    }
    scan = 0;
    return NONE;
  }

  /// Forgets everything, slot after slot: the next slot, or [#NONE] when the history is empty.
  public int clear() {
    for (int i = 0; i <= mask; i++) {
      numbers[i] = NEVER;
      if (slots[i] != NONE) {
        return take(i);
      }
    }
    return NONE;
  }

  private int take(int index) {
    int slot = slots[index];
    slots[index] = NONE;
    return slot;
  }
}
