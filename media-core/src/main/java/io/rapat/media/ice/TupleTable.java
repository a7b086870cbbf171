package io.rapat.media.ice;

/// The validated tuples of one peer, at most [#CAPACITY]; the one unchecked for longest gives way,
/// though never the selected one.
final class TupleTable {
  static final int CAPACITY = 16;
  static final int NONE = -1;

  private final long[] ids = new long[CAPACITY];
  private final long[] lastChecks = new long[CAPACITY];
  private final long[] ranks = new long[CAPACITY];
  private final int[] nominatedIn = new int[CAPACITY];
  private int size;

  int size() {
    return size;
  }

  int find(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return NONE;
  }

  long id(int index) {
    return ids[index];
  }

  long lastCheck(int index) {
    return lastChecks[index];
  }

  long rank(int index) {
    return ranks[index];
  }

  /// The generation of credentials the tuple was nominated in last, 0 when never.
  int nominatedIn(int index) {
    return nominatedIn[index];
  }

  void nominate(int index, int generation) {
    nominatedIn[index] = generation;
  }

  void touch(int index, long rank, long nowNanos) {
    lastChecks[index] = nowNanos;
    ranks[index] = rank;
  }

  /// Where a new tuple may go: behind the others, or in place of the oldest.
  int place(int selected, long nowNanos) {
    if (size < CAPACITY) {
      return size;
    }
    int oldest = NONE;
    for (int i = 0; i < size; i++) {
      boolean older = oldest == NONE || nowNanos - lastChecks[i] > nowNanos - lastChecks[oldest];
      if (i != selected && older) {
        oldest = i;
      }
    }
    return oldest;
  }

  void set(int index, long id) {
    ids[index] = id;
    nominatedIn[index] = 0;
    size = Math.max(size, index + 1);
  }

  /// Removes an entry; the last one takes its index.
  void remove(int index) {
    size--;
    ids[index] = ids[size];
    lastChecks[index] = lastChecks[size];
    ranks[index] = ranks[size];
    nominatedIn[index] = nominatedIn[size];
  }
}
