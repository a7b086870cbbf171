package io.rapat.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {
  private static final int HEADER = RtpPacket.FIXED_HEADER;

  private final RtpPacket packet = new RtpPacket();

  private static List<String[]> captured() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    RtpPacketTest.class.getResourceAsStream("chromium-vp8-simulcast.hex")),
                StandardCharsets.US_ASCII))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(l -> l.split(" ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return packet.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  @Test
  void readsWhatABrowserSends() {
    for (String[] line : captured()) {
      assertThat(parse(line[9])).isEqualTo(RtpPacket.OK);
      assertThat(packet.payloadType()).isEqualTo(Integer.parseInt(line[1]));
      assertThat(Integer.toUnsignedLong(packet.ssrc())).isEqualTo(Long.parseLong(line[3]));
      assertThat(packet.sequence()).isEqualTo(Integer.parseInt(line[4]));
      assertThat(packet.marker()).isEqualTo(line[5].equals("1"));
      // Every packet carries a transport-wide sequence number, every one of the media an
      // abs-send-time.
      assertThat(packet.extensions().position(3)).isPositive();
      assertThat(packet.extensions().length(3)).isEqualTo(2);
      assertThat(packet.extensions().length(2)).isEqualTo(3);
    }
  }

  @Test
  void findsALongDescriptorInTheTwoByteForm() {
    String[] keyFrame = captured().get(1);
    assertThat(parse(keyFrame[9])).isEqualTo(RtpPacket.OK);

    assertThat(packet.extensions().length(12)).isEqualTo(23);
    assertThat(packet.extensions().length(10)).isEqualTo(1);
    assertThat(packet.segment().get(ValueLayout.JAVA_BYTE, packet.extensions().position(10)))
        .isEqualTo((byte) 'q');
  }

  @Test
  void refusesAPacketCutAnywhereInItsHeader() {
    byte[] bytes = HexFormat.of().parseHex(captured().get(1)[9]);
    assertThat(packet.parse(MemorySegment.ofArray(bytes), 0, bytes.length)).isEqualTo(RtpPacket.OK);
    int header = packet.headerLength();
    for (int length = 0; length < header; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(packet.parse(MemorySegment.ofArray(cut), 0, length))
          .as("length %d", length)
          .isEqualTo(RtpPacket.MALFORMED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a0600001 00000002 00000003 0a00, BAD", // padding 0
    "a0600001 00000002 00000003 0a03, BAD", // more than follows the header
    "a0600001 00000002 00000003, BAD", // padding, but nothing behind the header
    "a0600001 00000002 00000003 0002, 0", // nothing but padding
    "a0600001 00000002 00000003 0a0b01, 2",
    "8f600001 00000002 00000003 00000004, MALFORMED", // fifteen CSRCs, one there
    "81600001 00000002 00000003 00000004 0a, 1",
    "90600001 00000002 00000003 bede, MALFORMED",
    "90600001 00000002 00000003 bedeffff 0a, MALFORMED",
    "90600001 00000002 00000003 bede0000 0a, 1",
    "40600001 00000002 00000003 0a, MALFORMED", // version 1
  })
  void measuresThePayload(String hex, String expected) {
    int parsed = parse(hex);
    switch (expected) {
      case "BAD" -> assertThat(parsed).isEqualTo(RtpPacket.BAD_PADDING);
      case "MALFORMED" -> assertThat(parsed).isEqualTo(RtpPacket.MALFORMED);
      default -> {
        assertThat(parsed).isEqualTo(RtpPacket.OK);
        assertThat(packet.payloadLength()).isEqualTo(Integer.parseInt(expected));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f0aa 10bb 0000, 1, -1", // id 15 ends the block
    "10aa f0bb 10cc, 1, 17",
    "1faa bbcc ddee, 1, -1", // longer than the block
    "10aa 10bb 0000, 1, 17", // twice: the first counts
    "0010 aa00 0000, 1, 18", // padding in between
    "03aa bbcc 10dd, 1, -1", // id 0 with a length
  })
  void ignoresAbusedOneByteElements(String block, int id, int position) {
    assertThat(parse("90600001 00000002 00000003 bede0002 " + block + "0000"))
        .isEqualTo(RtpPacket.OK);
    assertThat(packet.extensions().position(id)).isEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({"01ff aabb, 1, -1", "0101 aa01, 1, 18", "0000 0101, 1, -1", "ff02 aabb, 255, 18"})
  void ignoresAbusedTwoByteElements(String block, int id, int position) {
    assertThat(parse("90600001 00000002 00000003 10000001 " + block)).isEqualTo(RtpPacket.OK);
    assertThat(packet.extensions().position(id)).isEqualTo(position);
  }

  @Test
  void forgetsTheExtensionsOfThePacketBefore() {
    assertThat(parse("90600001 00000002 00000003 bede0001 10aa0000")).isEqualTo(RtpPacket.OK);
    assertThat(packet.extensions().position(1)).isPositive();
    assertThat(parse("80600001 00000002 00000003 0a")).isEqualTo(RtpPacket.OK);

    assertThat(packet.extensions().position(1)).isEqualTo(-1);
    assertThat(packet.extensions().position(0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsWhatTheWriterWrites(boolean longExtensions) {
    MemorySegment out = MemorySegment.ofArray(new byte[RtpHeaderWriter.MAX_HEADER + 1]);
    RtpHeaderWriter writer = new RtpHeaderWriter(out, 0);
    writer.begin(101, true, 65_535, -7, -9, longExtensions);
    writer.add24(2, 0xabcdef);
    writer.add16(5, 0x1234);
    writer.addCopy(12, MemorySegment.ofArray(new byte[] {1, 2, 3}), 0, 3);
    int length = writer.end();

    assertThat(length % 4).isZero();
    assertThat(packet.parse(out, 0, length + 1)).isEqualTo(RtpPacket.OK);
    assertThat(packet.payloadType()).isEqualTo(101);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.sequence()).isEqualTo(65_535);
    assertThat(packet.timestamp()).isEqualTo(-7);
    assertThat(packet.ssrc()).isEqualTo(-9);
    assertThat(packet.payloadLength()).isEqualTo(1);
    assertThat(packet.extensions().length(2)).isEqualTo(3);
    assertThat(packet.extensions().length(5)).isEqualTo(2);
    assertThat(packet.extensions().length(12)).isEqualTo(3);
  }

  @Test
  void writesNoBlockWithoutExtensions() {
    MemorySegment out = MemorySegment.ofArray(new byte[RtpHeaderWriter.MAX_HEADER]);
    RtpHeaderWriter writer = new RtpHeaderWriter(out, 0);
    writer.begin(0, false, 1, 2, 3, false);

    assertThat(writer.end()).isEqualTo(HEADER);
  }

  @Test
  void readsAnyBytesWithoutLeavingThem() {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
      }
      if (bytes.length > 16 && random.nextBoolean()) {
        bytes[12] = (byte) 0xbe;
        bytes[13] = (byte) 0xde;
        bytes[14] = 0;
        bytes[15] &= 7;
      }
      if (packet.parse(MemorySegment.ofArray(bytes), 0, bytes.length) != RtpPacket.OK) {
        continue;
      }
      assertThat(packet.payloadOffset() + packet.payloadLength() + packet.paddingLength())
          .as("seed %d", seed)
          .isEqualTo(bytes.length);
      for (int id = 1; id < 256; id++) {
        int position = packet.extensions().position(id);
        if (position >= 0 && position + packet.extensions().length(id) > packet.headerLength()) {
          throw new AssertionError("extension behind the header, seed " + seed);
        }
      }
    }
  }

  @Test
  void extendsSequenceNumbersOverTheWrap() {
    assertThat(SequenceNumbers.extend(1, 0x1fffe)).isEqualTo(0x20001);
    assertThat(SequenceNumbers.extend(0xfffe, 0x20001)).isEqualTo(0x1fffe);
    assertThat(SequenceNumbers.distance(2, 65_534)).isEqualTo(4);
  }
}
