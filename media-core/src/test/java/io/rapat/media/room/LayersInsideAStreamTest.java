package io.rapat.media.room;

import static io.rapat.media.room.RoomBench.MILLIS;
import static io.rapat.media.room.RoomBench.VP8;
import static io.rapat.media.room.RoomBench.VP9;
import static io.rapat.media.room.RoomBench.ssrcOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.codec.Vp8Descriptor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayersInsideAStreamTest {
  private static final int SSRC = 0x4444;

  /// The descriptor of Chromium's first packet of a VP9 `L3T3_KEY` stream.
  private static final byte[] STRUCTURE =
      HexFormat.of()
          .parseHex(
              "80000180081485214eaaaaa8000600004000100002aa80a8000600004000100002a000a8"
                  + "00060000400016d549241b5524906d54923157e001974ca864330e222396eca8655304"
                  + "224390eca87753013f00b3027f016704ff02cf");

  /// Templates of that structure by spatial layer and temporal layer, without key frames.
  private static final int[][] TEMPLATES = {{1, 2, 3}, {6, 7, 8}, {11, 12, 13}};

  private static final int[] KEY_TEMPLATES = {0, 5, 10};
  private static final int[] PATTERN = {0, 2, 1, 2};

  private final RoomBench bench = new RoomBench(3).peers(2);
  private int sequence = 65_500;
  private int frame;
  private int picture;

  private void publishVp9(int maxSpatial) {
    bench.publish(0, 2, MediaKind.VIDEO, List.of(VP9), new LayerSource(0, "", SSRC, -1));
    bench.subscribe(1, 10, 2, VP9);
    bench.update(10, false, maxSpatial, 3);
  }

  private void picture(boolean key) {
    picture = key ? 0 : picture + 1;
    int temporal = PATTERN[picture % 4];
    for (int spatial = 0; spatial < 3; spatial++) {
      boolean structure = key && spatial == 0;
      byte[] descriptor = structure ? STRUCTURE.clone() : new byte[3];
      int template = key ? KEY_TEMPLATES[spatial] : TEMPLATES[spatial][temporal];
      frame++;
      descriptor[0] = (byte) (0xc0 | template);
      descriptor[1] = (byte) (frame >> 8);
      descriptor[2] = (byte) frame;
      Rtp packet =
          Rtp.packet(SSRC, sequence++ & 0xffff, 3000 * frame / 3)
              .payloadType(98)
              .marker(spatial == 2)
              .payload((byte) (key ? 0x0c : 0x4c), (byte) spatial, (byte) temporal);
      if (structure) {
        packet.twoByteExtensions();
      }
      bench.rtp(0, packet.extension(12, descriptor));
    }
    bench.advance(33 * MILLIS);
  }

  private List<RoomBench.Sent> stream() {
    return bench.sentTo(1, ssrcOf(10));
  }

  private List<Integer> spatialsSince(int begin) {
    return stream().stream().skip(begin).map(s -> (int) s.body()[1]).toList();
  }

  @Test
  void sendsOnlyTheWantedSpatialLayerBetweenKeyPictures() {
    publishVp9(1);
    picture(true);
    assertThat(spatialsSince(0)).containsExactly(0, 1);
    assertThat(stream().get(0).marker()).isFalse();
    assertThat(stream().get(1).marker()).isTrue();
    for (int i = 0; i < 8; i++) {
      picture(false);
    }
    assertThat(spatialsSince(2)).hasSize(8).containsOnly(1);
    assertThat(stream()).allMatch(s -> s.body()[1] == 0 || s.marker());
    assertThat(stream().get(0).view().extensions().length(12)).isEqualTo(STRUCTURE.length);
    assertThat(stream().get(3).view().extensions().length(12)).isEqualTo(3);
    StreamChecker.hasNoGap(stream());
  }

  @Test
  void raisesTheSpatialLayerAtAKeyPictureThatItAsksFor() {
    publishVp9(0);
    picture(true);
    bench.advance(1000 * MILLIS);
    bench.update(10, false, 2, 3);
    picture(false);
    bench.reports.clear();
    for (int i = 0; i < 5; i++) {
      picture(false);
    }
    int before = stream().size();
    assertThat(spatialsSince(0)).containsOnly(0);
    assertThat(bench.keyFrameRequests(0, SSRC)).isNotEmpty();

    picture(true);
    picture(false);
    assertThat(spatialsSince(before)).containsExactly(0, 1, 2, 2);
    StreamChecker.hasNoGap(stream());
  }

  @Test
  void lowersAndRaisesTemporalLayersWhereADecoderCanFollow() {
    publishVp9(2);
    picture(true);
    for (int i = 0; i < 4; i++) {
      picture(false);
    }
    bench.update(10, false, 2, 0);
    int begin = stream().size();
    for (int i = 0; i < 8; i++) {
      picture(false);
    }
    assertThat(stream().stream().skip(begin).map(s -> (int) s.body()[2]).toList())
        .containsExactly(0, 0);
    bench.update(10, false, 2, 2);
    int again = stream().size();
    for (int i = 0; i < 12; i++) {
      picture(false);
    }
    assertThat(stream().stream().skip(again).filter(s -> s.body()[2] == 2).count()).isPositive();
    StreamChecker.hasNoGap(stream());
  }

  /// VP8 as Firefox sends it: PictureID of 15 bits, TL0PICIDX and TID.
  private static byte[] vp8(int pictureId, int tl0, int temporal, boolean key) {
    byte[] payload = new byte[20];
    payload[0] = (byte) 0x90;
    payload[1] = (byte) 0xe0;
    payload[2] = (byte) (0x80 | ((pictureId >> 8) & 0x7f));
    payload[3] = (byte) pictureId;
    payload[4] = (byte) tl0;
    payload[5] = (byte) ((temporal << 6) | (temporal > 0 ? 0x20 : 0));
    payload[6] = (byte) (key ? 0 : 1);
    payload[9] = (byte) 0x9d;
    payload[10] = 1;
    payload[11] = 0x2a;
    return payload;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsVp8NumbersContinuousOverSwitchesAndLeftOutFrames(long seed) {
    Random random = new Random(seed);
    bench.publish(
        0,
        2,
        MediaKind.VIDEO,
        List.of(VP8),
        new LayerSource(0, "q", 0x51, -1),
        new LayerSource(1, "h", 0x52, -1));
    bench.subscribe(1, 10, 2, VP8);
    int[] pictures = {32_000, 100};
    int[] tl0 = {250, 7};
    for (int i = 0; i < 600; i++) {
      int temporal = PATTERN[i % 4];
      boolean key = temporal == 0 && random.nextInt(4) == 0;
      for (int layer = 0; layer < 2; layer++) {
        pictures[layer]++;
        tl0[layer] += temporal == 0 ? 1 : 0;
        bench.rtp(
            0,
            Rtp.packet(0x51 + layer, i, 3000 * i)
                .marker(true)
                .payload(vp8(pictures[layer] & 0x7fff, tl0[layer], temporal, key)));
      }
      bench.advance(33 * MILLIS);
      if (random.nextInt(30) == 0) {
        bench.update(10, false, random.nextInt(2), random.nextInt(3));
      }
    }
    List<RoomBench.Sent> stream = stream();
    StreamChecker.hasNoGap(stream);
    StreamChecker.timestampsDoNotStepBack(stream);
    Vp8Descriptor descriptor = new Vp8Descriptor();
    List<Integer> steps = new ArrayList<>();
    int lastPicture = -1;
    int lastTl0 = -1;
    for (RoomBench.Sent packet : stream) {
      int length = packet.body().length;
      assertThat(descriptor.parse(MemorySegment.ofArray(packet.body()), 0, length)).isEqualTo(6);
      if (lastPicture >= 0) {
        steps.add((descriptor.pictureId() - lastPicture) & 0x7fff);
        int step = (descriptor.tl0PicIdx() - lastTl0) & 0xff;
        assertThat(step).as("seed %d", seed).isEqualTo(descriptor.temporalId() == 0 ? 1 : 0);
      }
      lastPicture = descriptor.pictureId();
      lastTl0 = descriptor.tl0PicIdx();
    }
    assertThat(steps).as("seed %d", seed).containsOnly(1);
    assertThat(bench.drops(Drop.LAYER_FILTERED)).isPositive();
  }
}
