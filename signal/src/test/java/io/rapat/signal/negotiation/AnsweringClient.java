package io.rapat.signal.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.Setup;
import io.rapat.media.sdp.TransportAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A browser as far as its answers go; it holds offers to the rules that real browsers hold them
/// to.
final class AnsweringClient {

  private final Set<String> encodings;
  private final TransportAttributes transport;
  private final Map<String, String> carried = new HashMap<>();
  private List<String> mids = List.of();

  /// @param encodings what it decodes, in lower case
  AnsweringClient(Set<String> encodings, Setup setup) {
    this.encodings = encodings;
    TransportAttributes captured =
        Captured.offer("chromium-v1/01", "alice", 0).media().getFirst().transport();
    this.transport =
        new TransportAttributes(captured.ice(), captured.fingerprint(), Optional.of(setup));
  }

  SessionDescription answer(SessionDescription offer) {
    List<String> now = offer.media().stream().map(MediaSection::mid).toList();
    assertThat(now.subList(0, mids.size())).isEqualTo(mids);
    mids = now;
    List<MediaSection> media = new ArrayList<>();
    for (MediaSection section : offer.media()) {
      notice(section);
      media.add(answer(section));
    }
    var answer =
        new SessionDescription(
            offer.origin(),
            false,
            true,
            media.stream().filter(m -> !m.rejected()).map(MediaSection::mid).toList(),
            transport,
            media);
    return answer;
  }

  private void notice(MediaSection section) {
    String now = section.msids().isEmpty() ? "" : section.msids().getFirst().track();
    String ssrc = section.sources().isEmpty() ? "" : " " + section.sources().getFirst().ssrc();
    String before = carried.getOrDefault(section.mid(), "");
    assertThat(section.direction().sends() || section.kind() == MediaSection.Kind.APPLICATION)
        .isEqualTo(!now.isEmpty() || section.kind() == MediaSection.Kind.APPLICATION);
    if (!before.isEmpty() && !now.isEmpty()) {
      assertThat(now + ssrc).as("section %s", section.mid()).isEqualTo(before);
    }
    carried.put(section.mid(), now.isEmpty() ? "" : now + ssrc);
  }

  private MediaSection answer(MediaSection offer) {
    MediaSection.Builder answer =
        MediaSection.builder(offer.kind(), offer.mid()).transport(transport);
    if (offer.kind() == MediaSection.Kind.APPLICATION) {
      return answer.dataChannels(5000, 65_535).build();
    }
    List<Integer> types = new ArrayList<>();
    List<PayloadFormat> formats = new ArrayList<>();
    for (PayloadFormat format : offer.formats()) {
      boolean repeats = types.contains(format.associatedPayloadType());
      if (repeats || encodings.contains(format.encoding().toLowerCase(java.util.Locale.ROOT))) {
        types.add(format.payloadType());
        formats.add(format);
      }
    }
    if (formats.isEmpty() || offer.rejected()) {
      return answer
          .port(0)
          .direction(Direction.INACTIVE)
          .formats(offer.formats().subList(0, 1))
          .build();
    }
    boolean receives = offer.direction().sends();
    return answer
        .direction(receives ? Direction.RECVONLY : Direction.INACTIVE)
        .formats(formats)
        .extensions(offer.extensions())
        .rtcpMux(true)
        .build();
  }

  /// What it receives now: mid → track.
  Map<String, String> received() {
    Map<String, String> received = new HashMap<>();
    carried.forEach((mid, track) -> {
      if (!track.isEmpty()) {
        received.put(mid, track.substring(0, track.indexOf(' ')));
      }
    });
    return received;
  }
}
