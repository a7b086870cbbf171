package io.rapat.testkit.link;

import io.rapat.testkit.LinkCounters;
import io.rapat.testkit.LinkEmulator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// One direction: the emulated link behind a gate that blocks protocols or everything.
final class Path {
  private final LinkEmulator<byte[]> link;
  private final EnumSet<IpProtocol> blocked = EnumSet.noneOf(IpProtocol.class);
  private LinkSettings settings;
  private boolean cut;
  private long gateDrops;
  private long writeFailures;

  Path(LinkSettings settings, long seed) {
    this.settings = settings;
    link = new LinkEmulator<>(settings.model(), new SplittableRandom(seed));
  }

  void offer(byte[] packet, long nowNanos) {
    if (cut || isBlocked(packet)) {
      gateDrops++;
    } else {
      link.offer(packet, packet.length, nowNanos);
    }
  }

  /// What is under way when the link is cut is lost, too.
  Optional<byte[]> poll(long nowNanos) {
    Optional<byte[]> packet = link.poll(nowNanos);
    while (packet.isPresent() && (cut || isBlocked(packet.get()))) {
      gateDrops++;
      packet = link.poll(nowNanos);
    }
    return packet;
  }

  OptionalLong nextDeadline() {
    return link.nextDeadline();
  }

  private boolean isBlocked(byte[] packet) {
    for (IpProtocol protocol : blocked) {
      if (protocol.isIn(packet)) {
        return true;
      }
    }
    return false;
  }

  void set(String name, String value, long nowNanos) {
    settings = settings.with(name, value);
    link.setModel(settings.model(), nowNanos);
  }

  void cut(boolean on) {
    cut = on;
  }

  void block(IpProtocol protocol, boolean on) {
    if (on) {
      blocked.add(protocol);
    } else {
      blocked.remove(protocol);
    }
  }

  void countWriteFailure() {
    writeFailures++;
  }

  /// The counters as a JSON object.
  String stats() {
    LinkCounters c = link.counters();
    return "{\"offered\":%d,\"delivered\":%d,\"deliveredBytes\":%d,\"lost\":%d,\"queueFull\":%d,\"duplicated\":%d,\"reordered\":%d,\"queuedBytes\":%d,\"blocked\":%d,\"writeFailures\":%d}"
        .formatted(
            c.offered(),
            c.delivered(),
            c.deliveredBytes(),
            c.lost(),
            c.queueFull(),
            c.duplicated(),
            c.reordered(),
            c.queuedBytes(),
            gateDrops,
            writeFailures);
  }
}
