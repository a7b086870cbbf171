package io.rapat.media.room;

/// Packets that came before signalling said whose they are: few, and for a short time.
final class ParkedPackets {
  static final int CAPACITY = 64;
  static final int NONE = -1;
  private static final long MAX_AGE_NANOS = 500_000_000L;

  private int[] slots = new int[0];
  private int[] lengths = new int[0];
  private long[] arrivals = new long[0];
  private int first;
  private int count;

  /// False when the place is full.
  boolean park(int slot, int length, long nowNanos) {
    if (slots.length == 0) {
      slots = new int[CAPACITY];
      lengths = new int[CAPACITY];
      arrivals = new long[CAPACITY];
    }
    if (count == CAPACITY) {
      return false;
    }
    int i = (first + count) % CAPACITY;
    slots[i] = slot;
    lengths[i] = length;
    arrivals[i] = nowNanos;
    count++;
    return true;
  }

  int count() {
    return count;
  }

  /// Length of the oldest packet.
  int length() {
    return lengths[first];
  }

  long arrivalNanos() {
    return arrivals[first];
  }

  /// Takes the oldest packet: its slot, or [#NONE].
  int take() {
    if (count == 0) {
      return NONE;
    }
    int slot = slots[first];
    first = (first + 1) % CAPACITY;
    count--;
    return slot;
  }

  /// Takes the oldest packet if it is too old: its slot, or [#NONE].
  int expire(long nowNanos) {
    return count > 0 && nowNanos - arrivals[first] >= MAX_AGE_NANOS ? take() : NONE;
  }
}
