package io.rapat.signal.negotiation;

import io.rapat.signal.negotiation.ClientSection.Up;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds which sending section carries which announced track. Names decide first, for all sections;
/// then kind and order, for clients whose descriptions name tracks otherwise than their AddTrack
/// requests (Firefox, Safari and React Native after a track was replaced).
final class UpMatching {

  private final List<UpTrack> announced;
  private final Set<Up> bound = new HashSet<>();

  UpMatching(List<UpTrack> announced, Collection<ClientSection> sections) {
    this.announced = announced;
    for (ClientSection section : sections) {
      if (section.up != null) {
        bound.add(section.up);
      }
    }
  }

  /// Binds what can be bound.
  ///
  /// @return the sections that were bound now
  List<ClientSection> bind(Collection<ClientSection> sections) {
    List<ClientSection> open =
        sections.stream()
            .filter(section -> section.clientSends() && section.up == null && !section.abandoned)
            .toList();
    List<ClientSection> now = new ArrayList<>();
    for (ClientSection section : open) {
      take(section, byName(section), now);
    }
    for (ClientSection section : open) {
      if (section.up == null) {
        take(section, byOrder(section), now);
      }
    }
    return now;
  }

  private void take(ClientSection section, @Nullable Up up, List<ClientSection> now) {
    if (up != null) {
      section.up = up;
      bound.add(up);
      now.add(section);
    }
  }

  private @Nullable Up byName(ClientSection section) {
    String cid = ClientSection.sdpCid(section.offer);
    if (cid.isEmpty()) {
      return null;
    }
    for (UpTrack track : announced) {
      for (int i = 0; i < codecs(track); i++) {
        var up = new Up(track.trackSid(), i);
        if (track.kind() == section.kind() && cid(track, i).equals(cid) && !bound.contains(up)) {
          return up;
        }
      }
    }
    return null;
  }

  private @Nullable Up byOrder(ClientSection section) {
    for (UpTrack track : announced) {
      var main = new Up(track.trackSid(), 0);
      if (track.kind() == section.kind() && !bound.contains(main)) {
        return main;
      }
    }
    for (UpTrack track : announced) {
      for (int i = 1; i < codecs(track); i++) {
        var backup = new Up(track.trackSid(), i);
        boolean started = !cid(track, i).isEmpty();
        if (track.kind() == section.kind() && started && !bound.contains(backup)) {
          return backup;
        }
      }
    }
    return null;
  }

  /// Whether the name belongs to another announced track or codec than the bound one.
  boolean namesAnother(String cid, Up current) {
    if (cid.isEmpty()) {
      return false;
    }
    for (UpTrack track : announced) {
      for (int i = 0; i < codecs(track); i++) {
        boolean same = current.equals(new Up(track.trackSid(), i));
        if (!same && cid(track, i).equals(cid)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The track, when it still is announced.
  @Nullable UpTrack track(String trackSid) {
    for (UpTrack track : announced) {
      if (track.trackSid().equals(trackSid)) {
        return track;
      }
    }
    return null;
  }

  private static int codecs(UpTrack track) {
    return Math.max(1, track.codecs().size());
  }

  /// The first codec goes by the track's own cid when it names none.
  private static String cid(UpTrack track, int index) {
    String own = track.codecs().isEmpty() ? "" : track.codecs().get(index).cid();
    return own.isEmpty() && index == 0 ? track.cid() : own;
  }
}
