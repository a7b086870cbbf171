package io.rapat.signal.negotiation;

import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.signal.negotiation.Formats.Taken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The down tracks of a single connection that have no section yet, and what the client was asked
/// for because of them.
final class DownTracks {

  /// So often a client may leave a request for more sections unheard before it isn't asked any
  /// more: an offer may have been on its way already.
  private static final int PATIENCE = 3;

  private final Map<String, DownTrack> pending = new LinkedHashMap<>();
  private boolean asked;
  private int askedAudios;
  private int askedVideos;
  private int unheard;
  private int sectionsBefore;

  boolean isPending(String trackSid) {
    return pending.containsKey(trackSid);
  }

  void add(DownTrack track) {
    pending.put(track.trackSid(), track);
    unheard = 0;
  }

  boolean remove(String trackSid) {
    return pending.remove(trackSid) != null;
  }

  /// Something else than a pending track changed, which needs an offer.
  void changed() {
    unheard = 0;
  }

  /// An offer came: what was asked for is in it, or has to be asked for again.
  void offered(int sections) {
    boolean more = askedAudios + askedVideos > 0;
    unheard = more && sections <= sectionsBefore ? unheard + 1 : 0;
    sectionsBefore = sections;
    forgetAsking();
  }

  /// What was asked for last may not have arrived.
  void forgetAsking() {
    asked = false;
    askedAudios = 0;
    askedVideos = 0;
  }

  /// Gives up the tracks that the client can't receive.
  List<String> giveUpUnsupported(Collection<ClientSection> sections) {
    List<String> unsupported = new ArrayList<>();
    pending
        .values()
        .removeIf(track -> isUnsupported(track, sections) && unsupported.add(track.trackSid()));
    return unsupported;
  }

  /// Whether the client has sections to receive that kind in, and none of them can carry the track.
  static boolean isUnsupported(DownTrack track, Collection<ClientSection> sections) {
    List<ClientSection> receiving =
        sections.stream()
            .filter(section -> section.clientOnlyReceives() && section.kind() == track.kind())
            .toList();
    return !receiving.isEmpty() && receiving.stream().noneMatch(section -> fits(track, section));
  }

  /// Whether the section can carry the track.
  static boolean fits(DownTrack track, ClientSection section) {
    return section.kind() == track.kind() && !Formats.matches(track, section.offered).isEmpty();
  }

  /// Gives each pending track a free section, the first track and the first section first.
  ///
  /// @return the sections that were bound now
  List<ClientSection> bind(Collection<ClientSection> sections, Identifiers identifiers) {
    List<ClientSection> now = new ArrayList<>();
    for (DownTrack track : List.copyOf(pending.values())) {
      for (ClientSection section : sections) {
        if (section.free() && fits(track, section)) {
          section.down = binding(track, section, identifiers);
          pending.remove(track.trackSid());
          now.add(section);
          break;
        }
      }
    }
    return now;
  }

  private static DownBinding binding(
      DownTrack track, ClientSection section, Identifiers identifiers) {
    List<Taken> matches = Formats.matches(track, section.offered);
    boolean rtx = matches.stream().anyMatch(taken -> taken.rtx() != null);
    return new DownBinding(track, identifiers.ssrc(), rtx ? identifiers.ssrc() : -1);
  }

  /// What to ask the client for. A section that is to become inactive counts as one that will be
  /// free: the track waits for one more round, and the description doesn't grow.
  Optional<SectionsRequirement> takeRequirement(Collection<ClientSection> sections) {
    boolean draining = sections.stream().anyMatch(section -> section.draining);
    if (sections.isEmpty() || (pending.isEmpty() && !draining)) {
      return Optional.empty();
    }
    Set<ClientSection> claimed = new HashSet<>();
    int audios = 0;
    int videos = 0;
    for (DownTrack track : pending.values()) {
      if (!claim(track, sections, claimed)) {
        audios += track.kind() == MediaKind.AUDIO ? 1 : 0;
        videos += track.kind() == MediaKind.VIDEO ? 1 : 0;
      }
    }
    int room = unheard >= PATIENCE ? 0 : SessionDescription.MAX_SECTIONS - sections.size();
    audios = Math.min(Math.max(0, audios - askedAudios), room);
    videos = Math.min(Math.max(0, videos - askedVideos), room - audios);
    boolean progress = draining || !claimed.isEmpty();
    if (audios + videos == 0 && (asked || !progress)) {
      return Optional.empty();
    }
    asked = true;
    askedAudios += audios;
    askedVideos += videos;
    return Optional.of(new SectionsRequirement(audios, videos));
  }

  private static boolean claim(
      DownTrack track, Collection<ClientSection> sections, Set<ClientSection> claimed) {
    for (ClientSection section : sections) {
      boolean usable = section.clientOnlyReceives() && section.down == null;
      if (usable && fits(track, section) && claimed.add(section)) {
        return true;
      }
    }
    return false;
  }
}
