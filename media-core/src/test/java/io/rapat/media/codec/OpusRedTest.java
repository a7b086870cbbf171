package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpusRedTest {
  private static final int OPUS = 111;

  private final OpusRed red = new OpusRed();

  private int parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return red.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  private static byte[] block(CapturedPayload packet, OpusRed of, int block) {
    int from = of.offset(block);
    return Arrays.copyOfRange(packet.bytes(), from, from + of.length(block));
  }

  /// Chromium repeats the packet before: the redundant block is the primary block seen last.
  @Test
  void findsThePrimaryAndTheRedundantBlockInACapture() {
    byte[] before = new byte[0];
    List<CapturedPayload> packets = CapturedPayload.of("opus-red.txt");
    for (int i = 0; i < packets.size(); i++) {
      CapturedPayload packet = packets.get(i);
      int blocks = red.parse(packet.segment(), 0, packet.bytes().length);

      assertThat(blocks).isEqualTo(i == 0 ? 1 : 2);
      assertThat(red.primaryPayloadType()).isEqualTo(OPUS);
      if (blocks == 2) {
        assertThat(red.payloadType(0)).isEqualTo(OPUS);
        assertThat(red.timestampOffset(0)).isEqualTo(960);
        assertThat(block(packet, red, 0)).isEqualTo(before);
      }
      before = block(packet, red, blocks - 1);
      assertThat(before).hasSize(red.primaryLength());
    }
  }

  @Test
  void readsAudioLevelsOfTheCapture() {
    CapturedPayload packet = CapturedPayload.of("opus-red.txt").get(2);
    MemorySegment value = MemorySegment.ofArray(packet.audioLevel());

    assertThat(AudioLevel.level(value, 0, 1)).isEqualTo(0x17);
    assertThat(AudioLevel.isVoice(value, 0, 1)).isTrue();
    assertThat(AudioLevel.level(value, 0, 0)).isEqualTo(AudioLevel.SILENCE);
    assertThat(AudioLevel.isVoice(value, 0, 0)).isFalse();
  }

  @Test
  void acceptsAnEmptyPrimaryBlock() {
    assertThat(parse("6f")).isEqualTo(1);
    assertThat(red.primaryLength()).isZero();
    assertThat(red.primaryOffset()).isEqualTo(1);
  }

  @Test
  void refusesTruncationsAndTooManyBlocks() {
    assertThat(parse("")).isEqualTo(Malformed.TRUNCATED);
    assertThat(parse("ef")).isEqualTo(Malformed.TRUNCATED);
    assertThat(parse("ef0f0001")).isEqualTo(Malformed.TRUNCATED);
    assertThat(parse("ef0f00016f")).isEqualTo(Malformed.TRUNCATED);
    assertThat(parse("ef0f00016faa")).isEqualTo(2);
    assertThat(parse("ef0f0000".repeat(7) + "6f")).isEqualTo(8);
    assertThat(parse("ef0f0000".repeat(8) + "6f")).isEqualTo(Malformed.INVALID);
  }
}
