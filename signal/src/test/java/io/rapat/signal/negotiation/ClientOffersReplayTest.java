package io.rapat.signal.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.Candidate;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.Fingerprint;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.Rid;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.signal.negotiation.Captured.Announcement;
import io.rapat.signal.negotiation.Captured.Description;
import io.rapat.signal.negotiation.Captured.Message;
import io.rapat.signal.negotiation.ClientOffers.Role;
import io.rapat.signal.negotiation.OfferResult.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers what real clients offered and compares with what LiveKit's server answered them.
class ClientOffersReplayTest {

  static final LocalTransport TRANSPORT =
      new LocalTransport(
          Fingerprint.of("sha-256", new byte[32]),
          List.of(
              Candidate.udpHost("192.0.2.10", 7882), Candidate.tcpPassiveHost("192.0.2.10", 7881)));

  static Stream<String> single() {
    return Captured.conversations("-v1/").keySet().stream();
  }

  static Stream<String> dual() {
    return Captured.conversations("-v0/").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("single")
  void answersLikeTheReferenceOnASingleConnection(String conversation) {
    var replay = new Replay(Role.SINGLE, conversation.contains("firefox"));
    Captured.conversations("-v1/").getOrDefault(conversation, List.of()).forEach(replay::take);

    assertThat(replay.answers).isPositive();
  }

  @ParameterizedTest
  @MethodSource("dual")
  void answersLikeTheReferenceOnAPublisherConnection(String conversation) {
    var replay = new Replay(Role.PUBLISHER, conversation.contains("firefox"));
    Captured.conversations("-v0/").getOrDefault(conversation, List.of()).stream()
        .filter(message -> !(message instanceof Description d) || d.fromClient() == d.offer())
        .forEach(replay::take);

    assertThat(replay.answers).isPositive();
  }

  private static final class Replay {
    private final Role role;
    private final ClientTraits traits;
    private final Map<String, UpTrack> announced = new LinkedHashMap<>();
    private final Set<String> sending = new HashSet<>();
    private ClientOffers offers;
    private @Nullable SessionDescription offer;
    private String session = "";
    private Set<String> attached = new LinkedHashSet<>();
    private int answers;

    Replay(Role role, boolean firefox) {
      this.role = role;
      this.traits = new ClientTraits(firefox, false);
      this.offers = new ClientOffers(role, TRANSPORT, traits, new Random(1));
    }

    void take(Message message) {
      switch (message) {
        case Announcement(String _, String _, UpTrack track) ->
            announced.merge(track.trackSid(), track, Replay::withBackup);
        case Description d -> {
          if (d.fromClient()) {
            open(d.description());
          } else {
            answer(d);
          }
        }
      }
    }

    /// A second AddTrack for one track starts its backup codec.
    private static UpTrack withBackup(UpTrack track, UpTrack more) {
      List<UpTrack.UpCodec> codecs = new ArrayList<>(track.codecs());
      codecs.removeIf(codec -> codec.cid().isEmpty());
      codecs.addAll(more.codecs());
      return new UpTrack(
          track.trackSid(),
          track.cid(),
          track.kind(),
          codecs,
          track.stereo(),
          track.dtx(),
          track.red());
    }

    private void open(SessionDescription description) {
      if (!description.origin().sessionId().equals(session)) {
        session = description.origin().sessionId();
        offers = new ClientOffers(role, TRANSPORT, traits, new Random(1));
        attached = new LinkedHashSet<>();
        sending.clear();
      }
      offer = description;
    }

    private void answer(Description reference) {
      SessionDescription offered = offer;
      if (offered == null || reference.offer()) {
        return;
      }
      offer = null;
      wantWhatTheReferenceSends(reference.tracks());
      var result = offers.answer(offered, List.copyOf(announced.values()));
      assertThat(result).isInstanceOf(Answer.class);
      if (result instanceof Answer answer) {
        answers++;
        check(offered, answer, reference);
      }
    }

    private void wantWhatTheReferenceSends(Map<String, String> tracks) {
      Set<String> wanted = new LinkedHashSet<>();
      tracks.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> wanted.add(entry.getValue()));
      for (String gone : List.copyOf(attached)) {
        if (!wanted.contains(gone)) {
          assertThat(offers.detach(gone)).isTrue();
          attached.remove(gone);
        }
      }
      for (String track : wanted) {
        if (attached.add(track)) {
          assertThat(offers.attach(down(track))).isEqualTo(Attachment.ATTACHED);
        }
      }
    }

    private static DownTrack down(String trackSid) {
      boolean audio = trackSid.startsWith("TR_A");
      List<CodecFormat> formats =
          audio
              ? List.of(CodecFormat.of(Codec.RED), CodecFormat.of(Codec.OPUS))
              : List.of(
                  CodecFormat.of(Codec.VP8),
                  CodecFormat.of(Codec.VP9),
                  CodecFormat.of(Codec.H264),
                  CodecFormat.of(Codec.AV1));
      MediaKind kind = audio ? MediaKind.AUDIO : MediaKind.VIDEO;
      return DownTrack.of("PA_x", trackSid, kind, formats);
    }

    private void check(SessionDescription offered, Answer answer, Description reference) {
      SessionDescription ours = answer.description();
      SessionDescription theirs = reference.description();
      AnswerRules.check(offered, ours);
      assertThat(Captured.parsed(ours.toText())).isEqualTo(ours);
      assertThat(answer.midToTrackId()).isEqualTo(reference.tracks());
      assertThat(ours.extmapAllowMixed()).isEqualTo(theirs.extmapAllowMixed());
      for (int i = 0; i < ours.media().size(); i++) {
        if (ours.media().get(i).kind() != MediaSection.Kind.APPLICATION) {
          compare(offered.media().get(i), ours.media().get(i), theirs.media().get(i));
        }
      }
      checkPublications(offered, answer);
    }

    private void compare(MediaSection offered, MediaSection ours, MediaSection theirs) {
      Set<String> extensions = uris(theirs);
      if (offered.direction() == Direction.RECVONLY) {
        // The reference also takes over what Firefox restricts to its own sending.
        offered.extensions().stream()
            .filter(extension -> extension.direction().equals(Optional.of(Direction.SENDONLY)))
            .forEach(extension -> extensions.remove(extension.uri()));
      }
      assertThat(uris(ours)).as(ours.mid()).isEqualTo(extensions);
      if (theirs.direction().receives() && offered.direction().sends()) {
        assertThat(ours.direction()).isEqualTo(theirs.direction());
        assertThat(first(ours).encoding()).isEqualToIgnoringCase(first(theirs).encoding());
        assertThat(first(ours).payloadType()).isEqualTo(first(theirs).payloadType());
        assertThat(Set.copyOf(first(ours).feedback()))
            .isEqualTo(Set.copyOf(first(theirs).feedback()));
        assertThat(ours.rids()).isEqualTo(theirs.rids());
        assertThat(ours.simulcast()).isEqualTo(theirs.simulcast());
      }
      if (!theirs.msids().isEmpty()) {
        assertThat(ours.direction()).isEqualTo(theirs.direction());
        assertThat(ours.msids().getFirst().track()).isEqualTo(theirs.msids().getFirst().track());
        assertThat(ours.sources()).hasSameSizeAs(theirs.sources());
        assertThat(ours.groups()).hasSameSizeAs(theirs.groups());
      }
      if (!theirs.direction().sends() && !theirs.direction().receives()) {
        assertThat(ours.direction()).isEqualTo(theirs.direction());
      }
    }

    private static PayloadFormat first(MediaSection section) {
      return section.formats().getFirst();
    }

    private static Set<String> uris(MediaSection section) {
      Set<String> uris = new HashSet<>();
      section.extensions().stream().map(HeaderExtension::uri).forEach(uris::add);
      return uris;
    }

    /// Each section that sends carries a track, and says so once.
    private void checkPublications(SessionDescription offered, Answer answer) {
      for (PublicationEnded ended : answer.ended()) {
        assertThat(sending.remove(ended.mid())).isTrue();
        announced.remove(ended.trackSid());
      }
      for (PublicationStarted started : answer.started()) {
        assertThat(sending.add(started.mid())).isTrue();
        MediaSection section = offered.section(started.mid()).orElseThrow();
        long layers = section.rids().stream().filter(Rid::send).count();
        assertThat(started.layers()).hasSize((int) Math.max(1, layers));
        assertThat(started.payloads()).isNotEmpty();
        assertThat(started.extensions().mid()).isEqualTo(section.extensionId(Extensions.MID));
      }
      Set<String> expected = new HashSet<>();
      for (MediaSection section : offered.media()) {
        boolean media = section.kind() != MediaSection.Kind.APPLICATION;
        if (media && section.direction().sends()) {
          expected.add(section.mid());
        }
      }
      expected.removeAll(answer.waiting());
      assertThat(sending).isEqualTo(expected);
    }
  }
}
