package io.rapat.media.room;

import static io.rapat.media.room.RoomBench.MILLIS;
import static io.rapat.media.room.RoomBench.OPUS;
import static io.rapat.media.room.RoomBench.VP8;
import static io.rapat.media.room.RoomBench.ssrcOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer that is let in, and means harm.
class HostileInputTest {
  private static final int AUDIO = 0x1111;
  private static final int VIDEO = 0x2222;
  private static final int OTHERS_VIDEO = 0x3333;

  private final RoomBench bench = new RoomBench().peers(40);

  @BeforeEach
  void open() {
    bench.publish(0, 1, MediaKind.AUDIO, List.of(OPUS), new LayerSource(0, "", AUDIO, -1));
    bench.publish(0, 2, MediaKind.VIDEO, List.of(VP8), new LayerSource(0, "", VIDEO, -1));
    bench.publish(1, 3, MediaKind.VIDEO, List.of(VP8), new LayerSource(0, "", OTHERS_VIDEO, -1));
    bench.subscribe(2, 10, 2, VP8).subscribe(2, 11, 3, VP8);
    bench.rtp(0, video(1, true));
    bench.rtp(1, Rtp.packet(OTHERS_VIDEO, 1, 0).vp8(true, true, 50));
    bench.sent.clear();
  }

  private static Rtp video(int sequence, boolean keyFrame) {
    return Rtp.packet(VIDEO, sequence, 3600 * sequence).marker(true).vp8(true, keyFrame, 100);
  }

