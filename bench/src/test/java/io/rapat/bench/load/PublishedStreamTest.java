package io.rapat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PublishedStreamTest {
  private static final Schedule.Entry LAST = new Schedule.Entry(0, 500, true, false, "f");
  private final PublishedStream stream = new PublishedStream(11, 12, true, "1", "f", 5);

  private ByteBuffer written(int time) {
    ByteBuffer out = ByteBuffer.allocate(1500);
    stream.write(out, LAST, time, 99);
    return out.flip();
  }

  @Test
  void writesPacketsOfTheScheduledSize() {
    assertThat(written(0).limit()).isEqualTo(500);
  }

  @Test
  void beginsWithAKeyFrameAndMakesOneWhenAsked() {
    int frameHeader = 12 + 4 + 4 + 6;

    assertThat(written(0).get(frameHeader) & 1).isZero();
    assertThat(written(3000).get(frameHeader) & 1).isEqualTo(1);
    stream.wantKeyFrame();
    assertThat(written(6000).get(frameHeader) & 1).isZero();
  }

  @Test
  void repairsAPacketByRetransmissionFormat() {
    ByteBuffer original = written(3000);
    ByteBuffer out = ByteBuffer.allocate(1500);

    int header = stream.repair(out, 5);

    assertThat(out.getInt(8)).isEqualTo(12);
    assertThat(out.getInt(4)).isEqualTo(3000);
    assertThat(out.getShort(header)).isEqualTo((short) 5);
    int payload = 12 + 4 + 4 * original.getShort(14);
    assertThat(out.slice(header + 2, out.position() - header - 2))
        .isEqualTo(original.slice(payload, original.limit() - payload));
    assertThat(stream.repair(out, 6)).isZero();
  }
}
