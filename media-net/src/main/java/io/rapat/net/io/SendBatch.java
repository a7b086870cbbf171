package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Datagrams that wait to be sent, in groups: one group goes to one destination, and its datagrams
/// lie behind each other, all of one size except a shorter last one, as `UDP_SEGMENT` wants them.
/// Groups leave in the order they were opened. Owned by one loop thread.
///
/// Memory grows in chunks as groups need it and is used again.
///
/// Hot path.
public final class SendBatch {
  /// Datagrams of one group.
  public static final int MAX_DATAGRAMS = 16;

  /// The largest datagram; larger ones are not sent.
  public static final int MAX_DATAGRAM_BYTES = 1_500;

  /// Groups that can wait at once.
  public static final int MAX_GROUPS = 1_024;

  private static final int SMALL_DATAGRAM_BYTES = 250;
  private static final int SMALL_BLOCK_BYTES = 4_096;
  private static final int LARGE_BLOCK_BYTES = 24_576;
  private static final int CHUNK_BYTES = 1 << 20;

  private final Arena arena;
  private final Blocks small = new Blocks(SMALL_BLOCK_BYTES);
  private final Blocks large = new Blocks(LARGE_BLOCK_BYTES);

  private final int[] order = new int[MAX_GROUPS];
  private int count;
  private int dueCount;
  private final int[] free = new int[MAX_GROUPS];
  private int freeCount = MAX_GROUPS;

  private final int[] generation = new int[MAX_GROUPS];
  private final boolean[] closed = new boolean[MAX_GROUPS];
  private final boolean[] due = new boolean[MAX_GROUPS];
  private final boolean[] isSmall = new boolean[MAX_GROUPS];
  private final int[] block = new int[MAX_GROUPS];
  private final long[] openedNanos = new long[MAX_GROUPS];
  final int[] bytes = new int[MAX_GROUPS];
  final int[] datagrams = new int[MAX_GROUPS];
  final int[] datagramBytes = new int[MAX_GROUPS];
  final long[] remoteHigh = new long[MAX_GROUPS];
  final long[] remoteLow = new long[MAX_GROUPS];
  final int[] remotePort = new int[MAX_GROUPS];
  final long[] localHigh = new long[MAX_GROUPS];
  final long[] localLow = new long[MAX_GROUPS];

  public SendBatch(Arena arena) {
    this.arena = arena;
    for (int i = 0; i < MAX_GROUPS; i++) {
      free[i] = MAX_GROUPS - 1 - i;
    }
  }

  /// Begins a group.
  ///
  /// @param datagramBytes size of all its datagrams but the last, at most [#MAX_DATAGRAM_BYTES]
  /// @return the group's ticket, or -1 when no group is free: send first
  public long open(
      long remoteHigh,
      long remoteLow,
      int remotePort,
      long localHigh,
      long localLow,
      int datagramBytes,
      long nowNanos) {
    if (datagramBytes <= 0 || datagramBytes > MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException("datagram of " + datagramBytes + " bytes");
    }
    if (freeCount == 0) {
      return -1;
    }
    int group = free[--freeCount];
    isSmall[group] = datagramBytes <= SMALL_DATAGRAM_BYTES;
    block[group] = blocks(group).acquire();
    order[count++] = group;
    openedNanos[group] = nowNanos;
    bytes[group] = 0;
    datagrams[group] = 0;
    this.datagramBytes[group] = datagramBytes;
    this.remoteHigh[group] = remoteHigh;
    this.remoteLow[group] = remoteLow;
    this.remotePort[group] = remotePort;
    this.localHigh[group] = localHigh;
    this.localLow[group] = localLow;
    return (long) generation[group] << 32 | group;
  }

  /// Whether the ticket's group can take one more datagram of at most [#datagramBytes(long)] bytes.
  public boolean isOpen(long ticket) {
    int group = (int) ticket;
    return ticket >= 0 && generation[group] == (int) (ticket >>> 32) && !closed[group];
  }

  /// The size all datagrams of the group have.
  public int datagramBytes(long ticket) {
    return datagramBytes[(int) ticket];
  }

