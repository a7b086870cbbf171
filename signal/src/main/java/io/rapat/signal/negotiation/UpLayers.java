package io.rapat.signal.negotiation;

import io.rapat.media.room.LayerSource;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Rid;
import io.rapat.media.sdp.Simulcast;
import io.rapat.media.sdp.SourceDescription;
import io.rapat.media.sdp.SourceGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which layers a section sends, read from its description.
final class UpLayers {

  /// The names that LiveKit's clients give their layers, the lowest first; `2`, `1`, `0` is the
  /// older set.
  private static final List<String> RANKS = List.of("q", "h", "f", "2", "1", "0");

  private UpLayers() {}

  /// The layers, the lowest first. Names win over SSRCs where both are given: Firefox gives both,
  /// and the groups don't say which layer they are.
  static List<LayerSource> of(MediaSection section) {
    List<String> rids = sentRids(section);
    if (!rids.isEmpty()) {
      return byRid(rids);
    }
    List<LayerSource> layers = new ArrayList<>();
    for (long ssrc : primaries(section)) {
      layers.add(new LayerSource(layers.size(), "", ssrc, retransmissions(section, ssrc)));
    }
    return layers.isEmpty() ? List.of(new LayerSource(0, "", -1, -1)) : layers;
  }

  /// The names of the sent layers in the order of the simulcast line.
  static List<String> sentRids(MediaSection section) {
    List<String> rids = new ArrayList<>();
    for (Simulcast.Layer layer : section.simulcast().send()) {
      rids.add(layer.rid());
    }
    if (rids.isEmpty()) {
      section.rids().stream().filter(Rid::send).map(Rid::id).forEach(rids::add);
    }
    return rids;
  }

  private static List<LayerSource> byRid(List<String> rids) {
    List<String> ordered = new ArrayList<>(rids.stream().distinct().toList());
    if (RANKS.containsAll(ordered)) {
      ordered.sort(Comparator.comparingInt(RANKS::indexOf));
    }
    List<LayerSource> layers = new ArrayList<>();
    for (String rid : ordered) {
      layers.add(new LayerSource(layers.size(), rid, -1, -1));
    }
    return layers;
  }

  /// The SSRCs of the media: a simulcast group's, or the first one that repeats no other.
  private static List<Long> primaries(MediaSection section) {
    for (SourceGroup group : section.groups()) {
      if (group.semantics().equals("SIM")) {
        return group.ssrcs();
      }
    }
    for (SourceDescription source : section.sources()) {
      if (section.groups().stream().noneMatch(group -> repeats(group, source.ssrc()))) {
        return List.of(source.ssrc());
      }
    }
    return List.of();
  }

  private static boolean repeats(SourceGroup group, long ssrc) {
    return group.semantics().equals("FID") && group.ssrcs().indexOf(ssrc) > 0;
  }

  private static long retransmissions(MediaSection section, long ssrc) {
    for (SourceGroup group : section.groups()) {
      boolean pair = group.semantics().equals("FID") && group.ssrcs().size() == 2;
      if (pair && group.ssrcs().getFirst() == ssrc) {
        return group.ssrcs().getLast();
      }
    }
    return -1;
  }
}
