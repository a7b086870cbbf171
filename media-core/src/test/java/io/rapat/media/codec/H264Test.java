package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class H264Test {

  private static int kinds(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return H264.kinds(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  @Test
  void findsTheKeyFramesOfACapture() {
    int keyFrames = 0;
    for (CapturedPayload packet : CapturedPayload.of("h264-chromium.txt")) {
      boolean starts = H264.startsKeyFrame(packet.segment(), 0, packet.bytes().length);
      keyFrames += starts ? 1 : 0;

      assertThat(starts && !packet.keyFrame()).isFalse();
      boolean hasStructure = packet.descriptor().length > 3 && packet.descriptor()[3] < 0;
      if (hasStructure) {
        assertThat(starts).as("key frame told by its descriptor").isTrue();
        assertThat(H264.kinds(packet.segment(), 0, packet.bytes().length))
            .isEqualTo(H264.SPS | H264.PPS);
      }
    }
    assertThat(keyFrames).isPositive();
  }

  @Test
  void knowsSingleUnitsAndFragments() {
    assertThat(kinds("6742c00c")).isEqualTo(H264.SPS);
    assertThat(kinds("68ce3c80")).isEqualTo(H264.PPS);
    assertThat(kinds("65b800")).isEqualTo(H264.IDR);
    assertThat(kinds("41e000")).isEqualTo(H264.NON_IDR);
    assertThat(kinds("06")).isZero();
    assertThat(kinds("7c85b8")).isEqualTo(H264.IDR);
    assertThat(kinds("7c05b8")).as("middle of a fragment").isZero();
    assertThat(kinds("7c45b8")).as("end of a fragment").isZero();
    assertThat(kinds("7d85b80000")).as("FU-B").isEqualTo(H264.IDR);
  }

  @Test
  void looksIntoEachKindOfAggregation() {
    assertThat(kinds("78" + "000267aa" + "000168" + "000265bb"))
        .isEqualTo(H264.SPS | H264.PPS | H264.IDR);
    assertThat(kinds("79" + "0001" + "000267aa")).isEqualTo(H264.SPS);
    assertThat(kinds("7a" + "0001" + "0002" + "00" + "0000" + "67aa")).isEqualTo(H264.SPS);
    assertThat(kinds("7b" + "0001" + "0002" + "00" + "000000" + "67aa")).isEqualTo(H264.SPS);
  }

  @Test
  void refusesLengthsBehindTheEnd() {
    assertThat(kinds("")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("7c")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("7800")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("78000267")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("78ffff67aa")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("7900")).isEqualTo(Malformed.TRUNCATED);
    assertThat(kinds("780000")).isEqualTo(Malformed.INVALID);
  }
}
