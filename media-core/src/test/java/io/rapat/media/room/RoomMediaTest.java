package io.rapat.media.room;

import static io.rapat.media.room.RoomBench.MILLIS;
import static io.rapat.media.room.RoomBench.OPUS;
import static io.rapat.media.room.RoomBench.RED;
import static io.rapat.media.room.RoomBench.VP8;
import static io.rapat.media.room.RoomBench.ssrcOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.rtcp.TransportFeedback;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Forwarding as a whole, one behaviour a test; long, since they share one small room.
class RoomMediaTest {
  private static final int AUDIO = 0x1111;
  private static final int VIDEO = 0x2222;
  private static final int VIDEO_RTX = 0x2223;

  private final RoomBench bench = new RoomBench().peers(4);

  private void publishAudio() {
    bench.publish(0, 1, MediaKind.AUDIO, List.of(OPUS), new LayerSource(0, "", AUDIO, -1));
  }

  private void publishVideo() {
    bench.publish(0, 2, MediaKind.VIDEO, List.of(VP8), new LayerSource(0, "", VIDEO, VIDEO_RTX));
  }

  private static Rtp audio(int sequence) {
    return Rtp.packet(AUDIO, sequence, 960 * sequence).payloadType(111).payload((byte) sequence);
  }

  /// A frame of one packet; every frame follows the one before by 40 ms.
  private static Rtp video(int sequence, boolean keyFrame) {
    return Rtp.packet(VIDEO, sequence, 3600 * sequence).marker(true).vp8(true, keyFrame, 100);
  }

  @Test
  void forwardsAudioToEverySubscriberUnderItsOwnNumbers() {
    publishAudio();
    bench.subscribe(1, 10, 1, OPUS).subscribe(2, 11, 1, OPUS);

    for (int i = 0; i < 5; i++) {
      bench.rtp(0, audio(100 + i));
      bench.advance(20 * MILLIS);
    }

    for (int peer = 1; peer <= 2; peer++) {
      List<RoomBench.Sent> stream = bench.sentTo(peer, ssrcOf(9 + peer));
      assertThat(stream).hasSize(5);
      StreamChecker.hasNoGap(stream);
      assertThat(stream.get(4).timestamp() - stream.get(0).timestamp()).isEqualTo(4 * 960);
      assertThat(stream.get(2).body()).containsExactly(102);
      assertThat(stream.get(2).payloadType()).isEqualTo(111);
    }
    assertThat(bench.sentTo(0, ssrcOf(10))).isEmpty();
    assertThat(bench.events(MediaEvent.SubscriptionStarted.class)).hasSize(2);
    assertThat(bench.events(MediaEvent.LayerStarted.class))
        .containsExactly(
            new MediaEvent.LayerStarted(
                RoomBench.ROOM, new PublicationId(1), 0, Codec.OPUS, AUDIO, -1));
  }

  @Test
  void startsVideoWithAKeyFrameAndAsksForOne() {
    publishVideo();
    bench.rtp(0, video(1, true));
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(2, false));
    bench.advance(10 * MILLIS);
    assertThat(bench.sent).isEmpty();
    assertThat(bench.keyFrameRequests(0, VIDEO)).hasSize(1);

    bench.rtp(0, video(3, true));
    bench.rtp(0, video(4, false));

