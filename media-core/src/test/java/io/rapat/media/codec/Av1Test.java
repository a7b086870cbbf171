package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Av1Test {

  @Test
  void findsTheKeyFrameOfACapture() {
    int found = 0;
    for (CapturedPayload packet : CapturedPayload.of("av1-svc.txt")) {
      boolean starts = Av1.startsKeyFrame(packet.segment(), 0, packet.bytes().length);
      found += starts ? 1 : 0;

      assertThat(starts).isEqualTo(packet.descriptor().length > 10);
    }
    assertThat(found).isEqualTo(1);
  }
}
