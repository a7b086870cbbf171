package io.rapat.net;

import static io.rapat.net.TestRoom.ALICE;
import static io.rapat.net.TestRoom.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A running server's loop allocates nothing for the packets it forwards.
@Timeout(120)
class LoopAllocationTest {
  private static final int WARM_UP_FRAMES = 6_000;
  private static final int FRAMES = 2_000;
  private static final int PACKETS_PER_FRAME = 5;

  private int sequence;
  private int timestamp;

  @Test
  void forwardsWithoutAllocating() throws InterruptedException {
    // The cipher of the JDK makes garbage; the three native ones don't. GCM is what is negotiated;
    // which engine is measured fastest for the other profile doesn't matter here.
    assumeFalse(RtcClient.SRTP.version().contains("AEAD_AES_128_GCM=Java"));
    try (TestRoom room =
            new TestRoom(TestRoom.loopback().peerBitsPerSecond(10_000_000_000L).build());
        RtcClient alice = room.join(ALICE, false, false);
        RtcClient bob = room.join(BOB, false, false)) {
      room.connect(alice, ALICE);
      room.connect(bob, BOB);
      room.publishCamera();
      forward(alice, bob, WARM_UP_FRAMES);

      long best = Long.MAX_VALUE;
      for (int round = 0; round < 3; round++) {
        long before = room.server.loopAllocatedBytes();
        forward(alice, bob, FRAMES);
        best = Math.min(best, room.server.loopAllocatedBytes() - before);
      }

      // Events, such as connection quality every 5 s, are allowed some: not even a byte a packet.
      assertThat(best).isLessThan(FRAMES * PACKETS_PER_FRAME / 2);
    }
  }

  private void forward(RtcClient alice, RtcClient bob, int frames) {
    for (int frame = 0; frame < frames; frame++) {
      timestamp += 3000;
      for (int i = 0; i < PACKETS_PER_FRAME; i++) {
        byte[] payload = TestRoom.vp8(1000, i == 0, i);
        alice.sendRtp(
            100,
            i == PACKETS_PER_FRAME - 1,
            sequence++ & 0xffff,
            timestamp,
            TestRoom.CAMERA_SSRC,
            payload);
      }
      int expected = bob.received + PACKETS_PER_FRAME;
      bob.await(() -> bob.received >= expected);
      bob.rtp.clear();
    }
  }
}
