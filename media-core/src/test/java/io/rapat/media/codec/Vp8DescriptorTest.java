package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vp8DescriptorTest {
  private final Vp8Descriptor descriptor = new Vp8Descriptor();

  private int parse(String hex) {
    return parse(HexFormat.of().parseHex(hex));
  }

  private int parse(byte[] bytes) {
    return descriptor.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  private byte[] written(int pictureId, int tl0PicIdx, int keyIdx) {
    byte[] out = new byte[Vp8Descriptor.MAX_BYTES];
    int length = descriptor.write(pictureId, tl0PicIdx, keyIdx, MemorySegment.ofArray(out), 0);
    return Arrays.copyOf(out, length);
  }

  @Test
  void readsChromiumsDescriptorOfOneByte() {
    for (CapturedPayload packet : CapturedPayload.of("vp8-chromium.txt")) {
      assertThat(parse(packet.bytes())).isEqualTo(1);

      assertThat(descriptor.hasPictureId()).isFalse();
      assertThat(descriptor.startsKeyFrame())
          .isEqualTo(packet.keyFrame() && descriptor.startsFrame());
      if (descriptor.startsKeyFrame()) {
        assertThat(descriptor.height())
            .isEqualTo(
                switch (packet.layer()) {
                  case "q" -> 180;
                  case "h" -> 360;
                  default -> 720;
                });
        assertThat(descriptor.width()).isEqualTo(descriptor.height() * 16 / 9);
      }
    }
  }

  @Test
  void readsFirefoxsFieldsAndTheFrameSize() {
    List<CapturedPayload> packets = CapturedPayload.of("vp8-firefox.txt");

    assertThat(parse(packets.get(0).bytes())).isEqualTo(6);

    assertThat(descriptor.pictureIdBits()).isEqualTo(15);
    assertThat(descriptor.pictureId()).isEqualTo(0x6449);
    assertThat(descriptor.tl0PicIdx()).isEqualTo(0x49);
    assertThat(descriptor.temporalId()).isZero();
    assertThat(descriptor.isLayerSync()).isTrue();
    assertThat(descriptor.hasKeyIdx()).isFalse();
    assertThat(descriptor.startsKeyFrame()).isTrue();
    assertThat(descriptor.width()).isEqualTo(320);
    assertThat(descriptor.height()).isEqualTo(180);
    for (CapturedPayload packet : packets) {
      assertThat(parse(packet.bytes())).isEqualTo(6);
      assertThat(descriptor.startsKeyFrame())
          .isEqualTo(packet.keyFrame() && descriptor.startsFrame());
    }
  }

  @Test
  void writesBackWhatItRead() {
    for (String file : List.of("vp8-chromium.txt", "vp8-firefox.txt")) {
      for (CapturedPayload packet : CapturedPayload.of(file)) {
        int length = parse(packet.bytes());

        assertThat(written(descriptor.pictureId(), descriptor.tl0PicIdx(), descriptor.keyIdx()))
            .isEqualTo(Arrays.copyOf(packet.bytes(), length));
      }
    }
  }

  @Test
  void keepsThePictureIdsWidthAndTheOtherBits() {
    assertThat(parse("90f08123ffe5aa")).isEqualTo(6);
    assertThat(written(0x17fff, 0x102, 0x23)).asHexString().isEqualTo("90F0FFFF02E3");

    assertThat(parse("90f07fffe5aa")).isEqualTo(5);
    assertThat(written(0x1234, 1, 2)).asHexString().isEqualTo("90F03401E2");

    assertThat(parse("9020e5aa")).isEqualTo(3);
    assertThat(written(9, 9, 9)).asHexString().isEqualTo("9020E5");

    assertThat(parse("10aa")).isEqualTo(1);
    assertThat(written(9, 9, 9)).asHexString().isEqualTo("10");
  }

  @Test
  void takesOnlyTheFirstPartitionsBeginForAKeyFrame() {
    parse("1000");
    assertThat(descriptor.startsKeyFrame()).isTrue();
    parse("0000");
    assertThat(descriptor.startsKeyFrame()).isFalse();
    parse("1100");
    assertThat(descriptor.startsKeyFrame()).isFalse();
    parse("1001");
    assertThat(descriptor.startsKeyFrame()).isFalse();
    parse("10");
    assertThat(descriptor.startsKeyFrame()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"90f08123ffe5", "90f07fffe5", "90807f", "90808000", "904001", "9030e5"})
  void refusesEachTruncation(String hex) {
    byte[] whole = HexFormat.of().parseHex(hex);
    assertThat(parse(whole)).isEqualTo(whole.length);
    for (int length = 0; length < whole.length; length++) {
      assertThat(parse(Arrays.copyOf(whole, length))).isEqualTo(Malformed.TRUNCATED);
    }
  }
}
