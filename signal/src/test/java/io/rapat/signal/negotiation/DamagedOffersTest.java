package io.rapat.signal.negotiation;

import static io.rapat.signal.negotiation.ClientOffersReplayTest.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.signal.negotiation.ClientOffers.Role;
import io.rapat.signal.negotiation.OfferResult.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever parses is answered by the rules or refused, on a new connection as on a used one.
class DamagedOffersTest {

  private static final List<String> DIRECTIONS =
      List.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");
  private static final List<UpTrack> ANNOUNCED =
      List.of(
          UpTrack.audio("TR_AM", "mic"),
          UpTrack.video("TR_VC", "camera", Codec.VP8),
          UpTrack.video("TR_VS", "screen", Codec.AV1));

  @ParameterizedTest
  @CsvSource({
    "chromium-v1/01, 2, 1",
    "firefox-v1/01, 1, 2",
    "rtc-node-v1/01, 2, 3",
    "chromium-v0/01, 1, 4",
    "firefox-v0/01, 1, 5",
    "go-sdk-v0, 0, 6"
  })
  void areAnsweredByTheRulesOrRefused(String scenario, int index, long seed) {
    var random = new Random(seed);
    String text = Captured.offer(scenario, "alice", index).toText();
    int answered = 0;
    for (int round = 0; round < 60; round++) {
      var offers = new ClientOffers(Role.SINGLE, TRANSPORT, ClientTraits.REGULAR, random);
      attach(offers);
      for (int i = 0; i < 3; i++) {
        String damaged = i == 1 ? text : damage(text, random);
        if (SessionDescription.parse(damaged) instanceof Parsed(SessionDescription offer)
            && offers.answer(offer, ANNOUNCED) instanceof Answer answer) {
          answered++;
          AnswerRules.check(offer, answer.description());
          assertThat(Captured.parsed(answer.description().toText()))
              .as("seed %d", seed)
              .isEqualTo(answer.description());
        }
        offers.takeRequirement();
      }
    }
    assertThat(answered).as("seed %d", seed).isGreaterThan(50);
  }

  private static void attach(ClientOffers offers) {
    List<CodecFormat> audio = List.of(CodecFormat.of(Codec.RED), CodecFormat.of(Codec.OPUS));
    List<CodecFormat> video = List.of(CodecFormat.of(Codec.VP8), CodecFormat.of(Codec.H264));
    offers.attach(DownTrack.of("PA_a", "TR_A1", MediaKind.AUDIO, audio));
    offers.attach(DownTrack.of("PA_a", "TR_V1", MediaKind.VIDEO, video));
    offers.attach(DownTrack.of("PA_a", "TR_V2", MediaKind.VIDEO, video));
  }

  /// Drops, repeats, swaps and turns lines.
  private static String damage(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = 5 + random.nextInt(lines.size() - 6);
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(at));
        case 2 -> lines.add(5 + random.nextInt(lines.size() - 6), lines.remove(at));
        case 3 -> lines.set(at, lines.get(at).replaceFirst("^m=(\\w+) \\d+", "m=$1 0"));
        default -> {
          String direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
          lines.replaceAll(
              line -> DIRECTIONS.contains(line) && random.nextInt(8) == 0 ? direction : line);
        }
      }
    }
    return String.join("\r\n", lines);
  }
}
