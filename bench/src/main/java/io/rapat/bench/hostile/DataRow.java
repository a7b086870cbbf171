package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import io.rapat.media.sctp.SctpAssociation;
import io.rapat.media.sctp.SctpConfig;
import java.nio.ByteBuffer;

/// Row 27: SCTP inside DTLS.
final class DataRow {
  private static final int MAX_CHANNELS = 32;

  private final Target target;

  DataRow(Target target) {
    this.target = target;
  }

  Finding hostileAssociation() {
    try (Pair pair = new Pair(target, "sctp");
        Attacker attacker = new Attacker(target, "sctp", "attacker").join()) {
      attacker.publish(true);
      attacker.connect().openData();
      attacker.pump(300);
      // From here on the attacker's own association is silent: each byte is made by hand.
      attacker.data = null;
      int sent = 0;
      for (int i = 0; i < 50; i++) {
        byte[] wrongSum = Packets.sctp(0, init(i));
        wrongSum[8] ^= 1;
        attacker.sendInside(wrongSum);
        attacker.sendInside(Packets.sctp(0x1234, Packets.chunk(10, 0, new byte[80 + i])));
        attacker.sendInside(Packets.sctp(0x1234, Packets.chunk(0, 3, new byte[900])));
        attacker.sendInside(Packets.sctp(0x1234, gaps(77)));
        attacker.sendInside(Packets.sctp(0x1234, Packets.chunk(130, 0, new byte[16])));
        attacker.sendInside(Packets.sctp(0x1234, new byte[] {1, 0, 0, 2}));
        attacker.sendInside(new byte[3]);
        sent += 7;
        attacker.pump(5);
      }
      int floods = 0;
      for (int i = 0; i < 200; i++) {
        attacker.sendInside(Packets.sctp(0, init(i)));
        floods++;
        if (i % 20 == 0) {
          attacker.pump(10);
        }
      }
      attacker.pump(200);
      int within = withTheRightTag();
      String large = largeMessage();
      int channels = manyChannels();
      int passed = pair.pass(20);
      return Finding.of(
              passed == 20 && !large.isEmpty(),
              passed
                  + " of 20 media packets pass; attacker: "
                  + (attacker.ended.isEmpty() ? "still there" : attacker.ended)
                  + "; a message of 900 kB: "
                  + large
                  + "; channels asked for: "
                  + channels,
              sent + within + floods + channels + 1,
              "sctp_bad_checksum",
              "sctp_forged_cookie",
              "sctp_bad_tag",
              "sctp_malformed",
              "sctp_unexpected",
              "sctp_answer_limit",
              "sctp_ended",
              "sctp_channel_limit",
              "sctp_association_aborted",
              "sctp_bad_sack",
              "sctp_bad_reset",
              "sctp_out_of_window",
              "sctp_unknown_chunk",
              "dtls_limit")
          .counting(sent + within + channels - MAX_CHANNELS);
    }
  }

  /// What gets past the verification tag, since the sender is the peer; returns how many.
  private int withTheRightTag() {
    int sent = 0;
    for (int kind = 0; kind < 4; kind++) {
      try (Attacker attacker = withData("inside", config(MAX_CHANNELS))) {
        attacker.pump(50);
        attacker.data = null;
        byte[] chunk =
            switch (kind) {
              case 0 -> Packets.chunk(10, 0, new byte[100]);
              case 1 -> Packets.chunk(0, 3, farAhead());
              case 2 -> gaps(attacker.sctpFirstTsn - 1000);
              default -> Packets.chunk(130, 0, new byte[16]);
            };
        for (int i = 0; i < 50; i++) {
          attacker.sendInside(Packets.sctp(attacker.sctpTag, chunk));
          attacker.pump(1);
          sent++;
        }
        attacker.pump(50);
      }
    }
    return sent + acknowledgesTheFuture();
  }

  /// Acknowledges what was never sent: the association ends at once.
  private int acknowledgesTheFuture() {
    try (Attacker attacker = withData("future", config(MAX_CHANNELS))) {
      attacker.pump(50);
      attacker.data = null;
      attacker.sendInside(Packets.sctp(attacker.sctpTag, gaps(attacker.sctpFirstTsn + 100_000)));
      attacker.await("the end", () -> !attacker.ended.isEmpty());
      return 1;
    }
  }

  /// A DATA chunk whose number is half the number space ahead.
  private static byte[] farAhead() {
    return ByteBuffer.allocate(912).putInt(0x7000_0000).array();
  }

  private Attacker withData(String name, SctpConfig config) {
    Attacker attacker = new Attacker(target, "sctp", name).join();
    attacker.publish(true);
    attacker.connect();
    SctpAssociation open = new SctpAssociation(config, attacker.random, true);
    attacker.data = open;
    open.connect(System.nanoTime());
    attacker.await("associated", () -> open.snapshot().state().equals("ESTABLISHED"));
    return attacker;
  }

  /// How an association ends that sends a message larger than any honest one; empty when it lives.
  private String largeMessage() {
    try (Attacker attacker = withData("large", config(MAX_CHANNELS))) {
      SctpAssociation open = attacker.data;
      if (open == null) {
        return "";
      }
      int channel = open.open("large", true, -1, System.nanoTime());
      attacker.pump(200);
      var _ = open.send(channel, new byte[900_000], true, System.nanoTime());
      for (int i = 0; i < 300 && open.snapshot().state().equals("ESTABLISHED"); i++) {
        attacker.pump(50);
      }
      return open.snapshot().state().equals("ESTABLISHED") ? "" : "association aborted";
    }
  }

  /// Opens more channels than anybody needs; returns how many.
  private int manyChannels() {
    try (Attacker attacker = withData("many", config(1000))) {
      SctpAssociation open = attacker.data;
      int opened = 0;
      for (int i = 0; open != null && i < 200; i++) {
        opened += open.open("channel-" + i, true, -1, System.nanoTime()) >= 0 ? 1 : 0;
        attacker.pump(2);
      }
      attacker.pump(500);
      return opened;
    }
  }

  private static SctpConfig config(int channels) {
    SctpConfig usual = SctpConfig.defaults();
    return new SctpConfig(
        usual.port(),
        usual.packetBytes(),
        usual.receiveBuffer(),
        usual.sendBuffer(),
        usual.lossyQueue(),
        channels,
        usual.maxReceivedMessage(),
        1 << 20,
        usual.rtoInitial(),
        usual.rtoMin(),
        usual.rtoMax(),
        usual.maxRetransmits(),
        usual.ackDelay(),
        usual.cookieLife(),
        usual.heartbeat());
  }

  private static byte[] init(int tag) {
    return Packets.chunk(
        1,
        0,
        ByteBuffer.allocate(16)
            .putInt(tag + 1)
            .putInt(1 << 20)
            .putShort((short) 65_535)
            .putShort((short) 65_535)
            .putInt(1)
            .array());
  }

  /// A SACK that names 200 gaps.
  ///
  /// @param acknowledged up to where all came
  private static byte[] gaps(int acknowledged) {
    ByteBuffer out = ByteBuffer.allocate(12 + 4 * 200).putInt(acknowledged).putInt(0);
    out.putShort((short) 200).putShort((short) 0);
    for (int i = 0; i < 200; i++) {
      out.putShort((short) (2 * i + 2)).putShort((short) (2 * i + 2));
    }
    return Packets.chunk(3, 0, out.array());
  }
}
