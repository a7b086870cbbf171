package io.rapat.net.loop;

import java.util.Arrays;

/// The pairs of addresses datagrams come from and the peer each belongs to. A tuple is a small
/// number. UDP tuples are found by their addresses, open addressing with linear probing; a TCP
/// connection knows its own. Owned by one loop thread.
///
/// Hot path: only growing allocates.
final class TransportTuples {
  static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;

  private int capacity = FIRST_CAPACITY;
  private long[] remoteHigh = new long[capacity];
  private long[] remoteLow = new long[capacity];
  private long[] localHigh = new long[capacity];
  private long[] localLow = new long[capacity];
  private int[] remotePort = new int[capacity];
  private int[] stream = new int[capacity];
  private int[] peer = new int[capacity];
  private int[] free = new int[capacity];
  private int freeCount;
  private int size;
  // Tuple numbers at their hash places, NONE where empty; twice as many places as tuples.
  private int[] places = new int[2 * capacity];

  TransportTuples() {
    Arrays.fill(places, NONE);
    addFree(0, capacity);
  }

  private void addFree(int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      free[freeCount++] = i;
    }
  }

  /// The UDP tuple with these addresses, or [#NONE].
  int find(long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow) {
    int mask = places.length - 1;
    int place = hash(remoteHigh, remoteLow, remotePort, localHigh, localLow) & mask;
    while (true) {
      int tuple = places[place];
      if (tuple == NONE) {
        return NONE;
      }
      if (this.remoteLow[tuple] == remoteLow
          && this.remotePort[tuple] == remotePort
          && this.remoteHigh[tuple] == remoteHigh
          && this.localLow[tuple] == localLow
          && this.localHigh[tuple] == localHigh) {
        return tuple;
      }
      place = (place + 1) & mask;
    }
  }

  /// Adds a UDP tuple that isn't there yet; it belongs to no peer.
  int add(long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow) {
    int tuple = take(remoteHigh, remoteLow, remotePort, localHigh, localLow, NONE);
    insert(tuple);
    return tuple;
  }

  /// Adds the tuple of a TCP connection, which isn't found by its addresses.
  int addStream(
      long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow, int stream) {
    return take(remoteHigh, remoteLow, remotePort, localHigh, localLow, stream);
  }

  private int take(
      long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow, int stream) {
    if (freeCount == 0) {
      grow();
    }
    int tuple = free[--freeCount];
    this.remoteHigh[tuple] = remoteHigh;
    this.remoteLow[tuple] = remoteLow;
    this.remotePort[tuple] = remotePort;
    this.localHigh[tuple] = localHigh;
    this.localLow[tuple] = localLow;
    this.stream[tuple] = stream;
    peer[tuple] = NONE;
    size++;
    return tuple;
  }

  /// Removes a tuple; its number is used again.
  void remove(int tuple) {
    if (stream[tuple] == NONE) {
      unlink(tuple);
    }
    peer[tuple] = NONE;
    free[freeCount++] = tuple;
    size--;
  }

  private void unlink(int tuple) {
    int mask = places.length - 1;
    int gap = home(tuple);
    while (places[gap] != tuple) {
      gap = (gap + 1) & mask;
    }
    places[gap] = NONE;
    // Entries behind the gap move forward unless their home lies behind it.
    for (int place = (gap + 1) & mask; places[place] != NONE; place = (place + 1) & mask) {
      int home = home(places[place]);
      if (((place - home) & mask) >= ((place - gap) & mask)) {
        places[gap] = places[place];
        places[place] = NONE;
        gap = place;
      }
    }
  }

  private void insert(int tuple) {
    int mask = places.length - 1;
    int place = home(tuple);
    while (places[place] != NONE) {
      place = (place + 1) & mask;
    }
    places[place] = tuple;
  }

  private void grow() {
    int old = capacity;
    capacity *= 2;
    remoteHigh = Arrays.copyOf(remoteHigh, capacity);
    remoteLow = Arrays.copyOf(remoteLow, capacity);
    localHigh = Arrays.copyOf(localHigh, capacity);
    localLow = Arrays.copyOf(localLow, capacity);
    remotePort = Arrays.copyOf(remotePort, capacity);
    stream = Arrays.copyOf(stream, capacity);
    peer = Arrays.copyOf(peer, capacity);
    free = Arrays.copyOf(free, capacity);
    int[] linked = places;
    places = new int[2 * capacity];
    Arrays.fill(places, NONE);
    for (int tuple : linked) {
      if (tuple != NONE) {
        insert(tuple);
      }
    }
    addFree(old, capacity);
  }

  private int home(int tuple) {
    return hash(
            remoteHigh[tuple],
            remoteLow[tuple],
            remotePort[tuple],
            localHigh[tuple],
            localLow[tuple])
        & (places.length - 1);
  }

  private static int hash(
      long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow) {
    long mixed = remoteLow * 0x9e3779b97f4a7c15L + remotePort;
    mixed = (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L;
    mixed ^= remoteHigh * 0x94d049bb133111ebL + localHigh + Long.rotateLeft(localLow, 17);
    mixed *= 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  /// The peer it was validated for, or [#NONE].
  int peer(int tuple) {
    return peer[tuple];
  }

  void setPeer(int tuple, int index) {
    peer[tuple] = index;
  }

  /// The TCP connection, or [#NONE] for UDP.
  int stream(int tuple) {
    return stream[tuple];
  }

  long remoteHigh(int tuple) {
    return remoteHigh[tuple];
  }

  long remoteLow(int tuple) {
    return remoteLow[tuple];
  }

  int remotePort(int tuple) {
    return remotePort[tuple];
  }

  long localHigh(int tuple) {
    return localHigh[tuple];
  }

  long localLow(int tuple) {
    return localLow[tuple];
  }

  int size() {
    return size;
  }
}
