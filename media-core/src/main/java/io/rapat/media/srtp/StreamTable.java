package io.rapat.media.srtp;

/// Packet index and window of the last 128 packets for each SSRC: open addressing over primitive
/// arrays, bounded. Owned by one thread.
///
/// A bit `i` of the window says that index `highest - i` was used.
///
/// Hot path: only a table that grows allocates.
final class StreamTable {
  static final int NOT_FOUND = -1;
  static final int WINDOW = 128;
  private static final int WORD = 64;
  private static final int HALF_SEQUENCE = 1 << 15;
  private static final int SMALLEST_TABLE = 16;

  private final int maxStreams;
  private final boolean forgets;
  private int size;
  private long clock;
  private int mask;
  private int[] ssrcs;
  private boolean[] used;
  private long[] highest;
  private long[] near;
  private long[] far;
  private long[] lastUse;

  /// @param maxStreams most SSRCs to remember
  /// @param forgets whether a new SSRC may push out the one that was silent for longest. A sender
  ///   must not forget: it would use a packet index twice.
  StreamTable(int maxStreams, boolean forgets) {
    this.maxStreams = maxStreams;
    this.forgets = forgets;
    int capacity = SMALLEST_TABLE;
    mask = capacity - 1;
    ssrcs = new int[capacity];
    used = new boolean[capacity];
    highest = new long[capacity];
    near = new long[capacity];
    far = new long[capacity];
    lastUse = new long[capacity];
  }

  int size() {
    return size;
  }

  /// The slot of an SSRC, or [#NOT_FOUND]. Slots stay valid until the next [#add].
  int find(int ssrc) {
    int slot = home(ssrc);
    while (used[slot]) {
      if (ssrcs[slot] == ssrc) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return NOT_FOUND;
  }

  /// Starts a stream at the index of its first packet and returns its slot, or [#NOT_FOUND] when
  /// the table is full and may not forget. The SSRC must not be in the table.
  int add(int ssrc, long index) {
    if (size == maxStreams) {
      if (!forgets) {
        return NOT_FOUND;
      }
      remove(longestSilent());
    }
    if (2 * (size + 1) > ssrcs.length) {
      grow();
    }
    int slot = freeSlot(ssrc);
    ssrcs[slot] = ssrc;
    used[slot] = true;
    highest[slot] = index;
    near[slot] = 1;
    far[slot] = 0;
    lastUse[slot] = ++clock;
    size++;
    return slot;
  }

  long highest(int slot) {
    return highest[slot];
  }

  /// The 48-bit index that a sequence number most likely has (RFC 3711 §3.3.1 and appendix A);
  /// negative when it would lie before the first roll-over count.
  long estimate(int slot, int sequence) {
    long top = highest[slot];
    long rollOvers = top >>> 16;
    int last = (int) (top & 0xffff);
    if (last < HALF_SEQUENCE) {
      if (sequence - last > HALF_SEQUENCE) {
        rollOvers--;
      }
    } else if (last - HALF_SEQUENCE > sequence) {
      rollOvers++;
    }
    return (rollOvers << 16) + sequence;
  }

  /// 0 when the index was not used, else [SrtpDrop#REPLAYED] or [SrtpDrop#TOO_OLD].
  ///
  /// @param depth how far back the answer may be 0, at most [#WINDOW]
  int check(int slot, long index, int depth) {
    if (index < 0) {
      return SrtpDrop.TOO_OLD;
    }
    long back = highest[slot] - index;
    if (back < 0) {
      return 0;
    }
    if (back >= WINDOW) {
      return SrtpDrop.TOO_OLD;
    }
    long word = back < WORD ? near[slot] : far[slot];
    if ((word >>> back & 1) != 0) {
      return SrtpDrop.REPLAYED;
    }
    return back < depth ? 0 : SrtpDrop.TOO_OLD;
  }

  /// Marks an index as used. It must have passed [#check].
  void accept(int slot, long index) {
    long ahead = index - highest[slot];
    if (ahead > 0) {
      shift(slot, ahead);
      near[slot] |= 1;
      highest[slot] = index;
    } else if (-ahead < WORD) {
      near[slot] |= 1L << -ahead;
    } else {
      far[slot] |= 1L << -ahead;
    }
    lastUse[slot] = ++clock;
  }

  private void shift(int slot, long by) {
    if (by >= WINDOW) {
      near[slot] = 0;
      far[slot] = 0;
    } else if (by >= WORD) {
      far[slot] = near[slot] << (by - WORD);
      near[slot] = 0;
    } else {
      far[slot] = far[slot] << by | near[slot] >>> (WORD - by);
      near[slot] <<= by;
    }
  }

  private int home(int ssrc) {
    int mixed = ssrc * 0x9e3779b9;
    return (mixed ^ mixed >>> 16) & mask;
  }

  private int freeSlot(int ssrc) {
    int slot = home(ssrc);
    while (used[slot]) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int longestSilent() {
    int oldest = NOT_FOUND;
    for (int slot = 0; slot <= mask; slot++) {
      if (used[slot] && (oldest == NOT_FOUND || lastUse[slot] < lastUse[oldest])) {
        oldest = slot;
      }
    }
    return oldest;
  }

  /// Frees a slot and moves later entries of the same run up, so that no tombstones are needed.
  private void remove(int slot) {
    int hole = slot;
    int next = slot + 1 & mask;
    while (used[next]) {
      int distanceFromHome = next - home(ssrcs[next]) & mask;
      int distanceFromHole = next - hole & mask;
      if (distanceFromHome >= distanceFromHole) {
        move(next, hole);
        hole = next;
      }
      next = next + 1 & mask;
    }
    used[hole] = false;
    size--;
  }

  private void move(int from, int to) {
    ssrcs[to] = ssrcs[from];
    highest[to] = highest[from];
    near[to] = near[from];
    far[to] = far[from];
    lastUse[to] = lastUse[from];
  }

  private void grow() {
    int[] oldSsrcs = ssrcs;
    boolean[] oldUsed = used;
    long[] oldHighest = highest;
    long[] oldNear = near;
    long[] oldFar = far;
    long[] oldLastUse = lastUse;
    int capacity = 2 * oldSsrcs.length;
    mask = capacity - 1;
    ssrcs = new int[capacity];
    used = new boolean[capacity];
    highest = new long[capacity];
    near = new long[capacity];
    far = new long[capacity];
    lastUse = new long[capacity];
    for (int old = 0; old < oldSsrcs.length; old++) {
      if (oldUsed[old]) {
        int slot = freeSlot(oldSsrcs[old]);
        used[slot] = true;
        ssrcs[slot] = oldSsrcs[old];
        highest[slot] = oldHighest[old];
        near[slot] = oldNear[old];
        far[slot] = oldFar[old];
        lastUse[slot] = oldLastUse[old];
      }
    }
  }
}
