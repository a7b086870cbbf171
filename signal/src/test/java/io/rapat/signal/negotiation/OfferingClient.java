package io.rapat.signal.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Msid;
import io.rapat.media.sdp.Origin;
import io.rapat.media.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A browser as far as its offers go: it has sections that send, receive or rest, and notices when
/// an answer breaks the rules that real browsers hold it to.
final class OfferingClient {

  private final SessionDescription template;
  private final Map<MediaKind, MediaSection> receiving = new HashMap<>();
  private final List<MediaSection> sections = new ArrayList<>();
  private final Map<String, String> carried = new HashMap<>();
  private int version;

  /// A client with Chromium's codecs and three spare sections of each kind.
  static OfferingClient chromium() {
    var client = new OfferingClient(Captured.offer("chromium-v1/01", "alice", 0));
    for (int i = 0; i < 3; i++) {
      client.receive(MediaKind.AUDIO);
    }
    for (int i = 0; i < 3; i++) {
      client.receive(MediaKind.VIDEO);
    }
    client.sections.add(client.template.section("6").orElseThrow());
    return client;
  }

  private OfferingClient(SessionDescription template) {
    this.template = template;
    receiving.put(MediaKind.AUDIO, template.section("0").orElseThrow());
    receiving.put(MediaKind.VIDEO, template.section("3").orElseThrow());
  }

  /// Adds a section that receives.
  void receive(MediaKind kind) {
    add(kind, Direction.RECVONLY, List.of());
  }

  /// Adds a section that sends.
  ///
  /// @return its mid
  String send(MediaKind kind, String cid) {
    return add(kind, Direction.SENDONLY, List.of(new Msid("-", cid)));
  }

  private String add(MediaKind kind, Direction direction, List<Msid> msids) {
    MediaSection like = like(kind);
    String mid = Integer.toString(sections.size());
    sections.add(section(like, mid, direction, msids));
    return mid;
  }

  private MediaSection like(MediaKind kind) {
    return Optional.ofNullable(receiving.get(kind)).orElseThrow();
  }

  private static MediaSection section(
      MediaSection like, String mid, Direction direction, List<Msid> msids) {
    return MediaSection.builder(like.kind(), mid)
        .direction(direction)
        .formats(like.formats())
        .extensions(like.extensions())
        .msids(msids)
        .transport(like.transport())
        .rtcpMux(true)
        .build();
  }

  /// Gives a section another direction; one that doesn't send names no track.
  void turn(String mid, Direction direction) {
    int index = Integer.parseInt(mid);
    MediaSection before = sections.get(index);
    List<Msid> msids = direction.sends() ? before.msids() : List.of();
    sections.set(index, section(before, mid, direction, msids));
  }

  int sections() {
    return sections.size();
  }

  SessionDescription offer() {
    return new SessionDescription(
        new Origin("1", Integer.toString(++version)),
        false,
        true,
        sections.stream().map(MediaSection::mid).toList(),
        template.transport(),
        sections);
  }

  /// Takes an answer to the last offer.
  void take(SessionDescription offer, SessionDescription answer) {
    AnswerRules.check(offer, answer);
    for (MediaSection section : answer.media()) {
      String now = section.msids().isEmpty() ? "" : text(section);
      String before = carried.getOrDefault(section.mid(), "");
      if (!before.isEmpty() && !now.isEmpty()) {
        // A track that changes without a rest between is never announced to the application.
        assertThat(now).as("section %s", section.mid()).isEqualTo(before);
      }
      carried.put(section.mid(), now);
    }
  }

  private static String text(MediaSection section) {
    return section.msids().getFirst().track() + " " + section.sources().getFirst().ssrc();
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
