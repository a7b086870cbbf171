package io.rapat.net;

import io.rapat.net.io.IoCounters;
import io.rapat.net.loop.LoopCounters;
import io.rapat.net.loop.LoopDrop;
import io.rapat.net.loop.MediaLoop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Adds up the counters of loops.
final class Snapshots {
  private Snapshots() {}

  static MediaSnapshot of(List<MediaLoop> loops, long eventsDropped) {
    MediaSnapshot sum = MediaSnapshot.none();
    for (MediaLoop loop : loops) {
      sum = plus(sum, loop);
    }
    return withDropped(sum, eventsDropped);
  }

  private static MediaSnapshot plus(MediaSnapshot sum, MediaLoop loop) {
    LoopCounters counters = loop.counters();
    IoCounters io = loop.io().counters();
    return new MediaSnapshot(
        sum.rooms() + loop.rooms(),
        sum.peers() + loop.peers(),
        sum.datagramsReceived() + io.datagramsReceived,
        sum.packetsForwarded() + counters.packetsForwarded(),
        sum.packetsPadded() + counters.packetsPadded(),
        sum.messagesSent() + io.messagesSent,
        sum.datagramsSent() + io.datagramsSent,
        sum.bytesSent() + io.bytesSent,
        sum.sendCalls() + io.sendCalls,
        sum.segmentationRefused() + io.segmentationRefused,
        sum.streamsAccepted() + io.streamsAccepted,
        sum.roomsFailed() + counters.roomsFailed(),
        sum.turnsFailed() + counters.turnsFailed(),
        sum.slotsInUse() + loop.slotsInUse(),
        sum.dataMessagesDropped() + loop.dataMessagesDropped(),
        plus(sum.drops(), counters, io));
  }

  private static Map<String, Long> plus(
      Map<String, Long> sum, LoopCounters counters, IoCounters io) {
    Map<String, Long> drops = new TreeMap<>(sum);
    for (LoopDrop reason : LoopDrop.values()) {
      drops.merge(reason.label(), counters.dropped(reason), Long::sum);
    }
    drops.merge("receive_error", io.receiveErrors, Long::sum);
    drops.merge("send_buffer_full", io.sendBufferFull, Long::sum);
    drops.merge("send_system_refused", io.sendRefused, Long::sum);
    drops.merge("stream_connection_refused", io.streamsRefused, Long::sum);
    drops.merge("stream_buffer_full", io.streamBufferFull, Long::sum);
    return drops;
  }

  private static MediaSnapshot withDropped(MediaSnapshot s, long eventsDropped) {
    return new MediaSnapshot(
        s.rooms(),
        s.peers(),
        s.datagramsReceived(),
        s.packetsForwarded(),
        s.packetsPadded(),
        s.messagesSent(),
        s.datagramsSent(),
        s.bytesSent(),
        s.sendCalls(),
        s.segmentationRefused(),
        s.streamsAccepted(),
        s.roomsFailed(),
        s.turnsFailed(),
        s.slotsInUse(),
        s.dataMessagesDropped() + eventsDropped,
        s.drops());
  }
}
