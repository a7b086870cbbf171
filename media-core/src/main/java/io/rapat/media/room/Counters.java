package io.rapat.media.room;

import java.util.EnumMap;

/// The counters while the room lives. Owned by the room's thread.
@SuppressWarnings("EnumOrdinal") // an array index, never stored
final class Counters {
  private static final Drop[] REASONS = Drop.values();

  long packetsReceived;
  long bytesReceived;
  long packetsSent;
  long bytesSent;
  long packetsRetransmitted;
  long packetsRestored;
  long nacksSent;
  long keyFrameRequestsSent;
  private final long[] drops = new long[REASONS.length];
  private final DropTotals totals;

  /// @param totals counts the same for all rooms together
  Counters(DropTotals totals) {
    this.totals = totals;
  }

  /// Hot path.
  void count(Drop reason) {
    count(reason, 1);
  }

  void count(Drop reason, int times) {
    drops[reason.ordinal()] += times;
    totals.count(reason, times);
  }

  RoomCounters snapshot() {
    EnumMap<Drop, Long> byReason = new EnumMap<>(Drop.class);
    for (Drop reason : REASONS) {
      byReason.put(reason, drops[reason.ordinal()]);
    }
    return new RoomCounters(
        packetsReceived,
        bytesReceived,
        packetsSent,
        bytesSent,
        packetsRetransmitted,
        packetsRestored,
        nacksSent,
        keyFrameRequestsSent,
        byReason);
  }
}
