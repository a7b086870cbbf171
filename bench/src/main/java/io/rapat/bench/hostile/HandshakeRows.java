package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows 1 to 7: DTLS before anybody is authenticated.
final class HandshakeRows {
  private static final int APPLICATION_DATA = 23;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HEARTBEAT = 24;
  private static final int FINISHED = 20;
  private static final int FAR = 10;

  private final Target target;
  private int rooms;

  HandshakeRows(Target target) {
    this.target = target;
  }

  /// Somebody whose handshake is about to begin.
  private Attacker waiting() {
    Attacker victim = new Attacker(target, "handshake-" + rooms++, "victim").join();
    victim.publish(true);
    return victim.negotiate().validate();
  }

  private static String completed(Attacker victim) {
    return victim.keys != null ? "the victim's handshake completes" : "no handshake";
  }

  /// Completes the victim's handshake and says what was found.
  private static Finding survives(Attacker victim, long sent, String... counters) {
    victim.secure();
    return Finding.of(victim.keys != null, completed(victim), sent, counters);
  }

  Finding helloFromElsewhere() {
    try (Attacker victim = waiting();
        Attacker other = waiting();
        DatagramSocket stranger = Attacker.open()) {
      byte[] hello = other.hello();
      for (int i = 0; i < 50; i++) {
        Attacker.sendFrom(stranger, hello, victim.server());
      }
      return survives(victim, 50, "unknown_tuple");
    }
  }

  Finding helloWithoutSuites() {
    try (Attacker victim = waiting()) {
      for (int i = 0; i < 3; i++) {
        victim.send(Packets.hello(i == 0 ? 0x0000 : 0x5a5a, 0, i));
        victim.pump(100);
      }
      return survives(victim, 3, "dtls_refused_hello");
    }
  }

  Finding helloFlood(int count) {
    try (Attacker victim = waiting()) {
      double before = target.metrics().getOrDefault("rapat_dtls_associations", 0.0);
      List<DatagramSocket> sources = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // Another address, so that no port is by chance that of a peer the server knows.
        sources.add(Attacker.open("127.0.0.3"));
      }
      byte[] hello = Packets.hello(0xc02b, 0, 0);
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        Attacker.sendFrom(sources.get(i % sources.size()), hello, victim.server());
        while (System.nanoTime() - start < i * (1_000_000_000L / count)) {
          Thread.onSpinWait();
        }
      }
      double after = target.metrics().getOrDefault("rapat_dtls_associations", 0.0);
      sources.forEach(DatagramSocket::close);
      victim.secure();
      return Finding.of(
          after <= before && victim.keys != null,
          "no association is opened; " + completed(victim),
          count,
          "unknown_tuple");
    }
  }

  Finding hugeFragments() {
    try (Attacker victim = waiting()) {
      byte[] bytes = new byte[200];
      for (int i = 0; i < 20; i++) {
        byte[] huge = Packets.fragment(Packets.CLIENT_HELLO, 0xfffff0, 0, 0, bytes);
        victim.send(Packets.record(Packets.HANDSHAKE, 0, 2L * i, huge));
        byte[] ahead = Packets.fragment(Packets.CLIENT_HELLO, 8000, FAR + i, 0, bytes);
        victim.send(Packets.record(Packets.HANDSHAKE, 0, 2L * i + 1, ahead));
      }
      return survives(victim, 40, "dtls_too_long", "dtls_too_far_ahead");
    }
  }

  Finding tinyFragments() {
    try (Attacker victim = waiting()) {
      byte[] hello = victim.hello();
      byte[] body = Arrays.copyOfRange(hello, 25, hello.length);
      int sent = 0;
      for (int at = Math.min(body.length, 60); at > 0; at--) {
        byte[] one = Arrays.copyOfRange(body, at - 1, at);
        byte[] piece = Packets.fragment(Packets.CLIENT_HELLO, body.length, 0, at - 1, one);
        victim.send(Packets.record(Packets.HANDSHAKE, 0, sent++, piece));
      }
      byte[] empty = Packets.fragment(Packets.CLIENT_HELLO, body.length, 0, 5, new byte[0]);
      for (int i = 0; i < 10; i++) {
        victim.send(Packets.record(Packets.HANDSHAKE, 0, sent++, empty));
      }
      // Legal ones, backwards, overlapping and each twice: of these the hello is made.
      for (int start = Math.max(0, body.length - 64); ; start = Math.max(0, start - 50)) {
        byte[] part = Arrays.copyOfRange(body, start, Math.min(body.length, start + 64));
        byte[] piece = Packets.fragment(Packets.CLIENT_HELLO, body.length, 0, start, part);
        victim.send(Packets.record(Packets.HANDSHAKE, 0, sent, piece));
        victim.send(Packets.record(Packets.HANDSHAKE, 0, sent + 1, piece));
        if (start == 0) {
          break;
        }
      }
      victim.await("secured", () -> victim.keys != null || victim.handshakeFailed());
      return Finding.of(
          victim.keys != null,
          completed(victim) + " from its fragments",
          sent,
          "dtls_too_small",
          "dtls_limit");
    }
  }

  Finding wrongFingerprint() {
    byte[] other = target.dtls.fingerprint().clone();
    other[0] ^= 1;
    try (Attacker liar = new Attacker(target, "handshake-" + rooms++, "liar", other).join()) {
      liar.publish(true);
      liar.negotiate().validate();
      liar.send(liar.hello());
      liar.pump(500);
      boolean told = !liar.ended.isEmpty() || liar.handshakeFailed() || liar.keys == null;
      liar.pump(500);
      return Finding.of(
          told && liar.receivedBySsrc.isEmpty(),
          "no keys on the server; client is told: " + liar.ended,
          1,
          "dtls_failed_fingerprint_mismatch");
    }
  }

  Finding outOfPlace() {
    try (Attacker victim = waiting()) {
      victim.secure();
      victim.pump(100);
      for (int i = 0; i < 10; i++) {
        victim.send(Packets.record(APPLICATION_DATA, 0, 100 + i, new byte[40]));
        victim.send(Packets.record(CHANGE_CIPHER_SPEC, 0, 200 + i, new byte[] {2}));
        byte[] finished = Packets.fragment(FINISHED, 12, 3, 0, new byte[12]);
        victim.send(Packets.record(Packets.HANDSHAKE, 0, 300 + i, finished));
        victim.send(Packets.hello(0xc02b, 9, 400 + i));
        victim.send(Packets.record(HEARTBEAT, 0, 500 + i, new byte[] {1, 0, 0}));
        victim.send(Packets.record(HEARTBEAT, 1, 600 + i, new byte[40]));
        victim.send(Packets.record(APPLICATION_DATA, 7, 700 + i, new byte[40]));
        victim.pump(5);
      }
      victim.openData();
      victim.pump(700);
      boolean alive = victim.data != null && victim.data.snapshot().state().equals("ESTABLISHED");
      return Finding.of(
          alive && victim.ended.isEmpty(),
          alive ? "the association carries data channels" : "the association is dead",
          70,
          "dtls_unexpected",
          "dtls_epoch",
          "dtls_too_many");
    }
  }
}
