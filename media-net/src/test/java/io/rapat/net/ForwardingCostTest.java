package io.rapat.net;

import static io.rapat.net.TestRoom.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PeerId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What forwarding one packet costs the loop thread, printed; one camera to fifty viewers on
/// loopback, whose sockets nobody reads. Figures depend on the machine; only a gross loss fails.
@Tag("long")
@Timeout(300)
class ForwardingCostTest {
  private static final int VIEWERS = 50;
  private static final int WARM_UP_FRAMES = 1_500;
  private static final int FRAMES = 1_500;

  private int sequence;
  private int timestamp;

  @ParameterizedTest(name = "{0} packets per frame")
  @ValueSource(ints = {1, 3, 5, 10})
  void costsLittlePerPacket(int packetsPerFrame) throws InterruptedException {
    MediaConfig config = TestRoom.loopback().peerBitsPerSecond(10_000_000_000L).build();
    List<RtcClient> clients = new ArrayList<>();
    try (TestRoom room = new TestRoom(config)) {
      RtcClient alice = room.join(ALICE, false, false);
      clients.add(alice);
      room.connect(alice, ALICE);
      room.publish(2, MediaKind.VIDEO, Codec.VP8, 100, TestRoom.CAMERA_SSRC);
      for (int i = 0; i < VIEWERS; i++) {
        PeerId viewer = new PeerId(100 + i);
        RtcClient client = room.join(viewer, false, false);
        clients.add(client);
        room.connect(client, viewer);
        room.subscribe(viewer, 100 + i, 2, Codec.VP8, 97, 5_000 + i);
      }
      send(room, clients, WARM_UP_FRAMES, packetsPerFrame);
      MediaSnapshot before = room.server.snapshot();
      long cpu = cpu(room);
      send(room, clients, FRAMES, packetsPerFrame);
      long nanos = cpu(room) - cpu;
      MediaSnapshot after = room.server.snapshot();

      long packets = after.packetsForwarded() - before.packetsForwarded();
      double perMessage =
          (double) (after.datagramsSent() - before.datagramsSent())
              / (after.messagesSent() - before.messagesSent());
      System.out.printf(
          "%d packets/frame: %.2f us per forwarded packet, %.2f datagrams per message, srtp %s%n",
          packetsPerFrame, nanos / 1e3 / packets, perMessage, RtcClient.SRTP.name());
      assertThat(packets).isEqualTo((long) FRAMES * packetsPerFrame * VIEWERS);
      assertThat(nanos / packets).isLessThan(20_000);
    } finally {
      clients.forEach(RtcClient::close);
    }
  }

  private static long cpu(TestRoom room) {
    return ManagementFactory.getThreadMXBean()
        .getThreadCpuTime(room.server.loops().getFirst().threadId());
  }

  private void send(TestRoom room, List<RtcClient> clients, int frames, int packetsPerFrame) {
    RtcClient alice = clients.getFirst();
    long expected = room.server.snapshot().packetsForwarded();
    for (int frame = 0; frame < frames; frame++) {
      timestamp += 3000;
      if (frame % 300 == 0) {
        // Else consent would end.
        clients.forEach(RtcClient::sendCheck);
      }
      for (int i = 0; i < packetsPerFrame; i++) {
        alice.sendRtp(
            100,
            i == packetsPerFrame - 1,
            sequence++ & 0xffff,
            timestamp,
            TestRoom.CAMERA_SSRC,
            TestRoom.vp8(i < packetsPerFrame / 2 ? 1150 : 1151, i == 0, i));
      }
      expected += (long) packetsPerFrame * VIEWERS;
      long goal = expected;
      TestRoom.await(() -> room.server.snapshot().packetsForwarded() >= goal);
    }
  }
}
