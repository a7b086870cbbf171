package io.rapat.media.room;

import static io.rapat.media.room.RoomBench.MILLIS;
import static io.rapat.media.room.RoomBench.VP8;
import static io.rapat.media.room.RoomBench.ssrcOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A recorded simulcast camera goes through the room.
class SimulcastReplayTest {
  private static final long SECOND = 1000 * MILLIS;

  private final List<SchedulePublisher.Packet> packets = SchedulePublisher.packets();
  private final RoomBench bench = new RoomBench(7).peers(3);
  private final long start = bench.nowNanos;
  private int next;

  @BeforeEach
  void publish() {
    LayerSource[] layers = new LayerSource[3];
    for (int i = 0; i < 3; i++) {
      layers[i] = new LayerSource(i, SchedulePublisher.RID[i], -1, -1);
    }
    bench.publish(0, 2, MediaKind.VIDEO, List.of(VP8), layers);
    bench.subscribe(1, 10, 2, VP8);
  }

  /// Plays on until the time since the start; key frames that were recorded come as recorded.
  private void playUntil(long end) {
    while (next < packets.size() && packets.get(next).atNanos() < end) {
      SchedulePublisher.Packet packet = packets.get(next++);
      bench.advanceTo(start + packet.atNanos());
      bench.rtp(0, packet.bytes());
      if (next % 100 == 0) {
        SchedulePublisher.report(bench, packet.atNanos());
      }
    }
    bench.advanceTo(start + end);
  }

  private List<RoomBench.Sent> stream() {
    return bench.sentTo(1, ssrcOf(10));
  }

  private static boolean isKeyFrame(RoomBench.Sent packet) {
    return packet.body()[0] == 0x10 && (packet.body()[1] & 1) == 0;
  }

  @Test
  void beginsWithAKeyFrameAndEndsOnTheHighestLayer() {
    playUntil(9 * SECOND);

    List<RoomBench.Sent> stream = stream();
    assertThat(isKeyFrame(stream.get(0))).isTrue();
    StreamChecker.hasNoGap(stream);
    StreamChecker.timestampsDoNotStepBack(stream);
    assertThat(bench.events(MediaEvent.LayerStarted.class)).hasSize(3);
    long high = packets.stream().filter(p -> p.layer() == 2 && p.atNanos() > 8 * SECOND).count();
    assertThat(stream.stream().filter(s -> s.atNanos() - start > 8 * SECOND).count())
        .isEqualTo(high);
  }

  @Test
  void timestampsKeepThePaceOfTheCapture() {
    playUntil(9 * SECOND);

    List<RoomBench.Sent> stream = stream();
    RoomBench.Sent first = stream.get(0);
    for (RoomBench.Sent packet : stream) {
      double byTimestamp = (packet.timestamp() - first.timestamp()) / 90.0;
      double byArrival = (packet.atNanos() - first.atNanos()) / 1e6;
      assertThat(byTimestamp).isBetween(byArrival - 120, byArrival + 60);
    }
  }

  @Test
  void switchesDownAndUpOnKeyFramesOnly() {
    playUntil(2 * SECOND);
    bench.update(10, false, 0, 3);
    playUntil(3 * SECOND);
    assertThat(bench.keyFrameRequests(0, SchedulePublisher.SSRC[0])).isNotEmpty();
    bench.rtp(0, keyFrame(0));
    playUntil(4 * SECOND);
    bench.reports.clear();
    bench.update(10, false, 2, 3);
    playUntil(5 * SECOND);

    assertThat(bench.keyFrameRequests(0, SchedulePublisher.SSRC[2])).hasSizeBetween(1, 2);
    StreamChecker.hasNoGap(stream());
    StreamChecker.timestampsDoNotStepBack(stream());
  }

