package io.rapat.net;

import java.util.Map;

/// What the media path has done since its start, all loops together. Values may be some
/// milliseconds old.
///
/// @param rooms open now
/// @param peers open now
/// @param datagramsReceived UDP datagrams read
/// @param packetsForwarded RTP packets handed to send groups
/// @param packetsPadded those that got padding to fit their group
/// @param messagesSent pieces given to the kernel; each is one group of datagrams
/// @param datagramsSent datagrams in them
/// @param bytesSent bytes in them
/// @param sendCalls system calls for them
/// @param segmentationRefused groups that had to be sent one by one
/// @param streamsAccepted TCP connections
/// @param roomsFailed rooms that an exception closed
/// @param turnsFailed loop turns that an exception ended
/// @param slotsInUse packet slots in use now
/// @param dataMessagesDropped messages for data channels that were not there or lagged
/// @param drops datagrams, packets and commands that went no further, by reason; every reason is
///   present
public record MediaSnapshot(
    int rooms,
    int peers,
    long datagramsReceived,
    long packetsForwarded,
    long packetsPadded,
    long messagesSent,
    long datagramsSent,
    long bytesSent,
    long sendCalls,
    long segmentationRefused,
    long streamsAccepted,
    long roomsFailed,
    long turnsFailed,
    int slotsInUse,
    long dataMessagesDropped,
    Map<String, Long> drops) {
  public MediaSnapshot {
    drops = Map.copyOf(drops);
  }

  /// Nothing yet.
  static MediaSnapshot none() {
    return new MediaSnapshot(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
  }
}
