package io.rapat.signal.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.SessionDescription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What makes an answer a valid answer to an offer (RFC 9429 §5.3.1), whoever wrote them.
final class AnswerRules {

  private AnswerRules() {}

  static void check(SessionDescription offer, SessionDescription answer) {
    assertThat(answer.media())
        .extracting(MediaSection::mid)
        .isEqualTo(offer.media().stream().map(MediaSection::mid).toList());
    assertThat(offer.bundle()).containsSubsequence(answer.bundle());
    for (int i = 0; i < offer.media().size(); i++) {
      section(offer.media().get(i), answer.media().get(i), answer);
    }
    assertThat(contradictions(offer)).containsAll(contradictions(answer));
    sourcesAreUnique(answer);
  }

  private static void section(
      MediaSection offer, MediaSection answer, SessionDescription description) {
    assertThat(answer.kind()).isEqualTo(offer.kind());
    assertThat(answer.protocol()).isEqualTo(offer.protocol());
    if (answer.rejected()) {
      assertThat(description.bundle()).doesNotContain(answer.mid());
      return;
    }
    assertThat(description.transportOf(answer).ice()).isPresent();
    assertThat(description.transportOf(answer).fingerprint()).isPresent();
    assertThat(answer.candidates().isEmpty())
        .isEqualTo(
            !answer
                .mid()
                .equals(
                    description.media().stream()
                        .filter(s -> !s.rejected())
                        .findFirst()
                        .orElseThrow()
                        .mid()));
    if (offer.kind() == MediaSection.Kind.APPLICATION) {
      assertThat(answer.sctpPort()).isEqualTo(5000);
      return;
    }
    assertThat(answer.rtcpMux()).isTrue();
    directions(offer.direction(), answer.direction());
    formats(offer, answer);
    answer
        .extensions()
        .forEach(
            extension -> assertThat(offer.extensionId(extension.uri())).isEqualTo(extension.id()));
    if (answer.direction().sends()) {
      assertThat(answer.msids()).hasSize(1);
      assertThat(answer.sources()).isNotEmpty();
    } else {
      assertThat(answer.msids()).isEmpty();
      assertThat(answer.sources()).isEmpty();
    }
  }

  private static void directions(Direction offered, Direction answered) {
    assertThat(answered).isNotEqualTo(Direction.SENDRECV);
    if (answered.sends()) {
      assertThat(offered.receives()).isTrue();
    }
    if (answered.receives()) {
      assertThat(offered.sends()).isTrue();
    }
  }

  private static void formats(MediaSection offer, MediaSection answer) {
    assertThat(answer.formats()).isNotEmpty();
    Set<Integer> types = new HashSet<>();
    for (PayloadFormat format : answer.formats()) {
      PayloadFormat offered = offer.format(format.payloadType()).orElseThrow();
      assertThat(format.encoding()).isEqualTo(offered.encoding());
      assertThat(offered.feedback()).containsAll(format.feedback());
      types.add(format.payloadType());
    }
    for (PayloadFormat format : answer.formats()) {
      if (format.associatedPayloadType() >= 0) {
        assertThat(types).contains(format.associatedPayloadType());
      }
    }
  }

  /// What one number means in the bundle beyond one thing (RFC 9143 §9.1 and §7.1.3). An offer that
  /// contradicts itself can't be answered otherwise.
  private static Set<String> contradictions(SessionDescription description) {
    Map<String, String> meanings = new HashMap<>();
    Set<String> contradictions = new HashSet<>();
    for (MediaSection section : description.media()) {
      for (PayloadFormat format : section.formats()) {
        String name = format.encoding() + "/" + format.clockRate();
        String number = "payload type " + format.payloadType();
        if (!meanings.merge(number, name, (a, _) -> a).equals(name)) {
          contradictions.add(number);
        }
      }
      for (HeaderExtension extension : section.extensions()) {
        String number = "extension " + extension.id();
        if (!meanings.merge(number, extension.uri(), (a, _) -> a).equals(extension.uri())) {
          contradictions.add(number);
        }
      }
    }
    return contradictions;
  }

  private static void sourcesAreUnique(SessionDescription description) {
    List<Long> ssrcs =
        description.media().stream()
            .flatMap(section -> section.sources().stream())
            .map(source -> source.ssrc())
            .toList();
    assertThat(ssrcs).doesNotHaveDuplicates();
  }
}
