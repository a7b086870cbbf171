package io.rapat.app.conference;

import io.rapat.net.MediaSnapshot;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Counters in Prometheus' text format (version 0.0.4). Labels come from fixed sets, never from
/// clients.
@RestController
class Metrics {
  private final MediaLifecycle media;
  private final Rooms rooms;

  Metrics(MediaLifecycle media, Rooms rooms) {
    this.media = media;
    this.rooms = rooms;
  }

  @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
  String metrics() {
    MediaSnapshot now = media.snapshot();
    StringBuilder text = new StringBuilder(4_096);
    gauge(text, "rapat_rooms", now.rooms());
    gauge(text, "rapat_peers", now.peers());
    gauge(text, "rapat_signal_connections", rooms.connections());
    gauge(text, "rapat_packet_slots_in_use", now.slotsInUse());
    counter(text, "rapat_datagrams_received_total", now.datagramsReceived());
    counter(text, "rapat_datagrams_sent_total", now.datagramsSent());
    counter(text, "rapat_bytes_sent_total", now.bytesSent());
    counter(text, "rapat_packets_forwarded_total", now.packetsForwarded());
    counter(text, "rapat_packets_padded_total", now.packetsPadded());
    counter(text, "rapat_send_calls_total", now.sendCalls());
    counter(text, "rapat_send_groups_total", now.messagesSent());
    counter(text, "rapat_segmentation_refused_total", now.segmentationRefused());
    counter(text, "rapat_tcp_connections_total", now.streamsAccepted());
    counter(text, "rapat_rooms_failed_total", now.roomsFailed());
    counter(text, "rapat_loop_turns_failed_total", now.turnsFailed());
    counter(text, "rapat_data_messages_dropped_total", now.dataMessagesDropped());
    counter(text, "rapat_loop_allocated_bytes_total", media.loopAllocatedBytes());
    text.append("# TYPE rapat_dropped_total counter\n");
    now.drops().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(drop ->
            text.append("rapat_dropped_total{reason=\"")
                .append(drop.getKey().toLowerCase(Locale.ROOT))
                .append("\"} ")
                .append(drop.getValue())
                .append('\n'));
    return text.toString();
  }

  private static void counter(StringBuilder text, String name, long value) {
    sample(text, name, "counter", value);
  }

  private static void gauge(StringBuilder text, String name, long value) {
    sample(text, name, "gauge", value);
  }

  private static void sample(StringBuilder text, String name, String type, long value) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name).append(' ').append(value).append('\n');
  }
}
