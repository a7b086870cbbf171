package io.rapat.media.sctp;

import java.util.EnumMap;
import java.util.Map;

/// What an association counts. Owned by the association's thread.
final class SctpCounters {
  private final Map<SctpDrop, Long> drops = new EnumMap<>(SctpDrop.class);
  long packetsReceived;
  long packetsSent;
  long messagesReceived;
  long messagesSent;
  long retransmissions;
  long fastRetransmissions;
  long timeouts;
  long abandonedMessages;
  long overflowedMessages;

  void drop(SctpDrop reason) {
    drops.merge(reason, 1L, Long::sum);
  }

  Map<SctpDrop, Long> drops() {
    return Map.copyOf(drops);
  }
}
