package io.rapat.media.sctp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Two associations and a lossy, reordering path between them, in virtual time.
final class SimulatedLink {
  private record Flying(long atNanos, long order, boolean toB, byte[] packet) {}

  final SctpAssociation a;
  final SctpAssociation b;
  final List<SctpEvent> eventsA = new ArrayList<>();
  final List<SctpEvent> eventsB = new ArrayList<>();
  final List<SctpPacket> sentByA = new ArrayList<>();
  final List<SctpPacket> sentByB = new ArrayList<>();
  private final Random random;
  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(
          Comparator.comparingLong(Flying::atNanos).thenComparingLong(Flying::order));
  private long order;
  private double loss;
  private long jitterNanos;
  private Predicate<SctpPacket> cut = _ -> false;
  // A clock that wraps soon shows comparisons that do not subtract.
  long nowNanos = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

  SimulatedLink(long seed) {
    this(seed, SctpConfig.defaults());
  }

  SimulatedLink(long seed, SctpConfig config) {
    random = new Random(seed);
    a = new SctpAssociation(config, new Random(seed + 1), true);
    b = new SctpAssociation(config, new Random(seed + 2), false);
  }

  SimulatedLink lossy(double probability) {
    loss = probability;
    return this;
  }

  SimulatedLink jittery(Duration jitter) {
    jitterNanos = jitter.toNanos();
    return this;
  }

  /// Packets that match never arrive.
  SimulatedLink cutting(Predicate<SctpPacket> packets) {
    cut = packets;
    return this;
  }

  SimulatedLink connected() {
    a.connect(nowNanos);
    b.connect(nowNanos);
    boolean up =
        runUntil(
            () ->
                eventsA.contains(new SctpEvent.Connected())
                    && eventsB.contains(new SctpEvent.Connected()),
            Duration.ofMinutes(2));
    if (!up) {
      throw new IllegalStateException("no association: " + a.snapshot() + b.snapshot());
    }
    return this;
  }

  /// Runs until the condition holds; false if it does not within the time.
  boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = nowNanos + limit.toNanos();
    while (true) {
      exchange();
      if (condition.getAsBoolean()) {
        return true;
      }
      Optional<Long> next = nextMoment();
      if (next.isEmpty() || next.get() - end > 0) {
        nowNanos = end;
        return false;
      }
      nowNanos = next.get();
      while (!flying.isEmpty() && flying.element().atNanos - nowNanos <= 0) {
        Flying arrived = flying.remove();
        (arrived.toB ? b : a).receive(arrived.packet, nowNanos);
      }
      a.handleTimeout(nowNanos);
      b.handleTimeout(nowNanos);
    }
  }

  void run(Duration time) {
    runUntil(() -> false, time);
  }

  private Optional<Long> nextMoment() {
    List<Long> moments = new ArrayList<>();
    if (!flying.isEmpty()) {
      moments.add(flying.element().atNanos);
    }
    for (SctpAssociation side : List.of(a, b)) {
      if (side.deadlineNanos() != SctpAssociation.NO_DEADLINE) {
        moments.add(side.deadlineNanos());
      }
    }
    return moments.stream()
        .min((x, y) -> Long.signum(x - y))
        .map(moment -> moment - nowNanos < 0 ? nowNanos : moment);
  }

  private void exchange() {
    drain(a, eventsA, sentByA, true);
    drain(b, eventsB, sentByB, false);
  }

  private void drain(
      SctpAssociation side, List<SctpEvent> events, List<SctpPacket> sent, boolean toB) {
    for (Optional<SctpEvent> event = side.pollEvent();
        event.isPresent();
        event = side.pollEvent()) {
      events.add(event.get());
    }
    for (Optional<byte[]> packet = side.poll(nowNanos);
        packet.isPresent();
        packet = side.poll(nowNanos)) {
      if (packet.get().length > 1150) {
        throw new IllegalStateException("packet of " + packet.get().length);
      }
      SctpPacket parsed = parse(packet.get());
      sent.add(parsed);
      if (random.nextDouble() >= loss && !cut.test(parsed)) {
        long delay = Duration.ofMillis(20).toNanos();
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        flying.add(new Flying(nowNanos + delay + jitter, order++, toB, packet.get()));
      }
    }
  }

  static SctpPacket parse(byte[] bytes) {
    return switch (SctpPacket.parse(bytes)) {
      case SctpPacket.Parsed.Packet(SctpPacket packet) -> packet;
      case SctpPacket.Parsed.Bad(SctpDrop reason) ->
          throw new IllegalArgumentException(reason.name());
    };
  }

  static List<SctpEvent.MessageReceived> messages(List<SctpEvent> events) {
    return events.stream()
        .filter(SctpEvent.MessageReceived.class::isInstance)
        .map(SctpEvent.MessageReceived.class::cast)
        .toList();
  }
}
