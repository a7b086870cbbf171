package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import java.nio.ByteBuffer;
import java.util.List;

/// Rows 22 to 25: RTCP from somebody who is authenticated.
final class FeedbackRows {
  private static final int NACK = 1;
  private static final int TRANSPORT_WIDE = 15;

  /// What a subscriber may always have sent again, so that a slow stream can be repaired.
  private static final int FLOOR_BYTES_PER_SECOND = 12_500;

  /// One of [Packets#keyFrame] with its header.
  private static final int PACKET_BYTES = 312;

  private final Target target;

  FeedbackRows(Target target) {
    this.target = target;
  }

  Finding badCompounds() {
    try (Pair pair = new Pair(target, "compounds")) {
      byte[] start = Packets.receiverReport();
      List<byte[]> bad =
          List.of(
              Packets.join(start, Packets.rtcp(0, 201, 500, new byte[8])),
              Packets.join(start, new byte[] {0, 0, 0, 0}),
              Packets.join(start, Packets.rtcp(31, 201, new byte[28])),
              Packets.join(start, Packets.rtcp(1, 200, new byte[8])),
              Packets.join(start, Packets.rtcp(NACK, 205, nacks(300))),
              Packets.join(start, Packets.rtcp(0, 207, 3, extendedReport())),
              Packets.join(start, Packets.rtcp(1, 206, 1, new byte[4])),
              Packets.join(start, repeated(Packets.rtcp(0, 204, new byte[8]), 60)));
      for (int i = 0; i < 10; i++) {
        bad.forEach(pair.subscriber::sendRtcp);
        pair.pump(2);
      }
      int passed = pair.pass(20);
      return Finding.of(
          passed == 20,
          passed + " of 20 packets still pass",
          10L * bad.size(),
          "room_malformed_rtcp",
          "room_rtcp_budget");
    }
  }

  /// A NACK with each bit set in `count` entries.
  private static byte[] nacks(int count) {
    ByteBuffer out = ByteBuffer.allocate(8 + 4 * count).putInt(1).putInt(1);
    for (int i = 0; i < count; i++) {
      out.putShort((short) (17 * i)).putShort((short) 0xffff);
    }
    return out.array();
  }

  /// A block whose length reaches past the packet's end.
  private static byte[] extendedReport() {
    return Packets.ints(1, (4 << 24) | 100, 0);
  }

  private static byte[] repeated(byte[] packet, int times) {
    byte[][] all = new byte[times][];
    java.util.Arrays.fill(all, packet);
    return Packets.join(all);
  }

  Finding nackStorm() {
    try (Pair pair = new Pair(target, "nacks")) {
      pair.pass(300);
      // The first storm spends what was saved for honest losses.
      Storm savings = new Storm(pair);
      Storm measured = new Storm(pair);
      double most = 0.2 * measured.media + 1.2 * FLOOR_BYTES_PER_SECOND * measured.seconds + 400;
      long asked = savings.asked + measured.asked;
      return Finding.of(
              measured.repairs <= most,
              asked
                  + " packets asked for; when savings are spent "
                  + measured.repairs
                  + " bytes go out again beside "
                  + measured.media
                  + " of media, "
                  + Math.round(most)
                  + " allowed",
              asked,
              "room_nack_repeated",
              "room_nack_budget",
              "room_nack_unknown",
              "room_nack_without_rtx")
          .counting(asked * 9 / 10);
    }
  }

  /// A hundred times the whole history is asked for, about every ten milliseconds.
  private static final class Storm {
    private static final int ROUNDS = 100;
    private static final int ENTRIES = 20;
    final long asked = ROUNDS * ENTRIES * 17L;
    final long media;
    final long repairs;
    final double seconds;

    Storm(Pair pair) {
      int ssrc = pair.subscribedSsrc();
      long before = pair.subscriber.receivedBytes;
      int first = pair.subscriber.receivedBySsrc.getOrDefault(ssrc, 0);
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        ByteBuffer body = ByteBuffer.allocate(8 + 4 * ENTRIES).putInt(1).putInt(ssrc);
        for (int i = 0; i < ENTRIES; i++) {
          body.putShort((short) (pair.subscriber.lastSequence - 17 * (i + 1)));
          body.putShort((short) 0xffff);
        }
        pair.subscriber.sendRtcp(
            Packets.join(Packets.receiverReport(), Packets.rtcp(NACK, 205, body.array())));
        pair.publisher.sendRtp(
            Packets.video(pair.sequence, pair.video), Packets.keyFrame(pair.sequence));
        pair.sequence++;
        pair.pump(10);
      }
      pair.pump(60);
      seconds = (System.nanoTime() - start) / 1e9;
      int packets = pair.subscriber.receivedBySsrc.getOrDefault(ssrc, 0) - first;
      media = packets * (long) PACKET_BYTES;
      repairs = pair.subscriber.receivedBytes - before - media;
    }
  }

  Finding keyFrameStorm() {
    try (Pair pair = new Pair(target, "keyframes")) {
      int ssrc = pair.subscribedSsrc();
      pair.pass(5);
      int before = pair.publisher.keyFrameRequests;
      long start = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        pair.subscriber.sendRtcp(
            Packets.join(Packets.receiverReport(), Packets.rtcp(1, 206, Packets.ints(1, ssrc))));
        if (i % 10 == 0) {
          pair.pump(10);
        }
      }
      pair.pump(500);
      double seconds = (System.nanoTime() - start) / 1e9;
      int asked = pair.publisher.keyFrameRequests - before;
      return Finding.of(
              asked <= 2 * seconds + 1,
              asked + " requests reach the publisher in " + Math.round(seconds * 10) / 10.0 + " s",
              1000,
              "room_key_frame_quota")
          .counting(900);
    }
  }

  Finding wildFeedback() {
    try (Pair pair = new Pair(target, "wild")) {
      int sent = 0;
      for (int i = 0; i < 50; i++) {
        // A count of 65,535; a time that jumps; numbers never sent, in both directions of time.
        wild(pair, 0, 65_535, 0x7fffff, (short) 0x3fff);
        wild(pair, 0, 1000, 0x800000 + i, (short) 0x23e8);
        wild(pair, 30_000 + i, 1, (i * 7919) & 0xffffff, (short) 0x2001);
        sent += 3;
        if (i % 10 == 0) {
          pair.pump(10);
        }
      }
      int passed = pair.pass(50);
      return Finding.of(
          passed == 50,
          passed + " of 50 packets still pass",
          sent,
          "room_malformed_rtcp",
          "room_unknown_feedback");
    }
  }

  private static void wild(Pair pair, int base, int count, int time, short chunk) {
    byte[] body =
        ByteBuffer.allocate(20)
            .putInt(1)
            .putInt(1)
            .putShort((short) base)
            .putShort((short) count)
            .putInt(time << 8)
            .putShort(chunk)
            .put((byte) 4)
            .put((byte) 0)
            .array();
    pair.subscriber.sendRtcp(
        Packets.join(Packets.receiverReport(), Packets.rtcp(TRANSPORT_WIDE, 205, body)));
  }
}