    assertThat(bench.sentTo(1, ssrcOf(10))).hasSize(2);
    assertThat(bench.drops(Drop.AWAITS_KEY_FRAME)).isEqualTo(1);
  }

  @Test
  void asksForAKeyFrameForAPeerThatWasAway() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.advance(2_000 * MILLIS);
    int before = bench.keyFrameRequests(0, VIDEO).size();

    bench.room.refreshPictures(1);
    bench.advance(100 * MILLIS);

    assertThat(bench.keyFrameRequests(0, VIDEO)).hasSize(before + 1);
  }

  @Test
  void repeatsTheRequestUntilTheKeyFrameIsThere() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    for (int i = 1; i <= 100; i++) {
      bench.rtp(0, video(i, false));
      bench.advance(20 * MILLIS);
    }

    List<Long> requests = bench.keyFrameRequests(0, VIDEO);
    assertThat(requests).hasSizeBetween(4, 5);
    for (int i = 1; i < requests.size(); i++) {
      assertThat(requests.get(i) - requests.get(i - 1)).isGreaterThanOrEqualTo(500 * MILLIS);
    }
  }

  @Test
  void asksForMissingPacketsAtMostFiveTimes() {
    publishVideo();
    bench.rtp(0, video(1, true));
    bench.rtp(0, video(3, false));
    bench.advance(19 * MILLIS);
    assertThat(bench.nacks(0, VIDEO)).isEmpty();
    bench.advance(11 * MILLIS);
    assertThat(bench.nacks(0, VIDEO)).containsExactly(2);

    bench.advance(3000 * MILLIS);
    assertThat(bench.nacks(0, VIDEO)).containsExactly(2, 2, 2, 2, 2);
  }

  @Test
  void stopsAskingWhenThePacketCame() {
    publishVideo();
    bench.rtp(0, video(1, true));
    bench.rtp(0, video(3, false));
    bench.advance(30 * MILLIS);
    bench.rtp(0, video(2, false));
    bench.advance(3000 * MILLIS);

    assertThat(bench.nacks(0, VIDEO)).hasSize(1);
  }

  @Test
  void restoresARetransmissionAtItsPlace() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.rtp(0, video(3, false));
    byte[] lost = video(2, false).bytes();
    byte[] repeated = new byte[2 + lost.length - 12];
    repeated[1] = 2;
    System.arraycopy(lost, 12, repeated, 2, lost.length - 12);

    bench.rtp(
        0, Rtp.packet(VIDEO_RTX, 900, 3600 * 2).payloadType(97).marker(true).payload(repeated));

    List<RoomBench.Sent> stream = bench.sentTo(1, ssrcOf(10));
    assertThat(stream).hasSize(3);
    StreamChecker.hasNoGap(stream);
    assertThat(stream.get(2).sequence()).isEqualTo(stream.get(0).sequence() + 1);
    assertThat(stream.get(2).timestamp() - stream.get(0).timestamp()).isEqualTo(3600);
    assertThat(stream.get(2).marker()).isTrue();
    assertThat(stream.get(2).body()).hasSize(lost.length - 12);
    assertThat(bench.room.snapshot().packetsRestored()).isEqualTo(1);
  }

  @Test
  void answersASubscribersNackWithRtxUnderItsOwnNumbers() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    for (int i = 1; i <= 10; i++) {
      bench.rtp(0, video(i, i == 1));
    }
    RoomBench.Sent lost = bench.sentTo(1, ssrcOf(10)).get(4);

    nack(1, lost.sequence());

    List<RoomBench.Sent> repeated = bench.sentTo(1, ssrcOf(10) + 1);
    assertThat(repeated).hasSize(1);
    RoomBench.Sent rtx = repeated.get(0);
    assertThat(rtx.payloadType()).isEqualTo(97);
    assertThat(rtx.timestamp()).isEqualTo(lost.timestamp());
    assertThat(rtx.marker()).isTrue();
    assertThat(((rtx.body()[0] & 0xff) << 8) | (rtx.body()[1] & 0xff)).isEqualTo(lost.sequence());
    assertThat(Arrays.copyOfRange(rtx.body(), 2, rtx.body().length)).isEqualTo(lost.body());
  }

  private void nack(int peer, int sequence) {
    bench.rtcp(
        peer,
        writer -> {
          writer.nack(1, ssrcOf(10));
          writer.nackSequence(sequence);
        });
  }

  @Test
  void repeatsTheSamePacketOncePerRoundTrip() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    int sequence = bench.sentTo(1, ssrcOf(10)).get(0).sequence();

    for (int i = 0; i < 10; i++) {
      nack(1, sequence);
      bench.advance(10 * MILLIS);
    }

    assertThat(bench.sentTo(1, ssrcOf(10) + 1)).hasSize(2);
    assertThat(bench.drops(Drop.NACK_REPEATED)).isEqualTo(8);
  }

  @Test
  void neverSendsAPacketAgainUnderItsOwnNumber() {
    bench.publish(0, 2, MediaKind.VIDEO, List.of(VP8), new LayerSource(0, "", VIDEO, -1));
    bench.subscribe(1, 10, 2, new PayloadMapping(Codec.VP8, 96, -1, true));
    bench.rtp(0, video(1, true));

    nack(1, bench.sentTo(1, ssrcOf(10)).get(0).sequence());

    assertThat(bench.sent).hasSize(1);
    assertThat(bench.drops(Drop.NACK_WITHOUT_RTX)).isEqualTo(1);
  }

  @Test
  void leavesPaddingOutWithoutAGap() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.rtp(0, Rtp.packet(VIDEO, 2, 3600).payload().padding(200));
    bench.rtp(0, video(3, false));

    List<RoomBench.Sent> stream = bench.sentTo(1, ssrcOf(10));
    assertThat(stream).hasSize(2);
    StreamChecker.hasNoGap(stream);
    assertThat(bench.drops(Drop.PADDING_ONLY)).isEqualTo(1);
  }

  @Test
  void fillsTheGapLeftForAPacketThatProvedToBePadding() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.rtp(0, video(3, false));
    bench.rtp(0, Rtp.packet(VIDEO, 2, 3600).payload().padding(200));

    List<RoomBench.Sent> stream = bench.sentTo(1, ssrcOf(10));
    assertThat(stream).hasSize(3);
    StreamChecker.hasNoGap(stream);
    assertThat(stream.get(2).padded()).isTrue();
    assertThat(stream.get(2).body()).containsExactly(1);
  }

  @Test
  void stripsPaddingBehindThePayload() {
    publishAudio();
    bench.subscribe(1, 10, 1, OPUS);
    bench.rtp(0, Rtp.packet(AUDIO, 1, 1).payloadType(111).payload((byte) 7).padding(4));

    assertThat(bench.sent.get(0).body()).containsExactly(7);
    assertThat(bench.sent.get(0).padded()).isFalse();
  }

  @Test
  void forwardsNothingWhileMutedAndGoesOnWithAKeyFrame() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.advance(1000 * MILLIS);
    bench.mute(2, true);
    bench.rtp(0, video(2, false));
    bench.mute(2, false);
    bench.reports.clear();
    bench.advance(10 * MILLIS);
    assertThat(bench.keyFrameRequests(0, VIDEO)).hasSize(1);
    bench.rtp(0, video(3, false));
    bench.rtp(0, video(4, true));

    List<RoomBench.Sent> stream = bench.sentTo(1, ssrcOf(10));
    assertThat(stream).hasSize(2);
    StreamChecker.hasNoGap(stream);
    assertThat(stream.get(1).timestamp() - stream.get(0).timestamp()).isEqualTo(3 * 3600);
    assertThat(bench.drops(Drop.MUTED)).isEqualTo(1);
  }

  @Test
  void pausesAndResumesAudioWithoutAGapInNumbers() {
    publishAudio();
    bench.subscribe(1, 10, 1, OPUS);
    bench.rtp(0, audio(1));
    bench.update(10, true, 2, 3);
    bench.rtp(0, audio(2));
    bench.update(10, false, 2, 3);
    bench.rtp(0, audio(3));

    List<RoomBench.Sent> stream = bench.sentTo(1, ssrcOf(10));
    assertThat(stream).hasSize(2);
    StreamChecker.hasNoGap(stream);
    assertThat(stream.get(1).timestamp() - stream.get(0).timestamp()).isEqualTo(2 * 960);
  }

  @Test
  void sendsPlainOpusToWhoKnowsNoRed() {
    bench.publish(0, 1, MediaKind.AUDIO, List.of(RED, OPUS), new LayerSource(0, "", AUDIO, -1));
    bench.subscribe(1, 10, 1, RED, OPUS);
    bench.subscribe(2, 11, 1, new PayloadMapping(Codec.OPUS, 109, -1, false));
    byte[] red = {(byte) 0xef, 0x0f, 0x00, 0x02, 0x6f, 1, 2, 3, 4, 5};

    bench.rtp(0, Rtp.packet(AUDIO, 1, 960).payloadType(63).payload(red));

    assertThat(bench.sentTo(1, ssrcOf(10)).get(0).body()).isEqualTo(red);
    assertThat(bench.sentTo(1, ssrcOf(10)).get(0).payloadType()).isEqualTo(63);
    assertThat(bench.sentTo(2, ssrcOf(11)).get(0).body()).containsExactly(3, 4, 5);
    assertThat(bench.sentTo(2, ssrcOf(11)).get(0).payloadType()).isEqualTo(109);
  }

  @Test
  void keepsPacketsThatComeBeforeTheirPublication() {
    bench.rtp(0, audio(1));
    bench.rtp(0, audio(2));
    publishAudio();
    bench.subscribe(1, 10, 1, OPUS);
    bench.rtp(0, audio(3));

    assertThat(bench.sentTo(1, ssrcOf(10))).hasSize(1);
    assertThat(bench.events(MediaEvent.LayerStarted.class)).hasSize(1);
    assertThat(bench.drops(Drop.UNKNOWN_SSRC)).isZero();
  }

  @Test
  void givesUpPacketsThatNobodyClaims() {
    publishAudio();
    for (int i = 0; i < 100; i++) {
      bench.rtp(0, Rtp.packet(7000 + i, i, i).payloadType(50));
    }
    bench.advance(1000 * MILLIS);

    assertThat(bench.drops(Drop.UNKNOWN_SSRC)).isEqualTo(100);
    assertThat(bench.slots.inUse()).isZero();
  }

  @Test
  void learnsSimulcastLayersByMidAndRid() {
    bench.publish(
        0,
        2,
        MediaKind.VIDEO,
        List.of(VP8),
        new LayerSource(0, "q", -1, -1),
        new LayerSource(1, "h", -1, -1));
    byte[] mid = {'m', '2'};
    bench.rtp(0, video(1, true).extension(4, mid).extension(10, (byte) 'h'));
    bench.rtp(
        0,
        Rtp.packet(77, 1, 0)
            .payloadType(97)
            .payload()
            .padding(20)
            .extension(4, mid)
            .extension(11, (byte) 'h'));
    bench.rtp(0, Rtp.packet(78, 1, 0).vp8(true, true, 20).extension(4, mid));

    assertThat(bench.events(MediaEvent.LayerStarted.class))
        .containsExactly(
            new MediaEvent.LayerStarted(
                RoomBench.ROOM, new PublicationId(2), 1, Codec.VP8, VIDEO, -1),
            new MediaEvent.LayerStarted(
                RoomBench.ROOM, new PublicationId(2), 1, Codec.VP8, VIDEO, 77));
  }

  @Test
  void reportsReceptionToThePublisher() {
    publishVideo();
    bench.rtp(0, video(1, true));
    bench.rtcp(0, writer -> writer.senderReport(VIDEO, 0x1234_5678_9abc_def0L, 3600, 1, 1));
    bench.advance(500 * MILLIS);
    for (int i = 2; i <= 9; i++) {
      bench.rtp(0, video(i == 9 ? 10 : i, false));
    }
    bench.reports.clear();
    bench.advance(1000 * MILLIS);

    List<String> blocks = new ArrayList<>();
    for (RoomBench.Report report : bench.reports) {
      report.read(
          new RecordingHandler() {
            @Override
            public void onReportBlock(
                int ssrc, int fractionLost, long jitter, int last, long delay) {
              blocks.add(
                  "%x lost=%d lsr=%x delayed=%b".formatted(ssrc, fractionLost, last, delay > 0));
            }
          });
    }
    assertThat(blocks).containsExactly("2222 lost=28 lsr=56789abc delayed=true");
  }

  @Test
  void sendsFeedbackForEveryPacketOfTheTransport() {
    publishVideo();
    List<Integer> received = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      if (i % 10 != 3) {
        bench.rtp(0, video(i, i == 0).extension16(3, 65_500 + i));
      }
      bench.advance(10 * MILLIS);
    }
    bench.advance(200 * MILLIS);
    List<Integer> lost = new ArrayList<>();
    for (RoomBench.Report report : bench.reports) {
      report.read(
          new RecordingHandler() {
            @Override
            public void onTransportFeedback(MemorySegment segment, long offset, int length) {
              TransportFeedback.read(
                  segment,
                  offset,
                  length,
                  new TransportFeedback.Handler() {
                    @Override
                    public void onReceived(int sequence, long arrivalTicks) {
                      received.add(sequence);
                    }

                    @Override
                    public void onLost(int sequence) {
                      lost.add(sequence);
                    }
                  });
            }
          });
    }
    assertThat(received).hasSize(45).doesNotHaveDuplicates();
    assertThat(lost).containsExactly(65_503, 65_513, 65_523, 65_533, 7);
  }

  @Test
  void sendsSenderReportsOnThePublishersClock() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.advance(40 * MILLIS);
    bench.rtcp(0, writer -> writer.senderReport(VIDEO, 500L << 32, 7200, 1, 1));
    bench.advance(100 * MILLIS);
    RoomBench.Sent first = bench.sentTo(1, ssrcOf(10)).get(0);

    List<Long> times = new ArrayList<>();
    for (RoomBench.Report report : bench.reports) {
      report.read(
          new RecordingHandler() {
            @Override
            public void onSenderReport(int ssrc, long ntp, int rtpTimestamp) {
              assertThat(report.peer()).isEqualTo(1);
              assertThat(ssrc).isEqualTo(ssrcOf(10));
              // The publisher's 500 s belong to timestamp 7200, 40 ms behind the first frame.
              long sinceSecond500 = NtpTime.toNanos(ntp - (500L << 32));
              int ticks = rtpTimestamp - first.timestamp() - 3600;
              assertThat(ticks).isBetween((int) (sinceSecond500 / 11_112) - 1, 9000);
              times.add(sinceSecond500);
            }
          });
    }
    assertThat(times).hasSize(1);
  }

  @Test
  void measuresTheRoundTripFromReportsAndReferenceTimes() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    bench.rtp(0, video(1, true));
    bench.rtcp(1, writer -> writer.receiverReferenceTime(0x99, 0x1122_3344_5566_7788L));
    bench.reports.clear();
    bench.advance(20 * MILLIS);

    List<Integer> answered = new ArrayList<>();
    for (RoomBench.Report report : bench.reports) {
      report.read(
          new RecordingHandler() {
            @Override
            public void onDelaySinceReference(int ssrc, int lastReference, long delay) {
              answered.add(lastReference);
            }
          });
    }
    assertThat(answered).containsExactly(0x3344_5566);
  }

  @Test
  void releasesEverySlotAtTheEnd() {
    publishAudio();
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    for (int i = 0; i < 700; i++) {
      bench.rtp(0, audio(i));
      bench.rtp(0, video(i, i == 0));
    }
    bench.rtp(0, Rtp.packet(4711, 1, 1).payloadType(20));
    assertThat(bench.slots.inUse()).isEqualTo(64 + 512 + 1);
    bench.room.removePeer(1);
    bench.room.close();

    assertThat(bench.slots.inUse()).isZero();
  }

  @Test
  void givesUpOldPacketsOfASilentStream() {
    publishVideo();
    for (int i = 0; i < 100; i++) {
      bench.rtp(0, video(i, i == 0));
    }
    bench.advance(4000 * MILLIS);

    assertThat(bench.slots.inUse()).isZero();
  }

  @Test
  void tellsWhoSpeaksWhenItChanges() {
    publishAudio();
    for (int i = 0; i < 60; i++) {
      bench.rtp(0, audio(i).extension(1, (byte) (0x80 | 20)));
      bench.advance(20 * MILLIS);
    }
    List<MediaEvent.Speakers> speakers = bench.events(MediaEvent.Speakers.class);
    assertThat(speakers).isNotEmpty();
    assertThat(speakers.get(0).levels().get(0).publication()).isEqualTo(new PublicationId(1));
    assertThat(speakers.get(0).levels().get(0).level()).isBetween(0.1f, 0.2f);
    int before = speakers.size();
    assertThat(before).isLessThanOrEqualTo(2);

    bench.advance(2000 * MILLIS);

    speakers = bench.events(MediaEvent.Speakers.class);
    assertThat(speakers).hasSize(before + 1);
    assertThat(speakers.get(before).levels().get(0).level()).isZero();
  }

  @Test
  void scoresAGoodCallHighAndNeverCallsAHeardPeerSilent() {
    publishVideo();
    bench.subscribe(1, 10, 2, VP8);
    for (int i = 0; i < 200; i++) {
      bench.rtp(0, video(i, i == 0));
      bench.advance(40 * MILLIS);
    }
    MediaEvent.Quality quality = bench.events(MediaEvent.Quality.class).get(0);
    assertThat(quality.scores()).hasSize(4);
    assertThat(quality.scores()).allMatch(score -> score.score() > 90 && !score.silent());

    bench.advance(11_000 * MILLIS);
    List<MediaEvent.Quality> all = bench.events(MediaEvent.Quality.class);
    assertThat(all.get(all.size() - 1).scores())
        .filteredOn(MediaEvent.Score::silent)
        .extracting(MediaEvent.Score::peer)
        .containsExactly(new PeerId(0));
  }

  @Test
  void lowersTheScoreWhenPacketsAreLost() {
    publishVideo();
    for (int i = 0; i < 200; i++) {
      if (i % 10 != 5) {
        bench.rtp(0, video(i, i == 0));
      }
      bench.advance(40 * MILLIS);
    }
    List<MediaEvent.Quality> all = bench.events(MediaEvent.Quality.class);
    assertThat(all.get(0).scores().get(0).score()).isLessThan(60);
  }
}
