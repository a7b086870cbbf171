package io.rapat.signal.negotiation;

import static io.rapat.signal.negotiation.ClientOffersReplayTest.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.Setup;
import io.rapat.signal.negotiation.AnswerResult.Completed;
import io.rapat.signal.negotiation.AnswerResult.Reason;
import io.rapat.signal.negotiation.AnswerResult.Refused;
import io.rapat.signal.negotiation.AnswerResult.Stale;
import io.rapat.signal.negotiation.Captured.Description;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOffersTest {

  private static final Set<String> CHROMIUM =
      Set.of("opus", "red", "pcmu", "pcma", "vp8", "vp9", "h264", "av1");

  private final ServerOffers offers = offers(ClientTraits.REGULAR);
  private final AnsweringClient client = new AnsweringClient(CHROMIUM, Setup.ACTIVE);

  private static ServerOffers offers(ClientTraits traits) {
    return new ServerOffers(TRANSPORT, traits, new Random(3));
  }

  private static ServerOffer next(ServerOffers offers) {
    return offers.offer().orElseThrow();
  }

  private static Completed completed(AnswerResult result) {
    return switch (result) {
      case Completed completed -> completed;
      case Stale stale -> throw new AssertionError(stale.toString());
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private Completed round() {
    ServerOffer offer = next(offers);
    return completed(offers.answered(offer.id(), client.answer(offer.description())));
  }

  private static DownTrack down(String sid, Codec... codecs) {
    MediaKind kind = sid.startsWith("TR_A") ? MediaKind.AUDIO : MediaKind.VIDEO;
    return DownTrack.of("PA_a", sid, kind, List.of(codecs).stream().map(CodecFormat::of).toList());
  }

  private static DownTrack down(String sid) {
    return sid.startsWith("TR_A") ? down(sid, Codec.RED, Codec.OPUS) : down(sid, Codec.VP8);
  }

  @Test
  void offersDataChannelsWithoutAnyTrack() {
    ServerOffer offer = next(offers);

    SessionDescription description = offer.description();
    assertThat(offer.id()).isBetween(1, 256);
    assertThat(description.iceLite()).isTrue();
    assertThat(description.bundle()).containsExactly("0");
    MediaSection data = description.media().getFirst();
    assertThat(data.sctpPort()).isEqualTo(5000);
    assertThat(data.transport().setup()).contains(Setup.ACTPASS);
    assertThat(data.candidates()).isEqualTo(TRANSPORT.candidates());
    assertThat(Captured.parsed(description.toText())).isEqualTo(description);
    assertThat(offers.offer()).isEmpty();
  }

  @Test
  void sendsATrackOnceItsOfferIsAnswered() {
    offers.attach(down("TR_A1"));
    offers.attach(down("TR_V1"));
    ServerOffer offer = next(offers);

    Completed answered = completed(offers.answered(offer.id(), client.answer(offer.description())));

    assertThat(offer.midToTrackId()).containsOnly(Map.entry("1", "TR_A1"), Map.entry("2", "TR_V1"));
    assertThat(answered.remote().dtlsClient()).isFalse();
    assertThat(answered.bound())
        .extracting(SubscriptionBound::trackSid)
        .containsExactly("TR_A1", "TR_V1");
    assertThat(answered.bound().getFirst().payloads())
        .containsExactly(
            new PayloadMapping(Codec.RED, 63, -1, false),
            new PayloadMapping(Codec.OPUS, 111, -1, false));
    SubscriptionBound video = answered.bound().getLast();
    assertThat(video.payloads()).containsExactly(new PayloadMapping(Codec.VP8, 96, 97, true));
    assertThat(video.extensions().dependencyDescriptor()).isEqualTo(1);
    assertThat(video.extensions().absCaptureTime()).isEqualTo(2);
    assertThat(video.extensions().absSendTime()).isEqualTo(3);
    MediaSection section = offer.description().section("2").orElseThrow();
    assertThat(section.direction()).isEqualTo(Direction.SENDONLY);
    assertThat(section.groups().getFirst().ssrcs()).containsExactly(video.ssrc(), video.rtxSsrc());
    assertThat(offers.offer()).isEmpty();
  }

  @Test
  void usesTheNumbersOfTheReference() {
    Map<Integer, String> formats = new HashMap<>();
    Map<String, Integer> extensions = new HashMap<>();
    Captured.of("chromium-v0").stream()
        .filter(Description.class::isInstance)
        .map(Description.class::cast)
        .filter(d -> !d.fromClient() && d.offer())
        .flatMap(d -> d.description().media().stream())
        .forEach(section -> {
          section.formats().forEach(f -> formats.putIfAbsent(f.payloadType(), name(f)));
          section.extensions().forEach(e -> extensions.putIfAbsent(e.uri(), e.id()));
        });
    offers.attach(down("TR_A1", Codec.RED, Codec.OPUS, Codec.PCMU, Codec.PCMA));
    offers.attach(down("TR_V1", Codec.VP8, Codec.VP9, Codec.H264, Codec.AV1, Codec.H265));

    for (MediaSection section : next(offers).description().media()) {
      for (PayloadFormat format : section.formats()) {
        assertThat(formats).containsEntry(format.payloadType(), name(format));
      }
      for (HeaderExtension extension : section.extensions()) {
        assertThat(extensions).containsEntry(extension.uri(), extension.id());
      }
    }
  }

  private static String name(PayloadFormat format) {
    String form = format.parameter("packetization-mode").orElse("");
    return format.encoding().toLowerCase(Locale.ROOT)
        + form
        + format.parameter("profile-level-id").orElse("")
        + format.parameter("apt").orElse("");
  }

  @Test
  void listsTheTracksCodecsOnly() {
    offers.attach(down("TR_V1", Codec.H264));

    MediaSection section = next(offers).description().section("1").orElseThrow();

    assertThat(section.formats())
        .extracting(PayloadFormat::payloadType)
        .containsExactly(108, 109, 102, 103);
  }

  @Test
  void queuesChangesWhileAnOfferIsOutstanding() {
    ServerOffer first = next(offers);
    offers.attach(down("TR_V1"));

    assertThat(offers.offer()).isEmpty();
    assertThat(offers.outstanding()).isTrue();
    completed(offers.answered(first.id(), client.answer(first.description())));
    ServerOffer second = next(offers);
    assertThat(second.id()).isEqualTo(first.id() + 1);
    assertThat(second.midToTrackId()).containsEntry("1", "TR_V1");
  }

  @Test
  void takesAnswersWithoutIdAndIgnoresOthers() {
    ServerOffer offer = next(offers);
    SessionDescription answer = client.answer(offer.description());

    assertThat(offers.answered(offer.id() + 1, answer)).isEqualTo(new Stale());
    assertThat(offers.answered(0, answer)).isInstanceOf(Completed.class);
    assertThat(offers.answered(0, answer)).isEqualTo(new Stale());
  }

  @Test
  void givesUpTracksTheClientRejects() {
    offers.attach(down("TR_V1", Codec.H265));

    Completed answered = round();

    assertThat(answered.bound()).isEmpty();
    assertThat(answered.unsupported()).containsExactly("TR_V1");
    assertThat(offers.offer()).isEmpty();
    assertThat(offers.attach(down("TR_V1", Codec.H265))).isEqualTo(Attachment.UNSUPPORTED);
    offers.attach(down("TR_V2"));
    ServerOffer next = next(offers);
    assertThat(next.description().section("1").orElseThrow().rejected()).isTrue();
    assertThat(next.midToTrackId()).containsOnly(Map.entry("2", "TR_V2"));
    assertThat(next.description().bundle()).containsExactly("0", "2");
  }

  @Test
  void fallsBackToOpusForClientsWithoutRedundancy() {
    var firefox = new AnsweringClient(Set.of("opus", "vp8"), Setup.ACTIVE);
    offers.attach(down("TR_A1"));
    ServerOffer offer = next(offers);

    Completed answered =
        completed(offers.answered(offer.id(), firefox.answer(offer.description())));

    assertThat(answered.bound().getFirst().payloads())
        .containsExactly(new PayloadMapping(Codec.OPUS, 111, -1, false));
  }

  @Test
  void recyclesASectionAfterItRested() {
    offers.attach(down("TR_V1"));
    round();
    offers.detach("TR_V1");
    offers.attach(down("TR_V2"));

    ServerOffer resting = next(offers);
    assertThat(resting.description().section("1").orElseThrow().direction())
        .isEqualTo(Direction.INACTIVE);
    assertThat(resting.midToTrackId()).containsOnly(Map.entry("2", "TR_V2"));
    completed(offers.answered(resting.id(), client.answer(resting.description())));
    offers.attach(down("TR_V3"));
    assertThat(next(offers).midToTrackId())
        .containsOnly(Map.entry("1", "TR_V3"), Map.entry("2", "TR_V2"));
  }

  @Test
  void recyclesNothingForSafariOrForAnotherCodec() {
    ServerOffers safari = offers(ClientTraits.of("Safari"));
    var answers = new AnsweringClient(CHROMIUM, Setup.ACTIVE);
    for (ServerOffers each : List.of(safari, offers)) {
      AnsweringClient other = each == safari ? answers : client;
      each.attach(down("TR_V1"));
      ServerOffer offer = next(each);
      completed(each.answered(0, other.answer(offer.description())));
      each.detach("TR_V1");
      completed(each.answered(0, other.answer(next(each).description())));
      each.attach(each == safari ? down("TR_V2") : down("TR_V2", Codec.VP9));

      assertThat(next(each).midToTrackId()).containsOnly(Map.entry("2", "TR_V2"));
    }
  }

  @Test
  void startsNothingThatWasDetachedMeanwhile() {
    offers.attach(down("TR_V1"));
    ServerOffer offer = next(offers);
    offers.detach("TR_V1");
    offers.attach(down("TR_V1"));

    Completed answered = completed(offers.answered(offer.id(), client.answer(offer.description())));

    assertThat(answered.bound()).isEmpty();
    ServerOffer next = next(offers);
    assertThat(next.midToTrackId()).containsOnly(Map.entry("2", "TR_V1"));
    assertThat(next.description().section("1").orElseThrow().direction())
        .isEqualTo(Direction.INACTIVE);
  }

  @Test
  void offersAgainWithNewCredentialsAfterARestart() {
    offers.attach(down("TR_V1"));
    round();
    ServerOffer lost = outstanding("TR_V2");

    offers.restartIce();
    ServerOffer restart = next(offers);

    assertThat(restart.iceRestarted()).isTrue();
    assertThat(restart.local()).isNotEqualTo(lost.local());
    assertThat(restart.midToTrackId()).isEqualTo(lost.midToTrackId());
    assertThat(offers.answered(lost.id(), client.answer(lost.description())))
        .isEqualTo(new Stale());
    Completed answered =
        completed(offers.answered(restart.id(), client.answer(restart.description())));
    assertThat(answered.bound()).extracting(SubscriptionBound::trackSid).containsExactly("TR_V2");
  }

  private ServerOffer outstanding(String sid) {
    offers.attach(down(sid));
    return next(offers);
  }

  @Test
  void opensTheHandshakeWithAPassiveClient() {
    var passive = new AnsweringClient(CHROMIUM, Setup.PASSIVE);
    ServerOffer offer = next(offers);

    Completed answered =
        completed(offers.answered(offer.id(), passive.answer(offer.description())));

    assertThat(answered.remote().dtlsClient()).isTrue();
  }

  @Test
  void refusesAnswersThatDoNotFit() {
    offers.attach(down("TR_V1"));
    ServerOffer offer = next(offers);
    String answer = client.answer(offer.description()).toText();

    refused(answer.replace("m=video", "m=audio"), Reason.SECTIONS_DIFFER);
    refused(answer.replace("a=mid:1\r", "a=mid:7\r"), Reason.SECTIONS_DIFFER);
    refused(answer.substring(0, answer.indexOf("m=video")), Reason.SECTIONS_DIFFER);
    refused(answer.replace("SAVPF 96 97", "SAVPF 96 98"), Reason.PAYLOAD_TYPE_NOT_OFFERED);
    refused(answer.replace("setup:active", "setup:actpass"), Reason.SETUP);
    assertThat(offers.answered(offer.id(), Captured.parsed(answer))).isInstanceOf(Completed.class);
    offers.attach(down("TR_V2"));
    String next = client.answer(next(offers).description()).toText();
    refused(next.replace("78:3D:5A", "78:3D:5B"), Reason.FINGERPRINT_CHANGED);
    refused(next.replace("setup:active", "setup:passive"), Reason.SETUP);
  }

  private void refused(String answer, Reason reason) {
    assertThat(offers.answered(0, Captured.parsed(answer))).isEqualTo(new Refused(reason));
  }

  /// Whatever is attached and detached, and however late answers come: in the end the client
  /// receives what was wanted, and no offer broke a rule on the way.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deliversWhatIsWantedAfterAnyHistory(long seed) {
    var random = new Random(seed);
    Set<String> wanted = new HashSet<>();
    Set<String> sending = new HashSet<>();
    List<ServerOffer> open = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      String sid = (random.nextBoolean() ? "TR_A" : "TR_V") + random.nextInt(8);
      switch (random.nextInt(4)) {
        case 0, 1 -> toggle(sid, wanted, sending);
        case 2 -> offers.offer().ifPresent(open::add);
        default -> answer(open, sending);
      }
    }
    answer(open, sending);
    int rounds = 0;
    for (Optional<ServerOffer> offer = offers.offer(); offer.isPresent(); offer = offers.offer()) {
      open.add(offer.get());
      answer(open, sending);
      assertThat(++rounds).as("seed %d", seed).isLessThan(4);
    }

    assertThat(sending).as("seed %d", seed).isEqualTo(wanted);
    assertThat(new TreeSet<>(client.received().values()))
        .as("seed %d", seed)
        .isEqualTo(new TreeSet<>(wanted));
  }

  private void toggle(String sid, Set<String> wanted, Set<String> sending) {
    if (wanted.add(sid)) {
      assertThat(offers.attach(down(sid))).isEqualTo(Attachment.ATTACHED);
      assertThat(offers.attach(down(sid))).isEqualTo(Attachment.ALREADY);
    } else {
      assertThat(offers.detach(sid)).isTrue();
      wanted.remove(sid);
      sending.remove(sid);
    }
  }

  private void answer(List<ServerOffer> open, Set<String> sending) {
    assertThat(open).hasSizeLessThan(2);
    for (ServerOffer offer : open) {
      AnswerResult result = offers.answered(offer.id(), client.answer(offer.description()));
      completed(result).bound().forEach(b -> assertThat(sending.add(b.trackSid())).isTrue());
    }
    open.clear();
  }
}
