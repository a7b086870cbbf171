package io.rapat.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SctpPacketTest {
  @Test
  void readsAndWritesEachCapturedPacketAlike() {
    List<Capture> captured = Capture.chromium();

    assertThat(captured).hasSize(59);
    for (Capture capture : captured) {
      assertThat(SimulatedLink.parse(capture.packet()).encode()).isEqualTo(capture.packet());
    }
  }

  @Test
  void readsWhatChromiumOffers() {
    SctpPacket packet = SimulatedLink.parse(Capture.chromium().getFirst().packet());

    assertThat(packet.tag()).isZero();
    assertThat(packet.chunks()).hasSize(1);
    Chunk.Init init = (Chunk.Init) packet.chunks().getFirst();
    assertThat(init.window()).isEqualTo(0x500000);
    Peer peer = Peer.of(init);
    assertThat(peer.forwardTsn()).isTrue();
    assertThat(peer.reconfig()).isTrue();
    assertThat(peer.inboundStreams()).isEqualTo(65_535);
  }

  @Test
  void writesEachKindOfChunkAsItReadsIt() {
    List<Chunk> chunks =
        List.of(
            new Chunk.Data(7, 1, 2, 3, 53, new byte[] {1, 2, 3, 4, 5}),
            new Chunk.Sack(9, 1000, new int[] {2, 3, 5, 5}, new int[] {8}),
            new Chunk.Heartbeat(false, new byte[] {0, 1, 0, 4}),
            new Chunk.Heartbeat(true, new byte[] {0, 1, 0, 4}),
            new Chunk.Shutdown(5),
            new Chunk.ShutdownAck(),
            new Chunk.OperationError(new byte[] {0, 3, 0, 8, 0, 0, 0, 1}),
            new Chunk.CookieEcho(new byte[7]),
            new Chunk.CookieAck(),
            new Chunk.ForwardTsn(11, new int[] {1, 2, 3, 4}),
            new Chunk.Reconfig(
                List.of(
                    new Chunk.Parameter(13, new byte[14]), new Chunk.Parameter(16, new byte[8]))),
            new Chunk.Unknown(0xbf, 1, new byte[3]),
            new Chunk.Abort(true, new byte[0]),
            new Chunk.ShutdownComplete(true));
    byte[] encoded = new SctpPacket(5000, 5000, 42, chunks).encode();

    SctpPacket read = SimulatedLink.parse(encoded);

    assertThat(read.chunks()).usingRecursiveComparison().isEqualTo(chunks);
    assertThat(read.encode()).isEqualTo(encoded);
  }

  @Test
  void refusesEachTruncation() {
    for (Capture capture : Capture.chromium()) {
      for (int length = 0; length < capture.packet().length; length++) {
        assertThat(SctpPacket.parse(Arrays.copyOf(capture.packet(), length)))
            .isInstanceOf(SctpPacket.Parsed.Bad.class);
      }
    }
  }

  @Test
  void survivesTruncationAndNoiseUnderAGoodChecksum() {
    long seed = 20_260_711;
    Random random = new Random(seed);
    for (Capture capture : Capture.chromium()) {
      for (int length = SctpPacket.HEADER; length <= capture.packet().length; length++) {
        byte[] bytes = Arrays.copyOf(capture.packet(), length);
        if (length > SctpPacket.HEADER) {
          bytes[SctpPacket.HEADER + random.nextInt(length - SctpPacket.HEADER)] ^=
              (byte) (1 << random.nextInt(8));
        }
        assertThat(SctpPacket.parse(Checksum.fix(bytes))).as("seed %d", seed).isNotNull();
      }
    }
  }

  @Test
  void refusesAFlippedBitByItsChecksum() {
    byte[] bytes = Capture.chromium().get(7).packet().clone();
    bytes[20] ^= 1;

    assertThat(SctpPacket.parse(bytes)).isEqualTo(new SctpPacket.Parsed.Bad(SctpDrop.BAD_CHECKSUM));
  }
}
