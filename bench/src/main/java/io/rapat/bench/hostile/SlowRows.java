package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import java.util.ArrayList;
import java.util.List;

/// Rows 8 and 13, which take longer than the 30 seconds of a handshake and of consent: begun before
/// the other rows and looked at after them.
final class SlowRows implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final int FLIGHTS = 3;

  /// The aim is 0.9; a machine that runs the attack as well gets a third of it.
  private static final double LEAST_JOIN_SPEED = 0.3;

  private final Target target;
  private final List<Attacker> stalled = new ArrayList<>();
  private final Pair silent;
  private final double joinBefore;
  private final double joinDuring;
  private final double peersBefore;
  private final long begunNanos;
  private final int stalledWithHello;

  /// @param count how many handshakes stall
  SlowRows(Target target, int count) {
    this.target = target;
    silent = new Pair(target, "silence");
    silent.subscriber.automaticConsent = false;
    joinBefore = millisOfJoins("before");
    peersBefore = gauge("rapat_peers");
    int hellos = 0;
    for (int i = 0; i < count; i++) {
      Attacker peer = new Attacker(target, "stalled-" + i / 50, "stalled-" + i).join();
      stalled.add(peer);
      peer.negotiate();
      int flight = i % FLIGHTS;
      if (flight > 0) {
        peer.validate();
      }
      if (flight > 1) {
        peer.send(peer.hello());
      }
      hellos += flight > 0 ? 1 : 0;
    }
    stalledWithHello = hellos;
    begunNanos = System.nanoTime();
    joinDuring = millisOfJoins("during");
  }

  private double gauge(String name) {
    return target.metrics().getOrDefault(name, 0.0);
  }

  /// The median of some joins up to the keys.
  private double millisOfJoins(String room) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long start = System.nanoTime();
      try (Attacker honest = new Attacker(target, "joins-" + room, "honest-" + i).join()) {
        honest.publish(false);
        honest.connect();
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }

  /// Lets the silent one's partner go on sending.
  void pump() {
    silent.publisher.sendRtp(
        Packets.video(silent.sequence, silent.video), Packets.keyFrame(silent.sequence));
    silent.sequence++;
    silent.publisher.pump(5);
  }

  /// Waits for what is left of the 33 seconds, with media for the one that is silent.
  void waitForDeadlines() {
    while (System.nanoTime() - begunNanos < 33 * SECOND) {
      pump();
      silent.publisher.pump(100);
    }
  }

  Finding stalledHandshakes() {
    // Attackers of other rows that have just gone are let go after 15 s of silence.
    for (int i = 0; i < 200 && gauge("rapat_peers") > peersBefore; i++) {
      silent.publisher.pump(100);
      if (i == 10) {
        // Those that never checked are let go with their signalling.
        stalled.forEach(Attacker::close);
      }
    }
    double left = gauge("rapat_peers") - peersBefore;
    double ratio = joinBefore / joinDuring;
    return Finding.of(
            left <= 0 && ratio >= LEAST_JOIN_SPEED,
            stalled.size()
                + " stalled, "
                + (long) Math.max(0, left)
                + " left; a join takes "
                + Math.round(joinBefore)
                + " ms before and "
                + Math.round(joinDuring)
                + " ms beside them ("
                + Math.round(ratio * 100)
                + " %)",
            stalled.size(),
            "dtls_failed_timed_out")
        .counting(stalledWithHello);
  }

  Finding silentClient() {
    // Whatever waits in the socket came before; only what comes from now on counts.
    silent.subscriber.pump(200);
    int before = silent.subscriber.received();
    for (int i = 0; i < 20; i++) {
      pump();
    }
    silent.subscriber.pump(100);
    int came = silent.subscriber.received() - before;
    return Finding.of(
        came == 0,
        came
            + " of 20 packets are sent to who has been silent for 30 s: "
            + silent.subscriber.ended,
        1,
        "consent_expired");
  }

  @Override
  public void close() {
    stalled.forEach(Attacker::close);
    silent.close();
  }
}
