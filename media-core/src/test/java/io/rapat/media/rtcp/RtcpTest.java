package io.rapat.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpTest implements RtcpHandler {
  private final RtcpReader reader = new RtcpReader();
  private final List<String> found = new ArrayList<>();
  private byte[] feedback = new byte[0];

  private static List<String[]> captured(String file) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(RtcpTest.class.getResourceAsStream(file)),
                StandardCharsets.US_ASCII))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(l -> l.split(" ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(byte[] bytes) {
    found.clear();
    reader.read(MemorySegment.ofArray(bytes), 0, bytes.length, this);
  }

  private void read(String hex) {
    read(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium-vp8-loss.hex", "firefox.hex"})
  void readsWhatBrowsersAndTheirServerSend(String file) {
    for (String[] line : captured(file)) {
      read(line[4]);
      assertThat(reader.malformed()).as(line[4]).isZero();
      List<String> kinds = new ArrayList<>();
      if (line[3].contains("SR(")) {
        kinds.add("SR");
      }
      if (line[3].contains("R(1)") || line[3].contains("R(2)")) {
        kinds.add("block");
      }
      for (String kind : List.of("NACK", "PLI", "REMB", "TWCC", "RRTR", "DLRR")) {
        if (line[3].contains(kind)) {
          kinds.add(kind);
        }
      }
      assertThat(found.stream().map(f -> f.split(" ")[0]).distinct().toList())
          .as(line[3])
          .containsExactlyInAnyOrderElementsOf(kinds);
    }
  }

  @Test
  void readsEachFieldOfACapturedCompound() {
    read(
        "81c9000700000001ccd9cd510000000000006be8000010cc310ac0d40000c26a"
            + "81cd000300000001ccd9cd516be90000");
    assertThat(found)
        .containsExactly("block ccd9cd51 0 4300 310ac0d4 49770", "NACK ccd9cd51 27625");

    read(
        "81c9000700000001f07bf3e8000000000000814e0000061c31d042ff00021b76"
            + "8fce0005000000010000000052454d42010a90eef07bf3e8");
    assertThat(found).last().isEqualTo("REMB " + (0x290eeL << 2));

    read("80cf000582c0d3f00500000382c0d3f0310691bf0000188b");
    assertThat(found).containsExactly("DLRR 82c0d3f0 310691bf 6283");
  }

  @Test
  void dropsWhatIsCutAnywhere() {
    byte[] whole =
        HexFormat.of()
            .parseHex(
                "80c8000671589e9feeb03106ad907d913266342a0000005900015108"
                    + "81ca000271589e9f0100000080cf000571589e9f0500000382c0d3f0310691bf0000188b");
    for (int length = 0; length < whole.length; length++) {
      read(Arrays.copyOf(whole, length));
      boolean betweenPackets = length == 0 || length == 28 || length == 40;
      assertThat(reader.malformed()).as("length %d", length).isEqualTo(betweenPackets ? 0 : 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80c9ffff 00000001, 1", // length behind the end
    "9fc90001 00000001, 1", // thirty-one blocks announced, none there
    "41c90001 00000001, 1", // version 1
    "80c80001 00000001, 1", // SR too short
    "81cd0002 00000001 00000002, 1", // NACK without an entry
    "80cf0002 00000001 05000004, 1", // XR block behind the end
    "80cf0001 00000001, 0", // XR without a block
    "81ca0002 00000001 01ff6162, 0", // SDES item of 255 bytes: not read
    "84cc0002 00000001 41424344, 0", // APP
    "8fce0005 00000001 00000000 52454d43 010a90ee f07bf3e8, 1", // not REMB
  })
  void countsWhatDoesNotFit(String hex, int malformed) {
    read(hex);
    assertThat(reader.malformed()).isEqualTo(malformed);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "01000000, 0",
    "01ffffff, 9223372036854775807",
    "0103ffff, 262143",
    "01b7ffff, 9223336852482686976"
  })
  void clampsAnEstimate(String hex, long bitrate) {
    read("8fce0005 00000001 00000000 52454d42" + hex + "00000001");
    assertThat(found).containsExactly("REMB " + bitrate);
  }

  @Test
  void worksOffABoundedPartOfAHugeNack() {
    RtcpWriter writer = new RtcpWriter(MemorySegment.ofArray(new byte[8000]), 0, 8000);
    writer.nack(1, 2);
    for (int i = 0; i < 1000; i++) {
      writer.nackSequence((40 * i) & 0xffff);
    }
    reader.read(writer.segment(), 0, writer.length(), this);

    assertThat(found).hasSize(512);
    assertThat(reader.overBudget()).isPositive();
  }

  @Test
  void packsNacksIntoMasks() {
    RtcpWriter writer = new RtcpWriter(MemorySegment.ofArray(new byte[100]), 0, 100);
    writer.nack(1, 2);
    for (int sequence : new int[] {65_534, 65_535, 0, 14, 15, 100}) {
      assertThat(writer.nackSequence(sequence)).isTrue();
    }
    reader.read(writer.segment(), 0, writer.length(), this);

    assertThat(writer.length()).isEqualTo(24);
    assertThat(found)
        .containsExactly(
            "NACK 2 65534", "NACK 2 65535", "NACK 2 0", "NACK 2 14", "NACK 2 15", "NACK 2 100");
  }

  @Test
  void readsBackWhatItWrites() {
    RtcpWriter writer = new RtcpWriter(MemorySegment.ofArray(new byte[400]), 0, 400);
    writer.senderReport(7, 0x1122_3344_5566_7788L, 9, 10, 11);
    writer.sourceDescription(7, "abc".getBytes(StandardCharsets.UTF_8));
    writer.receiverReport(1);
    assertThat(writer.reportBlock(8, 200, -3, 5, 6, 7, 8)).isTrue();
    assertThat(writer.reportBlock(9, 255, 0x7fff_ffff, 5, 6, 7, -1)).isTrue();
    writer.pictureLoss(1, 3);
    writer.receiverReferenceTime(4, 0x0102_0304_0506_0708L);
    writer.delaySinceReference(4, 5, 6, 7);
    reader.read(writer.segment(), 0, writer.length(), this);

    assertThat(reader.malformed()).isZero();
    assertThat(found)
        .containsExactly(
            "SR 7 1122334455667788 9",
            "block 8 200 6 7 8",
            "block 9 255 6 7 4294967295",
            "PLI 3",
            "RRTR 4 3040506",
            "DLRR 5 6 7");
  }

  @Test
  void writesTheFeedbackThatAServerSent() {
    for (String[] line : captured("chromium-vp8-loss.hex")) {
      if (!line[3].equals("TWCC")) {
        continue;
      }
      read(line[4]);
      List<Long> arrivals = new ArrayList<>();
      int[] count = new int[1];
      int[] deltas = new int[1024];
      long[] last = {reference(feedback) * 256L};
      TransportFeedback.Handler handler =
          new TransportFeedback.Handler() {
            @Override
            public void onReceived(int sequence, long ticks) {
              deltas[count[0]++] = (int) (ticks - last[0]);
              last[0] = ticks;
              arrivals.add(ticks);
            }

            @Override
            public void onLost(int sequence) {
              deltas[count[0]++] = Integer.MIN_VALUE;
            }
          };
      MemorySegment body = MemorySegment.ofArray(feedback);
      int statuses = TransportFeedback.read(body, 0, feedback.length, handler);
      assertThat(statuses).isEqualTo(count[0]);
      assertThat(arrivals).isNotEmpty();

      MemorySegment again =
          MemorySegment.ofArray(new byte[TransportFeedback.size(statuses, deltas)]);
      TransportFeedback.write(again, 0, 1, reference(feedback), 2, statuses, deltas);
      int[] rewritten = deltas.clone();
      count[0] = 0;
      last[0] = reference(feedback) * 256L;
      assertThat(TransportFeedback.read(again, 0, (int) again.byteSize(), handler))
          .isEqualTo(statuses);
      assertThat(deltas).isEqualTo(rewritten);
    }
  }

  private static int reference(byte[] body) {
    return (body[4] << 16) | ((body[5] & 0xff) << 8) | (body[6] & 0xff);
  }

  @Test
  void feedbackSurvivesTheRoundTrip() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      int statuses = 1 + random.nextInt(400);
      int lossPercent = random.nextInt(100);
      int[] deltas = new int[statuses];
      for (int k = 0; k < statuses; k++) {
        deltas[k] =
            random.nextInt(100) < lossPercent
                ? Integer.MIN_VALUE
                : random.nextInt(10) == 0 ? (short) random.nextInt() : random.nextInt(256);
      }
      MemorySegment body =
          MemorySegment.ofArray(new byte[TransportFeedback.size(statuses, deltas)]);
      TransportFeedback.write(body, 0, 65_500, -5, i, statuses, deltas);
      int[] at = {0};
      long[] last = {-5 * 256};
      int read =
          TransportFeedback.read(
              body,
              0,
              (int) body.byteSize(),
              new TransportFeedback.Handler() {
                @Override
                public void onReceived(int sequence, long ticks) {
                  assertThat(sequence).isEqualTo((65_500 + at[0]) & 0xffff);
                  assertThat(ticks - last[0]).as("seed %d", seed).isEqualTo(deltas[at[0]++]);
                  last[0] = ticks;
                }

                @Override
                public void onLost(int sequence) {
                  assertThat(deltas[at[0]++]).isEqualTo(Integer.MIN_VALUE);
                }
              });
      assertThat(read).isEqualTo(statuses);
    }
  }

  @Test
  void convertsNtpTimes() {
    assertThat(NtpTime.ofNanos(1_500_000_000L)).isEqualTo(0x1_8000_0000L);
    assertThat(NtpTime.toNanos(0x1_8000_0000L)).isEqualTo(1_500_000_000L);
    assertThat(NtpTime.toNanos(NtpTime.ofNanos(-250_000_000L)))
        .isBetween(-250_000_001L, -249_999_999L);
    assertThat(NtpTime.shortOfNanos(1_000_000_000L)).isEqualTo(65_536);
    assertThat(NtpTime.nanosOfShort(32_768)).isEqualTo(500_000_000L);
  }

  @Override
  public void onSenderReport(int ssrc, long ntp, int rtpTimestamp) {
    found.add("SR %x %x %d".formatted(ssrc, ntp, rtpTimestamp));
  }

  @Override
  public void onReportBlock(int ssrc, int fractionLost, long jitter, int last, long delay) {
    found.add("block %x %d %d %x %d".formatted(ssrc, fractionLost, jitter, last, delay));
  }

  @Override
  public void onNack(int mediaSsrc, int sequence) {
    found.add("NACK %x %d".formatted(mediaSsrc, sequence));
  }

  @Override
  public void onKeyFrameRequest(int mediaSsrc) {
    found.add("PLI %x".formatted(mediaSsrc));
  }

  @Override
  public void onReceiverEstimate(long bitrateBps) {
    found.add("REMB " + bitrateBps);
  }

  @Override
  public void onTransportFeedback(MemorySegment segment, long offset, int length) {
    feedback = segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    found.add("TWCC");
  }

  @Override
  public void onReceiverReferenceTime(int ssrc, int middleNtp) {
    found.add("RRTR %x %x".formatted(ssrc, middleNtp));
  }

  @Override
  public void onDelaySinceReference(int ssrc, int lastReference, long delay) {
    found.add("DLRR %x %x %d".formatted(ssrc, lastReference, delay));
  }
}