  /// The memory the group is in.
  public MemorySegment segment(long ticket) {
    int group = (int) ticket;
    return blocks(group).segment(block[group]);
  }

  /// Where the next datagram of the group goes. The group's block has room for it and 16 bytes
  /// more.
  public long position(long ticket) {
    int group = (int) ticket;
    return blocks(group).offset(block[group]) + bytes[group];
  }

  /// Takes the datagram that was written at [#position(long)] into the group. A shorter or a
  /// sixteenth one ends it.
  public void append(long ticket, int length) {
    int group = (int) ticket;
    if (length <= 0 || length > datagramBytes[group] || closed[group]) {
      throw new IllegalArgumentException("datagram of " + length + " bytes does not fit the group");
    }
    bytes[group] += length;
    datagrams[group]++;
    if (length < datagramBytes[group] || datagrams[group] == MAX_DATAGRAMS) {
      finish(ticket);
    }
  }

  /// Ends the group: nothing more is taken, and it leaves with the next send.
  public void finish(long ticket) {
    closed[(int) ticket] = true;
    makeDue((int) ticket);
  }

  /// Lets the group leave with the next send; until then it takes more.
  public void makeDue(long ticket) {
    makeDue((int) ticket);
  }

  /// Lets every group leave that was opened at or before `nanos`.
  public void makeDueOpenedUntil(long nanos) {
    for (int i = 0; i < count; i++) {
      if (openedNanos[order[i]] - nanos <= 0) {
        makeDue(order[i]);
      }
    }
  }

  private void makeDue(int group) {
    if (!due[group]) {
      due[group] = true;
      dueCount++;
    }
  }

  /// Groups that leave with the next send.
  public int dueGroups() {
    return dueCount;
  }

  /// Groups that wait, due or not.
  public int groups() {
    return count;
  }

  /// When the oldest waiting group was opened; only when there is one.
  public long oldestNanos() {
    return openedNanos[order[0]];
  }

  /// The n-th waiting group, or -1 when it isn't due.
  int dueGroup(int place) {
    int group = order[place];
    return due[group] ? group : -1;
  }

  MemorySegment groupSegment(int group) {
    return blocks(group).segment(block[group]);
  }

  long groupOffset(int group) {
    return blocks(group).offset(block[group]);
  }

  long groupAddress(int group) {
    return blocks(group).address(block[group]);
  }

  /// Forgets the due groups after they were sent.
  void removeDue() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int group = order[i];
      if (due[group]) {
        due[group] = false;
        closed[group] = false;
        generation[group] = generation[group] + 1 & 0x7fff_ffff;
        blocks(group).release(block[group]);
        free[freeCount++] = group;
      } else {
        order[kept++] = group;
      }
    }
    count = kept;
    dueCount = 0;
  }

  private Blocks blocks(int group) {
    return isSmall[group] ? small : large;
  }

  /// Blocks of one size, cut from chunks.
  private final class Blocks {
    private final int size;
    private final int perChunk;
    private final MemorySegment[] chunks;
    private final int[] freeBlocks = new int[MAX_GROUPS + CHUNK_BYTES / SMALL_BLOCK_BYTES];
    private int freeBlockCount;
    private int chunkCount;

    Blocks(int size) {
      this.size = size;
      perChunk = CHUNK_BYTES / size;
      chunks = new MemorySegment[MAX_GROUPS / perChunk + 1];
    }

    int acquire() {
      if (freeBlockCount == 0) {
        grow();
      }
      return freeBlocks[--freeBlockCount];
    }

    private void grow() {
      chunks[chunkCount] = arena.allocate(CHUNK_BYTES, 64);
      for (int i = perChunk - 1; i >= 0; i--) {
        freeBlocks[freeBlockCount++] = chunkCount * perChunk + i;
      }
      chunkCount++;
    }

    void release(int number) {
      freeBlocks[freeBlockCount++] = number;
    }

    MemorySegment segment(int number) {
      return chunks[number / perChunk];
    }

    long offset(int number) {
      return (long) (number % perChunk) * size;
    }

    long address(int number) {
      return segment(number).address() + offset(number);
    }
  }
}
