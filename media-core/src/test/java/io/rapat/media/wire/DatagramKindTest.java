package io.rapat.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class DatagramKindTest {

  private static DatagramKind kindOf(int... bytes) {
    byte[] datagram = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      datagram[i] = (byte) bytes[i];
    }
    return DatagramKind.of(MemorySegment.ofArray(datagram), 0, datagram.length);
  }

  /// The table of RFC 7983 §7, with nothing for what lies between.
  private static DatagramKind expected(int first) {
    if (first <= 3) {
      return DatagramKind.STUN;
    } else if (first >= 16 && first <= 19) {
      return DatagramKind.ZRTP;
    } else if (first >= 20 && first <= 63) {
      return DatagramKind.DTLS;
    } else if (first >= 64 && first <= 79) {
      return DatagramKind.TURN_CHANNEL;
    } else if (first >= 128 && first <= 191) {
      return DatagramKind.RTP;
    }
    return DatagramKind.UNKNOWN;
  }

  @Test
  void followsTheTableForEachFirstByte() {
    for (int first = 0; first < 256; first++) {
      assertThat(kindOf(first, 0)).as("first byte %d", first).isEqualTo(expected(first));
    }
  }

  @Test
  void tellsRtcpByItsPayloadType() {
    for (int second = 0; second < 256; second++) {
      boolean rtcp = (second & 0x7f) >= 64 && (second & 0x7f) <= 95;

      assertThat(kindOf(0x80, second)).isEqualTo(rtcp ? DatagramKind.RTCP : DatagramKind.RTP);
    }
  }

  @Test
  void knowsNothingOfAnEmptyDatagramAndDoesNotReadBehindItsEnd() {
    assertThat(kindOf()).isEqualTo(DatagramKind.UNKNOWN);
    assertThat(kindOf(0x80)).isEqualTo(DatagramKind.RTP);
  }
}
