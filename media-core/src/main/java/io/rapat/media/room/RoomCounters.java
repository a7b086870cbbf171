package io.rapat.media.room;

import java.util.Map;

/// What a room has done since it was opened.
///
/// @param packetsReceived RTP packets from publishers
/// @param bytesReceived their bytes, headers included
/// @param packetsSent RTP packets to subscribers, retransmissions included
/// @param bytesSent their bytes, headers included
/// @param packetsRetransmitted RTX packets to subscribers
/// @param packetsRestored RTX packets from publishers that filled a gap
/// @param nacksSent sequence numbers asked for again
/// @param keyFrameRequestsSent PLI sent to publishers
/// @param drops by reason; every reason is present
public record RoomCounters(
    long packetsReceived,
    long bytesReceived,
    long packetsSent,
    long bytesSent,
    long packetsRetransmitted,
    long packetsRestored,
    long nacksSent,
    long keyFrameRequestsSent,
    Map<Drop, Long> drops) {
  public RoomCounters {
    drops = Map.copyOf(drops);
  }

  /// How often packets were dropped for that reason.
  public long drops(Drop reason) {
    return drops.getOrDefault(reason, 0L);
  }
}