  @Test
  void randomSsrcsLeaveNoState() {
    Random random = new Random(15);
    for (int i = 0; i < 50_000; i++) {
      bench.rtp(0, Rtp.packet(random.nextInt() | 0x8000_0000, i, i));
    }
    assertThat(bench.slots.inUse()).isLessThanOrEqualTo(ParkedPackets.CAPACITY + 2);
    bench.advance(1000 * MILLIS);
    assertThat(bench.slots.inUse()).isLessThanOrEqualTo(2);
    assertThat(bench.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a06000020000000000002222", // padding without a count
        "a0600002000000000000222210000000", // padding 0
        "a06000020000000000002222100000ff", // more padding than packet
        "8f60000200000000000022221001", // fifteen CSRCs that aren't there
        "9060000200000000000022221000ffff", // extension block behind the end
        "90600002000000000000222200000000", // nothing but an empty block
        "",
        "80",
        "80600002",
      })
  void brokenPacketsAreDropped(String hex) {
    bench.rtp(0, HexFormat.of().parseHex(hex));

    assertThat(bench.sent).isEmpty();
    assertThat(bench.slots.inUse()).isEqualTo(2);
    bench.rtp(0, video(3, false));
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void abusedExtensionsAreIgnored() {
    byte[] long255 = new byte[255];
    bench.rtp(
        0,
        Rtp.packet(0x7777, 1, 1).twoByteExtensions().extension(4, long255).extension(10, long255));
    bench.rtp(0, video(2, false).extension(15, (byte) 1, (byte) 2).extension(3, (byte) 1));
    bench.rtp(0, video(3, false).twoByteExtensions().extension(3, long255).extension(12));

    assertThat(bench.sentTo(2, ssrcOf(10))).hasSize(2);
    assertThat(bench.sent.get(0).view().extensions().position(2)).isPositive();
  }

  @Test
  void anothersSsrcIsOnlyAnotherStreamOfOnesOwn() {
    bench.rtp(0, Rtp.packet(OTHERS_VIDEO, 2, 0).vp8(true, true, 50));
    assertThat(bench.sent).isEmpty();
    bench.publish(0, 4, MediaKind.VIDEO, List.of(VP8), new LayerSource(0, "", VIDEO, -1));
    assertThat(bench.drops(Drop.SSRC_TAKEN)).isEqualTo(1);

    bench.rtp(1, Rtp.packet(OTHERS_VIDEO, 2, 3600).vp8(true, false, 50));
    bench.rtp(0, video(2, false));
    assertThat(bench.sentTo(2, ssrcOf(11))).hasSize(1);
    assertThat(bench.sentTo(2, ssrcOf(10))).hasSize(1);
  }

  @Test
  void aMidOfAnotherPeerBindsNothing() {
    bench.rtp(0, Rtp.packet(0x9999, 1, 1).vp8(true, true, 50).extension(4, (byte) 'm', (byte) '3'));
    bench.rtp(0, Rtp.packet(0x9998, 1, 1).vp8(true, true, 50).extension(4, (byte) 'm', (byte) '2'));

    assertThat(bench.sent).isEmpty();
    bench.rtp(0, video(2, false));
    assertThat(bench.sentTo(2, ssrcOf(10))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80c9ffff00000001",
        "9fc9000100000001",
        "80c8000100000001",
        "81cd000200000001000000ff",
        "80cf00020000000105000004",
        "0000000000",
        "80",
        "80ca0000",
        "80cb000000cb",
        "8fcd0004000000010000222200000000ffff0000",
        "8fcd0005000000010000222200010009000000000000000000000000",
      })
  void brokenReportsAreDropped(String hex) {
    bench.rtcp(0, HexFormat.of().parseHex(hex));
    bench.rtcp(2, HexFormat.of().parseHex(hex));

    bench.rtp(0, video(2, false));
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void aNackForEverythingAgainAndAgainGetsItsShareOnly() {
    long mediaBytes = 0;
    for (int i = 2; i < 3000; i++) {
      bench.rtp(0, video(i, false).payload(vp8(1000)));
      mediaBytes += 1012;
      int last = bench.sent.get(bench.sent.size() - 1).sequence();
      bench.advance(10 * MILLIS);
      bench.rtcp(
          2,
          writer -> {
            writer.nack(1, ssrcOf(10));
            for (int k = 200; k >= 0; k--) {
              writer.nackSequence((last - k) & 0xffff);
            }
          });
    }
    long repeated =
        bench.sentTo(2, ssrcOf(10) + 1).stream().mapToLong(s -> s.body().length + 20).sum();
    assertThat(repeated).isLessThan(mediaBytes * 20 / 100 + 30 * 12_500 + 32_000);
    assertThat(bench.drops(Drop.NACK_REPEATED)).isPositive();
    assertThat(bench.drops(Drop.NACK_BUDGET)).isPositive();
  }

  private static byte[] vp8(int bytes) {
    byte[] payload = new byte[bytes];
    payload[0] = 0x10;
    payload[1] = 1;
    return payload;
  }

  @Test
  void aStormOfKeyFrameRequestsReachesThePublisherOnceInAWhile() {
    for (int peer = 3; peer < 40; peer++) {
      bench.subscribe(peer, 100 + peer, 2, VP8);
    }
    bench.advance(1000 * MILLIS);
    bench.rtp(0, video(2, true));
    bench.reports.clear();
    long until = bench.nowNanos + 10_000 * MILLIS;
    int sequence = 3;
    while (bench.nowNanos < until) {
      for (int peer = 3; peer < 40; peer++) {
        int ssrc = ssrcOf(100 + peer);
        bench.rtcp(
            peer,
            writer -> {
              for (int i = 0; i < 10; i++) {
                writer.pictureLoss(1, ssrc);
              }
            });
      }
      bench.rtp(0, video(sequence++, false));
      bench.advance(20 * MILLIS);
    }
    assertThat(bench.keyFrameRequests(0, VIDEO)).hasSizeBetween(10, 21);
    assertThat(bench.drops(Drop.KEY_FRAME_QUOTA)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "01ffffff", "01000000"})
  void wildEstimatesNeverStopAudioAndNeverFlap(String mantissa) {
    bench.subscribe(2, 12, 1, OPUS);
    int before = bench.sent.size();
    for (int i = 2; i < 500; i++) {
      bench.rtcp(
          2,
          HexFormat.of().parseHex("8fce00050000000100000000" + "52454d42" + mantissa + "00000001"));
      bench.rtcp(
          2,
          writer -> {
            writer.receiverReport(1);
            writer.reportBlock(ssrcOf(10), 255, 0x7fffff, -1, -1, -1, -1);
          });
      long ntp = i % 2 == 0 ? -1L : 1L;
      int timestamp = i * 77_777;
      bench.rtcp(0, writer -> writer.senderReport(VIDEO, ntp, timestamp, 1, 1));
      bench.rtp(0, Rtp.packet(AUDIO, i, 960 * i).payloadType(111));
      bench.rtp(0, video(i, false));
      bench.advance(20 * MILLIS);
    }
    assertThat(bench.sent.size() - before).isEqualTo(2 * 498);
    StreamChecker.timestampsDoNotStepBack(bench.sentTo(2, ssrcOf(10)));
  }

  @Test
  void feedbackWithWildTimesIsBounded() {
    Random random = new Random(25);
    for (int i = 0; i < 2000; i++) {
      byte[] packet = new byte[40];
      random.nextBytes(packet);
      packet[0] = (byte) 0x8f;
      packet[1] = (byte) 205;
      packet[2] = 0;
      packet[3] = 9;
      bench.rtcp(2, packet);
      bench.advance(MILLIS);
    }
    bench.rtp(0, video(2, false));
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void hugeSequenceJumpsDoNotDisturbTheSubscriber() {
    Random random = new Random(16);
    int sequence = 1;
    for (int i = 0; i < 2000; i++) {
      if (random.nextInt(10) == 0) {
        sequence += random.nextInt(65_536);
      }
      sequence++;
      bench.rtp(0, video(sequence & 0xffff, random.nextInt(5) == 0));
      bench.advance(MILLIS);
    }
    StreamChecker.numbers(bench.sentTo(2, ssrcOf(10)));
    StreamChecker.timestampsDoNotStepBack(bench.sentTo(2, ssrcOf(10)));
    assertThat(bench.slots.inUse()).isLessThanOrEqualTo(512 + 512 + 64);
  }

  @Test
  void nothingNamedByAStrangerHasAnEffect() {
    bench.room.onRtp(99, bench.slots.acquire(), 20, bench.nowNanos);
    bench.room.onRtp(-1, bench.slots.acquire(), 20, bench.nowNanos);
    bench.rtcp(99, new byte[] {1});
    bench.update(4711, true, 1, 1);
    bench.mute(4711, true);

    assertThat(bench.drops(Drop.UNKNOWN_PEER)).isEqualTo(3);
    assertThat(bench.slots.inUse()).isEqualTo(2);
  }
}
