package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyDescriptorTest {
  private final DependencyDescriptor descriptor = new DependencyDescriptor();

  private int parse(byte[] bytes) {
    return descriptor.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp9-svc.txt", "av1-svc.txt"})
  void agreesWithTheLayersAndKeyFramesOfACapture(String file) {
    List<CapturedPayload> packets = CapturedPayload.of(file);
    for (int i = 0; i < packets.size(); i++) {
      CapturedPayload packet = packets.get(i);
      assertThat(parse(packet.descriptor())).isEqualTo(packet.descriptor().length);

      assertThat("S" + descriptor.spatialId()).isEqualTo(packet.layer());
      assertThat(descriptor.startsKeyFrame()).isEqualTo(i == 0);
      assertThat(descriptor.startsKeyFrame() && !packet.keyFrame()).isFalse();
      if (packet.marker()) {
        assertThat(descriptor.endsFrame()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp9-svc.txt", "av1-svc.txt"})
  void readsTheStructureOfThreeLayers(String file) {
    parse(CapturedPayload.of(file).getFirst().descriptor());

    TemplateStructure structure = descriptor.structure();
    assertThat(structure.maxSpatialId()).isEqualTo(2);
    assertThat(structure.maxTemporalId()).isEqualTo(2);
    assertThat(structure.targetCount()).isEqualTo(9);
    assertThat(structure.chainCount()).isEqualTo(3);
    assertThat(descriptor.activeTargets()).isEqualTo(0x1ff);
    assertThat(structure.hasResolutions()).isTrue();
    assertThat(structure.width(0)).isEqualTo(320);
    assertThat(structure.height(0)).isEqualTo(180);
    assertThat(structure.width(2)).isEqualTo(1280);
    assertThat(structure.height(2)).isEqualTo(720);
    for (int target = 0; target < 9; target++) {
      int chosen =
          structure.targetFor(structure.targetSpatial(target), structure.targetTemporal(target));
      assertThat(chosen).isEqualTo(target);
      assertThat(structure.targetChain(target)).isEqualTo(structure.targetSpatial(target));
    }
    assertThat(structure.targetFor(1, 7)).isGreaterThanOrEqualTo(0);
    assertThat(structure.targetSpatial(structure.targetFor(1, 7))).isEqualTo(1);
  }

  /// A frame of a layer above a decode target is never part of it.
  @Test
  void saysWhichFramesADecodeTargetNeeds() {
    for (CapturedPayload packet : CapturedPayload.of("av1-svc.txt")) {
      parse(packet.descriptor());
      TemplateStructure structure = descriptor.structure();
      for (int target = 0; target < structure.targetCount(); target++) {
        boolean above =
            descriptor.spatialId() > structure.targetSpatial(target)
                || descriptor.temporalId() > structure.targetTemporal(target);
        if (above) {
          assertThat(descriptor.indication(target)).isEqualTo(DependencyDescriptor.NOT_PRESENT);
        }
      }
    }
  }

  @Test
  void readsTemporalLayersOfSimulcastStreamsThatHaveNoOthers() {
    Map<String, DependencyDescriptor> streams = new HashMap<>();
    for (String file : List.of("vp8-chromium.txt", "h264-chromium.txt")) {
      streams.clear();
      for (CapturedPayload packet : CapturedPayload.of(file)) {
        byte[] bytes = packet.descriptor();
        DependencyDescriptor stream =
            streams.computeIfAbsent(packet.layer(), _ -> new DependencyDescriptor());

        assertThat(stream.parse(MemorySegment.ofArray(bytes), 0, bytes.length))
            .isEqualTo(bytes.length);
        assertThat(stream.spatialId()).isZero();
        assertThat(stream.temporalId()).isBetween(0, 2);
        if (stream.startsKeyFrame()) {
          assertThat(packet.keyFrame()).isTrue();
        }
      }
      assertThat(streams.values()).allSatisfy(stream -> assertThat(stream.hasStructure()).isTrue());
    }
  }

  @Test
  void needsAStructureFirst() {
    assertThat(parse(new byte[] {(byte) 0xc5, 0, 2})).isEqualTo(Malformed.NO_STRUCTURE);
  }

  @Test
  void refusesEachTruncationAndKeepsTheOldStructure() {
    byte[] whole = CapturedPayload.of("av1-svc.txt").getFirst().descriptor();
    byte[] other = CapturedPayload.of("vp8-chromium.txt").getFirst().descriptor();
    parse(other);
    int templates = descriptor.structure().templateCount();
    for (int length = 0; length < whole.length; length++) {
      int result = parse(Arrays.copyOf(whole, length));

      if (length == 3) {
        // The mandatory part alone is a descriptor: it names a template of the stream.
        assertThat(result).isEqualTo(3);
      } else {
        assertThat(result).as("length %d", length).isNegative();
      }
      assertThat(descriptor.startsKeyFrame()).isFalse();
      assertThat(descriptor.structure().templateCount()).isEqualTo(templates);
    }
  }

  @Test
  void isNotThrownBackByALateKeyFrame() {
    byte[] old = CapturedPayload.of("av1-svc.txt").getFirst().descriptor();
    byte[] fresh = CapturedPayload.of("vp8-chromium.txt").getFirst().descriptor().clone();
    int frame = ((old[1] & 0xff) << 8 | (old[2] & 0xff)) + 100;
    fresh[1] = (byte) (frame >>> 8);
    fresh[2] = (byte) frame;
    parse(fresh);
    int targets = descriptor.structure().targetCount();

    assertThat(parse(old)).isEqualTo(old.length);

    assertThat(descriptor.startsKeyFrame()).isTrue();
    assertThat(descriptor.structure().targetCount()).isEqualTo(targets).isNotEqualTo(9);
  }

  @Test
  void survivesRandomBytesBehindAStructure() {
    long seed = 11;
    Random random = new Random(seed);
    byte[] whole = CapturedPayload.of("av1-svc.txt").getFirst().descriptor();
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 8));
      for (int flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }

      int result = parse(bytes);

      if (result > 0) {
        assertThat(descriptor.spatialId()).as("seed %d round %d", seed, round).isBetween(0, 3);
        assertThat(descriptor.temporalId()).isBetween(0, 7);
        assertThat(descriptor.structure().targetCount()).isBetween(1, 32);
      }
    }
  }
}
