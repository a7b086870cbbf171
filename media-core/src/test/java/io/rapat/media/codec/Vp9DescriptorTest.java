package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vp9DescriptorTest {
  private final Vp9Descriptor descriptor = new Vp9Descriptor();

  private int parse(byte[] bytes) {
    return descriptor.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  @Test
  void agreesWithTheLayersAndKeyFramesOfACapture() {
    List<CapturedPayload> packets = CapturedPayload.of("vp9-svc.txt");
    int keyFrames = 0;
    for (CapturedPayload packet : packets) {
      assertThat(parse(packet.bytes())).isPositive();

      assertThat("S" + descriptor.spatialId()).isEqualTo(packet.layer());
      assertThat(descriptor.pictureIdBits()).isEqualTo(15);
      assertThat(descriptor.startsKeyFrame())
          .isEqualTo(packet.keyFrame() && descriptor.startsFrame() && packet.layer().equals("S0"));
      keyFrames += descriptor.startsKeyFrame() ? 1 : 0;
      if (packet.marker()) {
        assertThat(descriptor.endsFrame()).isTrue();
      }
    }
    assertThat(keyFrames).isEqualTo(1);
  }

  @Test
  void readsTheScalabilityStructureOfAKeyFrame() {
    CapturedPayload key = CapturedPayload.of("vp9-svc.txt").getFirst();

    assertThat(parse(key.bytes())).isPositive();

    assertThat(descriptor.hasScalabilityStructure()).isTrue();
    assertThat(descriptor.spatialLayers()).isEqualTo(3);
    assertThat(descriptor.width()).isEqualTo(1280);
    assertThat(descriptor.height()).isEqualTo(720);
    assertThat(descriptor.isFlexible()).isTrue();
  }

  @Test
  void readsTheNonFlexibleForm() {
    assertThat(parse(HexFormat.of().parseHex("ac0aabcd11"))).isEqualTo(4);

    assertThat(descriptor.pictureId()).isEqualTo(10);
    assertThat(descriptor.temporalId()).isEqualTo(5);
    assertThat(descriptor.spatialId()).isEqualTo(5);
    assertThat(descriptor.isInterLayerPredicted()).isTrue();
    assertThat(descriptor.tl0PicIdx()).isEqualTo(0xcd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ac0aabcd", // picture id of 7 bits, layers, TL0PICIDX
        "ac8000abcd", // picture id of 15 bits
        "f80a00010302", // flexible, three references
        "0a30000500025805000258", // structure with two sizes
        "0a080202040c010200" // structure with a picture group
      })
  void refusesEachTruncation(String hex) {
    byte[] whole = HexFormat.of().parseHex(hex);
    int length = parse(whole);
    assertThat(length).isPositive();
    for (int cut = 0; cut < length; cut++) {
      assertThat(parse(Arrays.copyOf(whole, cut))).isEqualTo(Malformed.TRUNCATED);
    }
  }

  @Test
  void refusesAFourthReference() {
    assertThat(parse(HexFormat.of().parseHex("5801010100"))).isEqualTo(Malformed.INVALID);
  }
}
