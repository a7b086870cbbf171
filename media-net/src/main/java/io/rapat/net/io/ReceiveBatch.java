package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What one receive call brought: messages that each hold one datagram or, joined by the kernel
/// (`UDP_GRO`), several of equal size from one sender. Owned by one loop thread and used again for
/// each call.
///
/// Hot path.
public final class ReceiveBatch {
  /// Messages per call.
  public static final int CAPACITY = 32;

  /// Bytes of one message: the largest UDP payload, rounded up.
  static final int MESSAGE_BYTES = 65_536;

  final MemorySegment memory;
  final int[] lengths = new int[CAPACITY];
  final int[] segmentSizes = new int[CAPACITY];
  final long[] remoteHigh = new long[CAPACITY];
  final long[] remoteLow = new long[CAPACITY];
  final int[] remotePort = new int[CAPACITY];
  final long[] localHigh = new long[CAPACITY];
  final long[] localLow = new long[CAPACITY];

  public ReceiveBatch(Arena arena) {
    memory = arena.allocate((long) CAPACITY * MESSAGE_BYTES, 64);
  }

  /// The segment all messages are in.
  public MemorySegment memory() {
    return memory;
  }

  /// Where message `index` begins.
  public long offset(int index) {
    return (long) index * MESSAGE_BYTES;
  }

  /// Bytes of message `index`.
  public int length(int index) {
    return lengths[index];
  }

  /// Bytes of each datagram in message `index`; the last may be shorter.
  public int segmentSize(int index) {
    return segmentSizes[index];
  }

  public long remoteHigh(int index) {
    return remoteHigh[index];
  }

  public long remoteLow(int index) {
    return remoteLow[index];
  }

  public int remotePort(int index) {
    return remotePort[index];
  }

  /// The address the sender used to reach us; answers leave from it.
  public long localHigh(int index) {
    return localHigh[index];
  }

  public long localLow(int index) {
    return localLow[index];
  }
}
