package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpSender;
import java.util.Arrays;
import java.util.List;

/// Rows 14 to 16 and 18 to 21: SRTP and RTP from somebody who is authenticated.
final class MediaRows {
  private static final int MID_EXTENSION = 4;

  private final Target target;

  MediaRows(Target target) {
    this.target = target;
  }

  private static Finding stillPasses(Pair pair, long sent, String... counters) {
    int passed = pair.pass(20);
    return Finding.of(passed == 20, passed + " of 20 good packets pass", sent, counters);
  }

  Finding badTags(int count, int perSecond) {
    try (Pair pair = new Pair(target, "tags")) {
      byte[] sound = pair.publisher.forge(Packets.video(20_000, pair.video), new byte[100]);
      sound[sound.length - 1] ^= 1;
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        pair.publisher.send(sound);
        while (System.nanoTime() - start < i * (1_000_000_000L / perSecond)) {
          Thread.onSpinWait();
        }
      }
      pair.pump(300);
      return stillPasses(pair, count, "srtp_auth", "ingress_limit");
    }
  }

  Finding randomStreams() {
    try (Pair pair = new Pair(target, "streams")) {
      double before = target.metrics().getOrDefault("rapat_packet_slots_in_use", 0.0);
      byte[] sound = pair.publisher.forge(Packets.video(1, pair.video), new byte[40]);
      for (int i = 0; i < 2000; i++) {
        byte[] forged = sound.clone();
        forged[8] = (byte) pair.publisher.random.nextInt();
        forged[9] = (byte) pair.publisher.random.nextInt();
        forged[10] = (byte) (i >> 8);
        forged[11] = (byte) i;
        pair.publisher.send(forged);
        if (i % 100 == 0) {
          pair.pump(1);
        }
      }
      for (int i = 0; i < 500; i++) {
        pair.publisher.sendRtp(
            Packets.rtp(0x80, 50, 7, 0, pair.publisher.random.nextInt()), new byte[40]);
      }
      pair.pump(1200);
      double after = target.metrics().getOrDefault("rapat_packet_slots_in_use", 0.0);
      int passed = pair.pass(20);
      return Finding.of(
          passed == 20 && after - before < 100,
          passed + " of 20 good packets pass, " + (long) (after - before) + " slots more in use",
          2500,
          "srtp_auth",
          "room_unknown_ssrc");
    }
  }

  Finding replays() {
    try (Pair pair = new Pair(target, "replay")) {
      byte[] once = pair.publisher.seal(Packets.video(pair.sequence, pair.video), frame(pair));
      pair.sequence++;
      pair.publisher.send(once);
      for (int i = 0; i < 50; i++) {
        pair.publisher.send(once);
      }
      pair.pass(200);
      pair.publisher.send(once);
      int jumped = rolledOver(pair);
      // The honest sender's numbers wrap while some packets are lost.
      pair.sequence = 65_500;
      approach(pair);
      int wrapped = pair.pass(20);
      pair.sequence += 60;
      int passed = pair.pass(20);
      return Finding.of(
          wrapped == 20 && passed == 20,
          "across the wrap with a loss " + wrapped + " and " + passed + " of 20 pass",
          51 + jumped,
          "srtp_replay",
          "srtp_auth");
    }
  }

  private static byte[] frame(Pair pair) {
    return Packets.keyFrame(pair.sequence);
  }

  /// Brings the numbers near the wrap in steps that a receiver follows.
  private static void approach(Pair pair) {
    int from = (pair.subscriber.lastSequence < 0 ? 0 : 1300) + 1;
    for (int at = from; at < 65_500; at += 10_000) {
      for (int i = 0; i < 3; i++) {
        pair.publisher.sendRtp(Packets.video(at + i, pair.video), Packets.keyFrame(at + i));
      }
      pair.pump(10);
    }
    pair.pass(3);
  }

  /// Packets under a roll-over counter one too high.
  private static int rolledOver(Pair pair) {
    SrtpKeys keys = pair.publisher.keys;
    if (keys == null) {
      return 0;
    }
    try (SrtpSender ahead = SrtpSender.of(Attacker.SRTP, keys)) {
      for (int sequence : new int[] {30_000, 60_000, 65_535, 0, 1}) {
        pair.publisher.seal(ahead, Packets.video(sequence, pair.video), new byte[20]);
      }
      for (int i = 0; i < 20; i++) {
        pair.publisher.send(
            pair.publisher.seal(ahead, Packets.video(pair.sequence + i, pair.video), new byte[20]));
      }
    }
    pair.pump(50);
    return 20;
  }

  Finding badHeaders() {
    try (Pair pair = new Pair(target, "headers")) {
      int ssrc = pair.video;
      int padded = 0;
      for (int last : new int[] {0, 51, 255}) {
        for (int i = 0; i < 5; i++) {
          pair.publisher.sendRtp(
              Packets.rtp(0xa0, 96, pair.sequence++, 1, ssrc), endingWith(last, 50));
          padded++;
        }
      }
      // Headers that no SRTP sender seals: such a packet can't be authentic either.
      byte[] sources = pair.publisher.forge(Packets.video(pair.sequence + 20, ssrc), new byte[20]);
      byte[] extended = sources.clone();
      sources[0] = (byte) 0x8f;
      extended[0] = (byte) 0x90;
      for (int i = 0; i < 5; i++) {
        pair.publisher.send(sources);
        for (int words : new int[] {65_535, 200}) {
          System.arraycopy(Packets.extension(0xbede, words, new byte[0]), 0, extended, 12, 4);
          pair.publisher.send(extended);
        }
      }
      // These are sound: all padding, and an extension block of no words.
      pair.publisher.sendRtp(Packets.rtp(0xa0, 96, pair.sequence++, 1, ssrc), endingWith(50, 50));
      byte[] none = Packets.extension(0xbede, 0, new byte[0]);
      pair.publisher.sendRtp(
          Packets.join(Packets.rtp(0x90, 0x80 | 96, pair.sequence, 1, ssrc), none), frame(pair));
      pair.sequence++;
      pair.pump(100);
      return stillPasses(
          pair,
          padded + 15,
          "room_bad_padding",
          "room_malformed_rtp",
          "srtp_malformed",
          "srtp_auth");
    }
  }

  private static byte[] endingWith(int last, int length) {
    byte[] bytes = new byte[length];
    bytes[length - 1] = (byte) last;
    return bytes;
  }

  Finding extensions() {
    try (Pair pair = new Pair(target, "extensions")) {
      byte[] mid = new byte[260];
      Arrays.fill(mid, (byte) 'm');
      mid[0] = MID_EXTENSION;
      mid[1] = (byte) 255;
      List<byte[]> blocks =
          List.of(
              Packets.extension(0xbede, 1, new byte[] {(byte) 0xf0, 1, 0x10, 2}),
              Packets.extension(0xbede, 1, new byte[] {(byte) 0x4f, 'x', 'x', 'x'}),
              Packets.extension(0xbede, 2, new byte[] {0x40, '1', 0x40, '2', 0x40, '9', 0, 0}),
              Packets.extension(0x1000, 65, mid),
              Packets.extension(0x1000, 1, new byte[] {4, (byte) 255, 'm', 'm'}));
      int before = pair.subscriber.received();
      for (int i = 0; i < 20; i++) {
        for (byte[] block : blocks) {
          byte[] header = Packets.rtp(0x90, 0x80 | 96, pair.sequence, 1, pair.video);
          pair.publisher.sendRtp(Packets.join(header, block), frame(pair));
          pair.sequence++;
          pair.pump(1);
        }
      }
      // The same from a stream nobody knows, whose MID would decide where it belongs.
      for (int i = 0; i < 20; i++) {
        byte[] header = Packets.rtp(0x90, 0x80 | 96, i, 1, 4711);
        pair.publisher.sendRtp(Packets.join(header, blocks.get(3)), frame(pair));
      }
      pair.pump(800);
      int forwarded = pair.subscriber.received() - before;
      return Finding.of(
          forwarded == 100,
          forwarded + " of 100 pass without the extension, none of the stranger's",
          120,
          "rapat_packets_forwarded_total",
          "room_unknown_ssrc");
    }
  }

  Finding foreignStreams() {
    try (Pair pair = new Pair(target, "foreign");
        Attacker third = new Attacker(target, "foreign", "third").join()) {
      third.publish(true);
      third.connect();
      pair.pass(5);
      int streams = pair.subscriber.receivedBySsrc.size();
      int before = pair.subscriber.received();
      for (int i = 0; i < 50; i++) {
        third.sendRtp(Packets.rtp(0x80, 111, i, i, pair.video), new byte[50]);
        byte[] mid = Packets.extension(0xbede, 1, new byte[] {0x41, '9', '9', 0});
        third.sendRtp(Packets.join(Packets.rtp(0x90, 96, i, i, 815), mid), Packets.keyFrame(i));
        third.pump(2);
      }
      third.pump(700);
      pair.pump(50);
      int leaked = pair.subscriber.received() - before;
      int passed = pair.pass(20);
      return Finding.of(
          leaked == 0 && passed == 20 && pair.subscriber.receivedBySsrc.size() == streams,
          leaked + " foreign packets came out, " + passed + " of 20 of the victim's",
          100,
          "room_unknown_ssrc");
    }
  }

  Finding malformedPayloads() {
    try (Pair pair = new Pair(target, "payloads")) {
      byte[][] bad = {
        {},
        {(byte) 0x80},
        {(byte) 0x90, (byte) 0x80},
        {(byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0x90, (byte) 0xe0, (byte) 0x80, 1},
        {(byte) 0x90, (byte) 0xf0, 1, 2},
      };
      int sent = 0;
      for (int i = 0; i < 10; i++) {
        for (byte[] payload : bad) {
          pair.publisher.sendRtp(Packets.video(pair.sequence++, pair.video), payload);
          sent++;
        }
      }
      pair.pump(50);
      return stillPasses(pair, sent, "room_malformed_payload", "room_padding_only");
    }
  }
}
