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

  /// Hot path.
  void count(Drop reason) {
    drops[reason.ordinal()]++;
  }

  void count(Drop reason, int times) {
    drops[reason.ordinal()] += times;
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
