package io.rapat.signal.negotiation;

import static io.rapat.signal.negotiation.ClientOffersReplayTest.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rapat.media.room.Codec;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.sdp.Candidate;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.Setup;
import io.rapat.signal.negotiation.ClientOffers.Role;
import io.rapat.signal.negotiation.OfferResult.Answer;
import io.rapat.signal.negotiation.OfferResult.Reason;
import io.rapat.signal.negotiation.OfferResult.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOffersTest {

  private final ClientOffers offers = single(ClientTraits.REGULAR);
  private final OfferingClient client = OfferingClient.chromium();

  private static ClientOffers single(ClientTraits traits) {
    return new ClientOffers(Role.SINGLE, TRANSPORT, traits, new Random(7));
  }

  private static Answer answer(
      ClientOffers offers, SessionDescription offer, List<UpTrack> announced) {
    return switch (offers.answer(offer, announced)) {
      case Answer answer -> answer;
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private Answer round(UpTrack... announced) {
    SessionDescription offer = client.offer();
    Answer answer = answer(offers, offer, List.of(announced));
    client.take(offer, answer.description());
    return answer;
  }

  private static DownTrack down(String sid) {
    return sid.startsWith("TR_A")
        ? DownTrack.of(
            "PA_a",
            sid,
            MediaKind.AUDIO,
            List.of(CodecFormat.of(Codec.RED), CodecFormat.of(Codec.OPUS)))
        : DownTrack.of("PA_a", sid, MediaKind.VIDEO, List.of(CodecFormat.of(Codec.VP8)));
  }

  private static MediaSection section(Answer answer, String mid) {
    return answer.description().section(mid).orElseThrow();
  }

  @Test
  void saysWhatItIsAtSessionLevel() {
    Answer answer = round();

    SessionDescription description = answer.description();
    assertThat(description.iceLite()).isTrue();
    assertThat(description.transport().fingerprint()).contains(TRANSPORT.fingerprint());
    assertThat(description.bundle()).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(description.media())
        .allSatisfy(section -> {
          assertThat(section.transport().setup()).contains(Setup.ACTIVE);
          assertThat(section.transport().ice().orElseThrow().ufrag())
              .isEqualTo(answer.local().ufrag());
        });
    assertThat(description.media().getFirst().candidates()).isEqualTo(TRANSPORT.candidates());
    assertThat(description.media().getFirst().endOfCandidates()).isTrue();
    assertThat(section(answer, "6").maxMessageSize()).isEqualTo(65_535);
    assertThat(answer.remote().ufrag()).isEqualTo("3Q21");
    assertThat(answer.remote().dtlsClient()).isTrue();
  }

  @Test
  void leavesSpareSectionsInactive() {
    Answer answer = round();

    assertThat(answer.description().media().subList(0, 6))
        .allSatisfy(section -> assertThat(section.direction()).isEqualTo(Direction.INACTIVE));
    assertThat(answer.midToTrackId()).isEmpty();
    assertThat(offers.takeRequirement()).isEmpty();
  }

  @Test
  void sendsDownTracksInTheFirstSpareSections() {
    offers.attach(down("TR_A1"));
    offers.attach(down("TR_V1"));

    Answer answer = round();

    assertThat(answer.midToTrackId())
        .containsOnly(Map.entry("0", "TR_A1"), Map.entry("3", "TR_V1"));
    SubscriptionBound video = answer.bound().getLast();
    assertThat(video.mid()).isEqualTo("3");
    assertThat(video.cname()).isEqualTo("PA_a|TR_V1");
    assertThat(video.payloads()).containsExactly(new PayloadMapping(Codec.VP8, 96, 97, true));
    assertThat(video.rtxSsrc()).isPositive().isNotEqualTo(video.ssrc());
    assertThat(video.extensions().absSendTime()).isEqualTo(2);
    assertThat(video.extensions().dependencyDescriptor()).isEqualTo(12);
    assertThat(video.extensions().transportSequence()).isZero();
    SubscriptionBound audio = answer.bound().getFirst();
    assertThat(audio.rtxSsrc()).isEqualTo(-1);
    assertThat(audio.payloads())
        .containsExactly(
            new PayloadMapping(Codec.RED, 63, -1, false),
            new PayloadMapping(Codec.OPUS, 111, -1, false));
    MediaSection section = section(answer, "3");
    assertThat(section.msids().getFirst().stream()).isEqualTo("PA_a|TR_V1");
    assertThat(section.groups().getFirst().ssrcs()).containsExactly(video.ssrc(), video.rtxSsrc());
    assertThat(section.formats().getFirst().feedback())
        .contains("goog-remb", "nack", "nack pli", "ccm fir")
        .doesNotContain("transport-cc");
  }

  @Test
  void asksOnceForAnOfferWhenASpareSectionIsThere() {
    round();
    offers.attach(down("TR_A1"));

    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 0));
    assertThat(offers.takeRequirement()).isEmpty();
    assertThat(round().midToTrackId()).containsEntry("0", "TR_A1");
    assertThat(offers.takeRequirement()).isEmpty();
  }

  @Test
  void asksForTheSectionsThatAreMissing() {
    round();
    for (int i = 0; i < 5; i++) {
      offers.attach(down("TR_V" + i));
    }

    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 2));
    offers.attach(down("TR_V5"));
    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 1));
    assertThat(offers.takeRequirement()).isEmpty();
    assertThat(round().midToTrackId()).hasSize(3);
    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 3));
  }

  @Test
  void asksForNothingBeforeTheFirstOffer() {
    offers.attach(down("TR_V1"));

    assertThat(offers.takeRequirement()).isEmpty();
    assertThat(round().midToTrackId()).containsEntry("3", "TR_V1");
  }

  @Test
  void stopsAskingAClientThatAddsNothing() {
    round();
    for (int i = 0; i < 5; i++) {
      offers.attach(down("TR_V" + i));
    }
    int asked = 0;
    for (int i = 0; i < 50 && offers.takeRequirement().isPresent(); i++) {
      asked++;
      round();
    }

    assertThat(asked).isLessThan(6);
  }

  @Test
  void restsASectionBeforeItCarriesAnotherTrack() {
    offers.attach(down("TR_V1"));
    long first = round().bound().getFirst().ssrc();
    offers.detach("TR_V1");
    offers.attach(down("TR_V2"));
    offers.attach(down("TR_V3"));
    offers.attach(down("TR_V4"));

    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 0));
    Answer resting = round();
    assertThat(section(resting, "3").direction()).isEqualTo(Direction.INACTIVE);
    assertThat(resting.midToTrackId()).hasSize(2).doesNotContainKey("3");
    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 0));
    Answer carrying = round();
    assertThat(carrying.midToTrackId()).containsEntry("3", "TR_V4");
    assertThat(carrying.bound().getFirst().ssrc()).isNotEqualTo(first);
    assertThat(offers.takeRequirement()).isEmpty();
  }

  @Test
  void keepsItsSsrcWhileATrackIsBound() {
    offers.attach(down("TR_V1"));
    MediaSection before = section(round(), "3");

    Answer again = round();

    assertThat(again.bound()).isEmpty();
    assertThat(section(again, "3").sources()).isEqualTo(before.sources());
  }

  @Test
  void refusesTracksWhoseCodecsTheClientHasNot() {
    DownTrack h265 =
        DownTrack.of("PA_a", "TR_V9", MediaKind.VIDEO, List.of(CodecFormat.of(Codec.H265)));
    offers.attach(h265);

    assertThat(round().unsupported()).containsExactly("TR_V9");
    assertThat(offers.attach(h265)).isEqualTo(Attachment.UNSUPPORTED);
    assertThat(offers.takeRequirement()).isEmpty();
  }

  @Test
  void attachesNoTrackTwice() {
    assertThat(offers.attach(down("TR_V1"))).isEqualTo(Attachment.ATTACHED);
    assertThat(offers.attach(down("TR_V1"))).isEqualTo(Attachment.ALREADY);
    round();
    assertThat(offers.attach(down("TR_V1"))).isEqualTo(Attachment.ALREADY);
    assertThat(offers.detach("TR_V1")).isTrue();
    assertThat(offers.detach("TR_V1")).isFalse();
  }

  @Test
  void movesADownTrackWhoseSectionBeginsToSend() {
    offers.attach(down("TR_V1"));
    round();
    client.turn("3", Direction.SENDRECV);

    Answer answer = round();

    assertThat(answer.displaced()).containsExactly("TR_V1");
    assertThat(section(answer, "3").direction()).isEqualTo(Direction.RECVONLY);
    assertThat(answer.midToTrackId()).containsOnly(Map.entry("4", "TR_V1"));
    assertThat(answer.waiting()).containsExactly("3");
  }

  @Test
  void movesADownTrackWhoseSectionLosesItsCodec() {
    offers.attach(down("TR_V1"));
    SessionDescription offer = client.offer();
    answer(offers, offer, List.of());
    String text = offer.toText();
    int video = text.indexOf("m=video");
    String changed =
        text.substring(0, video) + text.substring(video).replaceFirst("SAVPF 96 97 ", "SAVPF ");

    Answer answer = answer(offers, Captured.parsed(changed), List.of());

    assertThat(answer.displaced()).containsExactly("TR_V1");
    assertThat(answer.midToTrackId()).containsOnly(Map.entry("4", "TR_V1"));
  }

  @Test
  void bindsTracksByTheirNames() {
    UpTrack screen = UpTrack.video("TR_VS", "screen", Codec.VP8);
    UpTrack camera = UpTrack.video("TR_VC", "camera", Codec.VP9);
    String first = client.send(MediaKind.VIDEO, "camera");
    String second = client.send(MediaKind.VIDEO, "screen");

    Answer answer = round(screen, camera);

    assertThat(answer.started())
        .extracting(PublicationStarted::mid, PublicationStarted::trackSid)
        .containsExactlyInAnyOrder(tuple(first, "TR_VC"), tuple(second, "TR_VS"));
    assertThat(section(answer, first).formats().getFirst().encoding()).isEqualTo("VP9");
    assertThat(section(answer, second).formats().getFirst().encoding()).isEqualTo("VP8");
  }

  @Test
  void bindsTracksByKindAndOrderWhenNamesDiffer() {
    String video = client.send(MediaKind.VIDEO, "x");
    String audio = client.send(MediaKind.AUDIO, "y");

    Answer answer =
        round(UpTrack.audio("TR_AM", "mic"), UpTrack.video("TR_VC", "camera", Codec.H264));

    assertThat(answer.started())
        .extracting(PublicationStarted::mid, PublicationStarted::trackSid)
        .containsExactlyInAnyOrder(tuple(video, "TR_VC"), tuple(audio, "TR_AM"));
    assertThat(answer.started())
        .extracting(PublicationStarted::sdpCid)
        .containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void bindsATrackThatIsAnnouncedAfterTheOffer() {
    String mid = client.send(MediaKind.VIDEO, "camera");
    Answer answer = round();
    assertThat(answer.waiting()).containsExactly(mid);
    assertThat(section(answer, mid).direction()).isEqualTo(Direction.RECVONLY);
    UpTrack camera = UpTrack.video("TR_VC", "camera", Codec.H264);

    List<PublicationStarted> started = offers.bindWaiting(List.of(camera));

    assertThat(started).extracting(PublicationStarted::trackSid).containsExactly("TR_VC");
    // The answer preferred the client's own first choice, and goes on doing so.
    assertThat(started.getFirst().preferred()).isEqualTo(Codec.VP8);
    Answer next = round(camera);
    assertThat(next.started()).isEmpty();
    assertThat(section(next, mid).formats().getFirst().encoding()).isEqualTo("VP8");
  }

  @Test
  void endsAPublicationWhoseSectionStopsSending() {
    UpTrack camera = UpTrack.video("TR_VC", "camera", Codec.VP8);
    String mid = client.send(MediaKind.VIDEO, "camera");
    round(camera);
    client.turn(mid, Direction.INACTIVE);

    Answer answer = round(camera);

    assertThat(answer.ended()).containsExactly(new PublicationEnded("TR_VC", 0, mid));
    assertThat(section(answer, mid).direction()).isEqualTo(Direction.INACTIVE);
    assertThat(offers.bindWaiting(List.of(camera))).isEmpty();
  }

  @Test
  void matchesNothingWithATrackTheServerUnpublished() {
    UpTrack camera = UpTrack.video("TR_V1", "one", Codec.VP8);
    String mid = client.send(MediaKind.VIDEO, "one");
    round(camera);

    Answer withdrawn = round();
    assertThat(withdrawn.ended()).containsExactly(new PublicationEnded("TR_V1", 0, mid));
    Answer later = round(UpTrack.video("TR_V2", "two", Codec.VP8));

    assertThat(later.started()).isEmpty();
    assertThat(later.waiting()).isEmpty();
  }

  @Test
  void bindsABackupCodecToItsTrack() {
    var vp9 = new UpTrack.UpCodec(Codec.VP9, "main");
    UpTrack before =
        new UpTrack(
            "TR_V",
            "main",
            MediaKind.VIDEO,
            List.of(vp9, new UpTrack.UpCodec(Codec.VP8, "")),
            false,
            true,
            true);
    client.send(MediaKind.VIDEO, "main");
    round(before);
    UpTrack after =
        new UpTrack(
            "TR_V",
            "main",
            MediaKind.VIDEO,
            List.of(vp9, new UpTrack.UpCodec(Codec.VP8, "backup")),
            false,
            true,
            true);
    client.send(MediaKind.VIDEO, "backup");

    PublicationStarted backup = round(after).started().getFirst();

    assertThat(backup.trackSid()).isEqualTo("TR_V");
    assertThat(backup.codecIndex()).isEqualTo(1);
    assertThat(backup.preferred()).isEqualTo(Codec.VP8);
  }

  @Test
  void readsSimulcastLayersLowestFirst() {
    SessionDescription offer = Captured.offer("rtc-node-v1/01", "alice", 2);

    Answer answer = answer(offers, offer, List.of(UpTrack.video("TR_VC", "camera", Codec.VP8)));

    assertThat(answer.started().getFirst().layers())
        .containsExactly(new LayerSource(0, "q", -1, -1), new LayerSource(1, "h", -1, -1));
    assertThat(answer.description().toText()).contains("a=simulcast:recv h;q\r\n");
  }

  @Test
  void readsTheSsrcOfASingleStream() {
    SessionDescription offer = Captured.offer("go-sdk-v0", "alice", 0);

    Answer answer = answer(offers, offer, List.of(UpTrack.audio("TR_AM", "mic")));

    assertThat(answer.started().getFirst().layers())
        .containsExactly(new LayerSource(0, "", 2_990_778_548L, -1));
  }

  @Test
  void trustsNamesOverSsrcsInFirefox() {
    SessionDescription offer = Captured.offer("firefox-v1/01", "alice", 1);
    var firefox = single(ClientTraits.of("Firefox"));

    Answer answer =
        answer(
            firefox,
            offer,
            List.of(UpTrack.audio("TR_AM", "mic"), UpTrack.video("TR_VC", "camera", Codec.VP8)));

    PublicationStarted camera = answer.started().getLast();
    assertThat(camera.layers()).extracting(LayerSource::rid).containsExactly("q", "h", "f");
    assertThat(camera.layers()).extracting(LayerSource::ssrc).containsOnly(-1L);
    assertThat(camera.payloads()).containsExactly(new PayloadMapping(Codec.VP8, 120, 124, true));
    assertThat(camera.extensions().rid()).isEqualTo(9);
    assertThat(section(answer, "8").formats())
        .extracting(PayloadFormat::payloadType)
        .containsExactly(120, 124);
  }

  @Test
  void leavesFirefoxAllCodecsWhereItReceives() {
    var firefox = single(ClientTraits.of("Firefox"));

    Answer answer = answer(firefox, Captured.offer("firefox-v1/01", "alice", 1), List.of());

    assertThat(section(answer, "3").formats())
        .extracting(PayloadFormat::payloadType)
        .contains(120, 121, 99);
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, true, 63, minptime=10;useinbandfec=1;usedtx=1",
    "false, true, false, 111, minptime=10;useinbandfec=1;usedtx=1",
    "false, false, false, 111, minptime=10;useinbandfec=1",
    "true, true, false, 111, minptime=10;useinbandfec=1;stereo=1;maxaveragebitrate=510000;usedtx=1"
  })
  void answersAudioAsItWasAnnounced(
      boolean stereo, boolean dtx, boolean red, int first, String parameters) {
    String mid = client.send(MediaKind.AUDIO, "mic");
    var mic = new UpTrack("TR_AM", "mic", MediaKind.AUDIO, List.of(), stereo, dtx, red);

    MediaSection section = section(round(mic), mid);

    assertThat(section.formats().getFirst().payloadType()).isEqualTo(first);
    assertThat(section.format(111).orElseThrow().parameters()).isEqualTo(parameters);
  }

  @Test
  void takesH264InThePublishersForm() {
    String mode0 = "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f";
    offers.attach(
        DownTrack.of(
            "PA_a", "TR_V1", MediaKind.VIDEO, List.of(new CodecFormat(Codec.H264, mode0))));

    Answer answer = round();

    assertThat(answer.bound().getFirst().payloads())
        .containsExactly(new PayloadMapping(Codec.H264, 114, 115, true));
    assertThat(section(answer, "3").formats().getFirst().payloadType()).isEqualTo(114);
  }

  @Test
  void restartsIceWithTheClient() {
    Answer before = round();
    SessionDescription restarted = Captured.parsed(client.offer().toText().replace("3Q21", "4R32"));

    Answer after = answer(offers, restarted, List.of());

    assertThat(before.iceRestarted()).isFalse();
    assertThat(after.iceRestarted()).isTrue();
    assertThat(after.local()).isNotEqualTo(before.local());
    assertThat(after.remote().ufrag()).isEqualTo("4R32");
    assertThat(after.description().toText()).contains(after.local().ufrag());
    assertThat(offers.local()).isEqualTo(after.local());
    assertThat(answer(offers, restarted, List.of()).iceRestarted()).isFalse();
  }

  @Test
  void asksAgainAfterTheSignalConnectionWasReplaced() {
    round();
    offers.attach(down("TR_V1"));
    assertThat(offers.takeRequirement()).isPresent();
    assertThat(offers.takeRequirement()).isEmpty();

    offers.resumed();

    assertThat(offers.takeRequirement()).contains(new SectionsRequirement(0, 0));
  }

  @Test
  void restsASectionOnceMoreWhenTheAnswerMayBeLost() {
    offers.attach(down("TR_V1"));
    round();
    offers.detach("TR_V1");
    SessionDescription lost = client.offer();
    assertThat(section(answer(offers, lost, List.of()), "3").direction())
        .isEqualTo(Direction.INACTIVE);
    for (int i = 2; i < 5; i++) {
      offers.attach(down("TR_V" + i));
    }
    SessionDescription restarted = Captured.parsed(client.offer().toText().replace("3Q21", "4R32"));

    Answer resumed = answer(offers, restarted, List.of());
    client.take(restarted, resumed.description());
    assertThat(resumed.midToTrackId()).containsOnlyKeys("4", "5");

    SessionDescription next = Captured.parsed(client.offer().toText().replace("3Q21", "4R32"));
    Answer last = answer(offers, next, List.of());
    client.take(next, last.description());
    assertThat(last.midToTrackId()).containsOnlyKeys("3", "4", "5");
  }

  @Test
  void offersNoStereoToATrackThatIsNotAnnounced() {
    String stereo = client.offer().toText().replace("useinbandfec=1", "useinbandfec=1;stereo=1");
    SessionDescription offer = Captured.parsed(stereo.replaceFirst("a=recvonly", "a=sendonly"));

    Answer answer = answer(offers, offer, List.of());

    assertThat(answer.waiting()).containsExactly("0");
    assertThat(section(answer, "0").format(111).orElseThrow().parameters())
        .isEqualTo("minptime=10;useinbandfec=1");
  }

  @Test
  void ranksItsAddresses() {
    var transport =
        new LocalTransport(
            TRANSPORT.fingerprint(),
            List.of(Candidate.udpHost("192.0.2.1", 1), Candidate.udpHost("192.0.2.2", 1)));

    assertThat(transport.candidates())
        .extracting(Candidate::foundation, Candidate::priority)
        .containsExactly(tuple("1", 2_130_706_431L), tuple("2", 2_130_706_175L));
  }

  @Test
  void waitsForTheHandshakeOfAnActiveClient() {
    SessionDescription offer =
        Captured.parsed(client.offer().toText().replace("setup:actpass", "setup:active"));

    Answer answer = answer(offers, offer, List.of());

    assertThat(answer.remote().dtlsClient()).isFalse();
    assertThat(answer.description().toText())
        .contains("a=setup:passive")
        .doesNotContain("active\n");
  }

  @Test
  void refusesOffersThatContradictTheTable() {
    SessionDescription offer = client.offer();
    round();

    assertThat(offers.answer(without(offer), List.of()))
        .isEqualTo(new Refused(Reason.SECTION_REMOVED));
    assertThat(
            offers.answer(
                Captured.parsed(
                    offer.toText().replace("mid:0\r", "mid:x\r").replace("LE 0", "LE x")),
                List.of()))
        .isEqualTo(new Refused(Reason.SECTION_CHANGED));
    assertThat(
            offers.answer(
                Captured.parsed(offer.toText().replace("78:3D:5A", "78:3D:5B")), List.of()))
        .isEqualTo(new Refused(Reason.FINGERPRINT_CHANGED));
    var empty =
        new SessionDescription(
            offer.origin(), false, false, List.of(), offer.transport(), List.of());
    assertThat(offers.answer(empty, List.of())).isEqualTo(new Refused(Reason.EMPTY));
  }

  private static SessionDescription without(SessionDescription offer) {
    return new SessionDescription(
        offer.origin(),
        false,
        true,
        offer.bundle().subList(0, 6),
        offer.transport(),
        offer.media().subList(0, 6));
  }

  @Test
  void rejectsOnlyWhatTheClientRejectsOrLeavesUnbundled() {
    String text =
        client
            .offer()
            .toText()
            .replace("BUNDLE 0 1 2", "BUNDLE 0 2")
            .replaceFirst("m=video 9", "m=video 0");
    SessionDescription offer = Captured.parsed(text);
    offers.attach(down("TR_V1"));

    Answer answer = answer(offers, offer, List.of());

    AnswerRules.check(offer, answer.description());
    assertThat(section(answer, "1").rejected()).isTrue();
    assertThat(section(answer, "3").rejected()).isTrue();
    assertThat(answer.description().bundle()).containsExactly("0", "2", "4", "5", "6");
    assertThat(answer.midToTrackId()).containsOnly(Map.entry("4", "TR_V1"));
  }

  @Test
  void leavesASectionWithUnknownCodecsInactive() {
    String text = client.offer().toText();
    int audio = text.indexOf("m=audio");
    String changed =
        text.substring(0, audio)
            + text.substring(audio)
                .replaceFirst("SAVPF 111 63 9 0 8 13 110 126", "SAVPF 9 13")
                .replaceFirst("a=recvonly", "a=sendonly");
    SessionDescription offer = Captured.parsed(changed);

    Answer answer = answer(offers, offer, List.of(UpTrack.audio("TR_A", "mic")));

    AnswerRules.check(offer, answer.description());
    assertThat(section(answer, "0").direction()).isEqualTo(Direction.INACTIVE);
    assertThat(answer.started()).isEmpty();
  }

  @Test
  void sendsNothingOnAPublisherConnection() {
    var publisher =
        new ClientOffers(Role.PUBLISHER, TRANSPORT, ClientTraits.REGULAR, new Random(1));

    assertThatThrownBy(() -> publisher.attach(down("TR_V1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givesTheSameAnswerForTheSameSeed() {
    var one = single(ClientTraits.REGULAR);
    var other = single(ClientTraits.REGULAR);
    one.attach(down("TR_V1"));
    other.attach(down("TR_V1"));
    SessionDescription offer = client.offer();

    assertThat(answer(one, offer, List.of()).description().toText())
        .isEqualTo(answer(other, offer, List.of()).description().toText());
  }

  /// Whatever is attached, detached, published and stopped in whatever order: in the end the client
  /// receives what was wanted, after finitely many offers, and no answer broke a rule on the way.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deliversWhatIsWantedAfterAnyHistory(long seed) {
    var random = new Random(seed);
    Map<String, DownTrack> wanted = new LinkedHashMap<>();
    Map<String, UpTrack> announced = new LinkedHashMap<>();
    Map<String, String> mids = new HashMap<>();
    for (int step = 0; step < 150; step++) {
      change(random, wanted, announced, mids);
      if (random.nextInt(3) == 0) {
        settle(offers.takeRequirement(), announced);
      }
    }
    int rounds = 0;
    Optional<SectionsRequirement> requirement = offers.takeRequirement();
    do {
      settle(requirement, announced);
      requirement = offers.takeRequirement();
    } while (requirement.isPresent() && ++rounds < 10);

    assertThat(rounds).as("seed %d", seed).isLessThan(5);
    assertThat(new TreeSet<>(client.received().values()))
        .as("seed %d", seed)
        .isEqualTo(new TreeSet<>(wanted.keySet()));
    assertThat(client.sections()).as("seed %d", seed).isLessThan(200);
  }

  private void change(
      Random random,
      Map<String, DownTrack> wanted,
      Map<String, UpTrack> announced,
      Map<String, String> mids) {
    String sid = (random.nextBoolean() ? "TR_A" : "TR_V") + random.nextInt(8);
    switch (random.nextInt(10)) {
      case 0 -> {
        if (client.sections() < 30 && announced.size() < 8) {
          String cid = "cid" + client.sections();
          announced.put(cid, UpTrack.video("TR_Vup" + cid, cid, Codec.VP8));
          mids.put(cid, client.send(MediaKind.VIDEO, cid));
        }
      }
      case 1 -> {
        List<String> names = new ArrayList<>(announced.keySet());
        if (!names.isEmpty()) {
          String cid = names.get(random.nextInt(names.size()));
          announced.remove(cid);
          client.turn(
              Optional.ofNullable(mids.remove(cid)).orElseThrow(),
              random.nextBoolean() ? Direction.INACTIVE : Direction.RECVONLY);
        }
      }
      default -> {
        if (wanted.remove(sid) == null) {
          wanted.put(sid, down(sid));
          assertThat(offers.attach(down(sid))).isEqualTo(Attachment.ATTACHED);
        } else {
          assertThat(offers.detach(sid)).isTrue();
        }
      }
    }
  }

  private void settle(Optional<SectionsRequirement> requirement, Map<String, UpTrack> announced) {
    requirement.ifPresent(need -> {
      for (int i = 0; i < need.audios(); i++) {
        client.receive(MediaKind.AUDIO);
      }
      for (int i = 0; i < need.videos(); i++) {
        client.receive(MediaKind.VIDEO);
      }
    });
    Answer answer = round(announced.values().toArray(new UpTrack[0]));
    assertThat(answer.midToTrackId()).isEqualTo(client.received());
    assertThat(answer.waiting()).isEmpty();
  }
}
