package io.rapat.signal.negotiation;

import static io.rapat.signal.negotiation.ClientOffersReplayTest.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.signal.negotiation.ClientOffers.Role;
import io.rapat.signal.negotiation.OfferResult.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Whatever description parses is answered by the rules or refused; an answer to this side's offer
/// is taken or refused. Descriptions are divided by NUL.
class OffersFuzzTest {
  private static final List<UpTrack> ANNOUNCED =
      List.of(
          UpTrack.audio("TR_AM", "mic"),
          UpTrack.video("TR_VC", "camera", Codec.VP8),
          UpTrack.video("TR_VS", "screen", Codec.AV1));
  private static final List<DownTrack> DOWN =
      List.of(
          DownTrack.of(
              "PA_a",
              "TR_A1",
              MediaKind.AUDIO,
              List.of(CodecFormat.of(Codec.RED), CodecFormat.of(Codec.OPUS))),
          DownTrack.of(
              "PA_a",
              "TR_V1",
              MediaKind.VIDEO,
              List.of(CodecFormat.of(Codec.VP8), CodecFormat.of(Codec.H264))));

  private static String[] texts(byte[] input) {
    return new String(input, StandardCharsets.UTF_8).split("\0", 4);
  }

  @FuzzTest(maxDuration = "60s")
  void offers(byte[] input) {
    var offers = new ClientOffers(Role.SINGLE, TRANSPORT, ClientTraits.REGULAR, new Random(1));
    DOWN.forEach(offers::attach);
    for (String text : texts(input)) {
      if (SessionDescription.parse(text) instanceof Parsed(SessionDescription offer)
          && offers.answer(offer, ANNOUNCED) instanceof Answer answer) {
        AnswerRules.check(offer, answer.description());
        assertThat(Captured.parsed(answer.description().toText())).isEqualTo(answer.description());
      }
      offers.takeRequirement();
    }
  }

  @FuzzTest(maxDuration = "60s")
  void answers(byte[] input) {
    var offers = new ServerOffers(TRANSPORT, ClientTraits.REGULAR, new Random(1));
    DOWN.forEach(offers::attach);
    for (String text : texts(input)) {
      offers
          .offer()
          .ifPresent(offer ->
              assertThat(Captured.parsed(offer.description().toText()))
                  .isEqualTo(offer.description()));
      if (SessionDescription.parse(text) instanceof Parsed(SessionDescription answer)) {
        AnswerResult _ = offers.answered(0, answer);
      }
    }
  }
}