  @Test
  void takesTheSwitchWhenTheKeyFrameComes() {
    playUntil(2 * SECOND);
    bench.update(10, false, 0, 3);
    bench.rtp(0, keyFrame(0));
    int before = stream().size();
    assertThat(isKeyFrame(stream().get(before - 1))).isTrue();
    bench.update(10, false, 1, 3);
    bench.rtp(0, keyFrame(1));

    assertThat(stream()).hasSize(before + 1);
    StreamChecker.hasNoGap(stream());
    StreamChecker.timestampsDoNotStepBack(stream());
  }

  /// One that comes out of turn, behind the newest packet of the layer.
  private byte[] keyFrame(int layer) {
    SchedulePublisher.Packet last =
        packets.subList(0, next).reversed().stream()
            .filter(p -> p.layer() == layer)
            .findFirst()
            .orElseThrow();
    return Rtp.packet(SchedulePublisher.SSRC[layer], last.sequence() + 1, last.timestamp() + 900)
        .vp8(true, true, 100)
        .marker(true)
        .bytes();
  }

  @Test
  void fallsToALowerLayerWhenTheWantedOneStops() {
    playUntil(3 * SECOND);
    packets.removeIf(p -> p.layer() == 2 && p.atNanos() > 3 * SECOND);
    playUntil(5 * SECOND);

    assertThat(bench.keyFrameRequests(0, SchedulePublisher.SSRC[1])).isNotEmpty();
    bench.rtp(0, keyFrame(1));
    assertThat(isKeyFrame(stream().get(stream().size() - 1))).isTrue();
    StreamChecker.hasNoGap(stream());
    StreamChecker.timestampsDoNotStepBack(stream());
  }

  @Test
  void leavesOutTemporalLayersWithoutAGap() {
    playUntil(2 * SECOND);
    int all = stream().size();
    bench.update(10, false, 2, 0);
    playUntil(4 * SECOND);
    int lowest = stream().size() - all;
    bench.update(10, false, 2, 2);
    playUntil(6 * SECOND);
    int again = stream().size() - all - lowest;

    assertThat(lowest).isLessThan(again * 9 / 10);
    assertThat(bench.drops(Drop.LAYER_FILTERED)).isPositive();
    StreamChecker.hasNoGap(stream());
    StreamChecker.timestampsDoNotStepBack(stream());
  }

  @Test
  void servesALateJoinerWithinAFewPacketsOfTheKeyFrame() {
    playUntil(3 * SECOND);
    bench.subscribe(2, 11, 2, VP8);
    bench.reports.clear();
    playUntil(3 * SECOND + 20 * MILLIS);
    long asked = bench.keyFrameRequests(0, SchedulePublisher.SSRC[2]).size();
    assertThat(asked).isEqualTo(1);
    bench.rtp(0, keyFrame(2));

    assertThat(bench.sentTo(2, ssrcOf(11))).isNotEmpty();
    assertThat(isKeyFrame(bench.sentTo(2, ssrcOf(11)).get(0))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void keepsItsPromisesUnderLossAndReordering(long seed) {
    Random random = new Random(seed);
    List<SchedulePublisher.Packet> held = new ArrayList<>();
    Set<Integer> lost = new HashSet<>();
    while (next < packets.size()) {
      SchedulePublisher.Packet packet = packets.get(next++);
      bench.advanceTo(start + packet.atNanos());
      int fate = random.nextInt(100);
      if (fate < 5) {
        lost.add((packet.layer() << 16) | packet.sequence());
      } else if (fate < 15) {
        held.add(packet);
      } else {
        bench.rtp(0, packet.bytes());
      }
      while (!held.isEmpty() && random.nextInt(3) == 0) {
        bench.rtp(0, held.remove(0).bytes());
      }
      if (random.nextInt(100) == 0) {
        bench.update(10, random.nextInt(5) == 0, random.nextInt(3), random.nextInt(3));
      }
      if (next % 100 == 0) {
        SchedulePublisher.report(bench, packet.atNanos());
      }
    }

    assertThat(lost).as("seed %d", seed).isNotEmpty();
    StreamChecker.numbers(stream());
    StreamChecker.timestampsDoNotStepBack(stream());
    assertThat(bench.slots.inUse()).isLessThanOrEqualTo(3 * 512);
  }
}
