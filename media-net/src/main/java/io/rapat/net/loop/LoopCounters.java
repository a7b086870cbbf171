package io.rapat.net.loop;

/// The counters of one loop. Written by the loop thread; others may read a value that is a little
/// old.
@SuppressWarnings("EnumOrdinal") // an array index, never stored
public final class LoopCounters {
  private static final LoopDrop[] REASONS = LoopDrop.values();

  private final long[] drops = new long[REASONS.length];
  long packetsForwarded;
  long packetsPadded;
  long roomsFailed;
  long turns;
  long turnsFailed;

  /// Hot path.
  void count(LoopDrop reason) {
    drops[reason.ordinal()]++;
  }

  public long dropped(LoopDrop reason) {
    return drops[reason.ordinal()];
  }

  /// RTP packets put into a send group or a connection.
  public long packetsForwarded() {
    return packetsForwarded;
  }

  /// Those of them that got RTP padding so that they fit their group.
  public long packetsPadded() {
    return packetsPadded;
  }

  /// Rooms that were closed because of an exception in them.
  public long roomsFailed() {
    return roomsFailed;
  }

  /// Turns that ended by an exception outside of any room.
  public long turnsFailed() {
    return turnsFailed;
  }

  /// Turns of the loop.
  public long turns() {
    return turns;
  }
}
