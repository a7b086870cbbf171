package io.rapat.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpFramingTest {
  private final TcpFraming framing = new TcpFraming(MemorySegment.ofArray(new byte[2048]));
  private final List<byte[]> frames = new ArrayList<>();

  private boolean feed(byte[] input) {
    MemorySegment in = MemorySegment.ofArray(input);
    int used = 0;
    while (used < input.length) {
      if (!framing.read(in, used, input.length - used)) {
        return false;
      }
      used += framing.consumed();
      if (framing.hasFrame()) {
        frames.add(
            framing
                .segment()
                .asSlice(framing.offset(), framing.length())
                .toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return true;
  }

  private static byte[] framed(byte[]... packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      byte[] header = new byte[2];
      TcpFraming.writeHeader(MemorySegment.ofArray(header), 0, packet.length);
      out.writeBytes(header);
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  private static byte[] packet(Random random, int length) {
    byte[] packet = new byte[length];
    random.nextBytes(packet);
    packet[0] = 0;
    return packet;
  }

  @Test
  void findsTheFramesHoweverTheStreamIsCut() {
    long seed = 3;
    Random random = new Random(seed);
    byte[][] packets = new byte[200][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = packet(random, 1 + random.nextInt(2048));
    }
    byte[] stream = framed(packets);

    for (int at = 0; at < stream.length; ) {
      int end = Math.min(stream.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 4000));
      assertThat(feed(java.util.Arrays.copyOfRange(stream, at, end))).as("seed %d", seed).isTrue();
      at = end;
    }

    assertThat(frames).containsExactly(packets);
  }

  @Test
  void handsOutAWholeFrameWithoutCopying() {
    MemorySegment in = MemorySegment.ofArray(framed(new byte[40]));

    assertThat(framing.read(in, 0, 42)).isTrue();

    assertThat(framing.segment()).isSameAs(in);
    assertThat(framing.offset()).isEqualTo(2);
  }

  @Test
  void skipsEmptyFrames() {
    assertThat(feed(new byte[] {0, 0, 0, 0, 0, 1, 0})).isTrue();

    assertThat(frames).containsExactly(new byte[] {0});
  }

  @Test
  void refusesAFrameThatIsTooLargeBeforeItsBytesCome() {
    assertThat(feed(new byte[] {8, 1})).isFalse();

    assertThat(framing.fault()).isEqualTo(TcpFraming.Fault.FRAME_TOO_LARGE);
    assertThat(feed(framed(new byte[8]))).isFalse();
    assertThat(frames).isEmpty();
  }

  @Test
  void refusesAStreamThatDoesNotBeginWithStun() {
    assertThat(feed("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isFalse();
    assertThat(framing.fault()).isEqualTo(TcpFraming.Fault.FRAME_TOO_LARGE);

    TcpFraming other = new TcpFraming(MemorySegment.ofArray(new byte[2048]));
    assertThat(other.read(MemorySegment.ofArray(framed(new byte[] {22, 1, 2})), 0, 5)).isFalse();
    assertThat(other.fault()).isEqualTo(TcpFraming.Fault.FIRST_NOT_STUN);
  }

  @Test
  void takesAnythingAfterTheFirstFrame() {
    byte[] dtls = {22, 1, 2};

    assertThat(feed(framed(new byte[20], dtls))).isTrue();

    assertThat(frames).containsExactly(new byte[20], dtls);
  }
}
