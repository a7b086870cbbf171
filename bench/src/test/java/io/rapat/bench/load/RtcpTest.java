package io.rapat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpTest {
  private final List<String> heard = new ArrayList<>();
  private final Rtcp.Handler handler =
      new Rtcp.Handler() {
        @Override
        public void nacked(int ssrc, int sequence) {
          heard.add("nack " + ssrc + " " + sequence);
        }

        @Override
        public void keyFrameWanted(int ssrc) {
          heard.add("key " + ssrc);
        }

        @Override
        public void senderReport(int ssrc, int middleOfNtp) {
          heard.add("sr " + ssrc);
        }
      };

  @Test
  void readsWhatItWrites() {
    ByteBuffer out = ByteBuffer.allocate(500);
    Rtcp.senderReport(out, 5, 1_000, 0, 1, 2);
    Rtcp.nack(out, 1, 6, List.of(9, 65_535));
    Rtcp.remb(out, 1, 50_000_000, List.of(6));
    Rtcp.pictureLoss(out, 1, 7);

    Rtcp.read(out.flip(), handler);

    assertThat(heard).containsExactly("sr 5", "nack 6 9", "nack 6 65535", "key 7");
  }

  @Test
  void stopsAtEachTruncation() {
    ByteBuffer out = ByteBuffer.allocate(500);
    Rtcp.senderReport(out, 5, 1_000, 0, 1, 2);
    Rtcp.nack(out, 1, 6, List.of(9));
    out.flip();

    for (int length = 0; length < out.limit(); length++) {
      Rtcp.read(out.duplicate().limit(length), handler);
    }

    assertThat(heard).doesNotContain("nack 6 9");
  }

  @Test
  void writesTheRateOfRembWithinItsPrecision() {
    ByteBuffer out = ByteBuffer.allocate(100);
    Rtcp.remb(out, 1, 50_000_000, List.of(6));

    int field = out.getInt(16);
    long rate = (long) (field & 0x3ffff) << (field >>> 18 & 0x3f);

    assertThat(rate).isBetween(49_990_000L, 50_000_000L);
  }
}
