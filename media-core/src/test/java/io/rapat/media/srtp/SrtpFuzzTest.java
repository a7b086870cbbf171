package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;

/// Bytes from the network must never throw, and never be taken for authentic.
@Tag("long")
class SrtpFuzzTest {

  private static SrtpReceiver receiver(SrtpProfile profile) {
    return new SrtpReceiver(
        new ReferenceEngine(),
        profile,
        new byte[profile.keyBytes()],
        new byte[profile.saltBytes()]);
  }

  @FuzzTest(maxDuration = "60s")
  void refusesForgedPackets(byte[] packet) {
    MemorySegment in = MemorySegment.ofArray(packet);
    MemorySegment out = MemorySegment.ofArray(new byte[packet.length]);
    for (SrtpProfile profile : SrtpProfile.values()) {
      SrtpReceiver receiver = receiver(profile);

      assertThat(receiver.unprotectRtp(in, 0, packet.length, out, 0)).isNegative();
      assertThat(receiver.unprotectRtcp(in, 0, packet.length, out, 0)).isNegative();
      assertThat(receiver.streams()).isZero();
    }
  }

  @FuzzTest(maxDuration = "60s")
  void measuresHeadersInsideThePacket(byte[] packet) {
    int length = RtpBorder.headerLength(MemorySegment.ofArray(packet), 0, packet.length);

    assertThat(length).isLessThanOrEqualTo(packet.length);
    assertThat(length == SrtpDrop.BAD_HEADER || length >= RtpBorder.FIXED_BYTES).isTrue();
  }
}
