package io.rapat.bench.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapat.bench.hostile.Row.Finding;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows 9 to 12 and 17: connectivity checks, and media from elsewhere.
final class PathRows {
  private static final int COOKIE = 0x2112a442;
  private static final int USERNAME = 0x0006;

  private final Target target;

  PathRows(Target target) {
    this.target = target;
  }

  private Attacker joined(String room) {
    Attacker peer = new Attacker(target, room, "peer").join();
    peer.publish(true);
    return peer.negotiate();
  }

  /// Whether the server takes DTLS from where `socket` is.
  private boolean isAdopted(Attacker peer, DatagramSocket socket) {
    double before = unknown();
    Attacker.sendFrom(socket, Packets.hello(0xc02b, 0, 0), peer.server());
    for (int i = 0; i < 20; i++) {
      peer.pump(20);
      if (unknown() > before) {
        return false;
      }
    }
    return true;
  }

  private double unknown() {
    return target.metrics().getOrDefault("rapat_dropped_total{reason=\"unknown_tuple\"}", 0.0);
  }

  Finding badIntegrity() {
    try (Attacker peer = joined("checks");
        DatagramSocket from = Attacker.open()) {
      String name = answer(peer).ufrag() + ":" + peer.ufrag;
      String password = answer(peer).password();
      List<byte[]> bad = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        bad.add(peer.check(name, password + "x", true));
        byte[] fingerprint = peer.check(name, password, true);
        fingerprint[fingerprint.length - 1] ^= 1;
        bad.add(fingerprint);
        byte[] whole = peer.check(name, password, true);
        bad.add(shortened(whole, whole.length - 32));
        byte[] after = Arrays.copyOf(whole, whole.length + 8);
        ByteBuffer.wrap(after).putInt(whole.length, (USERNAME << 16) | 4);
        ByteBuffer.wrap(after).putShort(2, (short) (after.length - 20));
        bad.add(after);
      }
      bad.forEach(each -> Attacker.sendFrom(from, each, peer.server()));
      peer.pump(300);
      boolean adopted = isAdopted(peer, from);
      return Finding.of(
          !adopted,
          adopted ? "the address was adopted" : "no address adopted",
          bad.size(),
          "stun_refused",
          "stun_malformed",
          "stun_unknown_ufrag");
    }
  }

  private static io.rapat.bench.load.Answer answer(Attacker peer) {
    io.rapat.bench.load.Answer known = peer.answer;
    if (known == null) {
      throw new IllegalStateException("no answer");
    }
    return known;
  }

  private static byte[] shortened(byte[] message, int length) {
    byte[] out = Arrays.copyOf(message, length);
    ByteBuffer.wrap(out).putShort(2, (short) (length - 20));
    return out;
  }

  Finding overruns() {
    try (Attacker peer = joined("overruns")) {
      List<byte[]> bad = new ArrayList<>();
      byte[] sound = peer.checkBytes(false);
      for (int at = 20; at < sound.length; at += 4) {
        byte[] broken = sound.clone();
        ByteBuffer.wrap(broken).putShort(at + 2, (short) 0xfffc);
        bad.add(broken);
      }
      byte[] longer = sound.clone();
      ByteBuffer.wrap(longer).putShort(2, (short) 4000);
      bad.add(longer);
      ByteBuffer huge = ByteBuffer.allocate(60_000);
      huge.putShort((short) 1).putShort((short) (60_000 - 20)).putInt(COOKIE);
      huge.position(20).putShort((short) USERNAME).putShort((short) (60_000 - 24));
      bad.add(huge.array());
      bad.forEach(peer::send);
      peer.pump(200);
      int before = peer.stunErrors;
      peer.send(withUnknownAttribute(peer));
      peer.pump(300);
      boolean told = peer.stunErrors > before && peer.lastStunError == 420;
      return Finding.of(
          told && peer.stunSuccesses == 0,
          "answer to an unknown attribute: " + peer.lastStunError,
          bad.size(),
          "stun_malformed",
          "stun_refused",
          "stun_unknown_ufrag",
          "too_large");
    }
  }

  /// A check with MESSAGE-INTEGRITY over an attribute that must be understood and isn't known.
  private static byte[] withUnknownAttribute(Attacker peer) {
    byte[] name = (answer(peer).ufrag() + ":" + peer.ufrag).getBytes(UTF_8);
    int padded = (name.length + 3) & ~3;
    ByteBuffer out = ByteBuffer.allocate(20 + 8 + 4 + padded + 24 + 8);
    byte[] transaction = new byte[12];
    peer.random.nextBytes(transaction);
    out.putShort((short) 1).putShort((short) 0).putInt(COOKIE).put(transaction);
    out.putShort((short) 0x7777).putShort((short) 4).putInt(7);
    out.putShort((short) USERNAME).putShort((short) name.length).put(name);
    out.position(20 + 8 + 4 + padded);
    int covered = out.position();
    out.putShort(2, (short) (covered + 24 - 20));
    byte[] tag = new byte[20];
    io.rapat.media.stun.MessageIntegrity.hmacSha1(answer(peer).password())
        .compute(out.array(), covered, tag);
    out.putShort((short) 0x0008).putShort((short) 20).put(tag);
    out.putShort(2, (short) (covered + 24 + 8 - 20));
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(out.array(), 0, covered + 24);
    out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554e);
    return out.array();
  }

  Finding candidateExplosion() {
    try (Attacker peer = joined("explosion")) {
      List<DatagramSocket> ports = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ports.add(Attacker.open());
      }
      int request = peer.checkBytes(false).length;
      for (int round = 0; round < 10; round++) {
        for (DatagramSocket port : ports) {
          Attacker.sendFrom(port, peer.checkBytes(false), peer.server());
        }
      }
      peer.pump(200);
      double before = unknown();
      for (DatagramSocket port : ports) {
        Attacker.sendFrom(port, Packets.video(1, 1), peer.server());
      }
      peer.pump(300);
      long known = ports.size() - (long) (unknown() - before);
      ports.forEach(DatagramSocket::close);
      // The bucket of checks holds 100 and fills with 50 a second.
      peer.pump(1500);
      peer.validate();
      double factor = (double) peer.largestStunAnswer / request;
      return Finding.of(
              known <= 16 && factor <= 1.5,
              known + " of 40 addresses kept, answer " + round2(factor) + " of a request",
              400,
              "stun_refused")
          .counting(200);
    }
  }

  private static double round2(double value) {
    return Math.round(value * 100) / 100.0;
  }

  Finding stolenPath() {
    try (Pair pair = new Pair(target, "theft");
        DatagramSocket thief = Attacker.open()) {
      Attacker victim = pair.subscriber;
      String name = answer(victim).ufrag() + ":" + victim.ufrag;
      byte[] genuine = victim.checkBytes(true);
      victim.send(genuine);
      victim.pump(50);
      for (int i = 0; i < 20; i++) {
        Attacker.sendFrom(
            thief, victim.check(name, "not-the-password-at-all", true), victim.server());
        Attacker.sendFrom(thief, genuine, victim.server());
      }
      int passed = pair.pass(20);
      return Finding.of(
          passed == 20, passed + " of 20 packets still reach the victim", 40, "stun_refused");
    }
  }

  Finding injected() {
    try (Pair pair = new Pair(target, "inject");
        DatagramSocket stranger = Attacker.open()) {
      byte[] plain = Packets.join(Packets.video(pair.sequence, pair.video), Packets.keyFrame(1));
      byte[] sealed =
          pair.publisher.forge(Packets.video(pair.sequence + 50, pair.video), Packets.keyFrame(1));
      int before = pair.subscriber.received();
      for (int i = 0; i < 20; i++) {
        Attacker.sendFrom(stranger, plain, pair.publisher.server());
        Attacker.sendFrom(stranger, sealed, pair.publisher.server());
        pair.publisher.send(plain);
      }
      pair.pump(100);
      int injected = pair.subscriber.received() - before;
      int passed = pair.pass(20);
      return Finding.of(
          injected == 0 && passed == 20,
          injected + " injected, " + passed + " of 20 honest ones pass",
          60,
          "unknown_tuple",
          "srtp_auth",
          "srtp_malformed");
    }
  }
}
