package io.rapat.app.conference;

import io.rapat.app.meeting.Permit;
import io.rapat.app.meeting.RoomRules;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.room.Governance;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;

/// What a meeting permits, in the words of LiveKit's protocol.
final class Permissions {
  /// The topic of reactions.
  static final String REACTIONS = "rapat.reaction";

  /// The topic of the server's own announcements, which no client may imitate.
  static final String NOTICES = "rapat.notice";

  private Permissions() {}

  static Governance governance(RoomRules.Participant rules) {
    return new Governance(permission(rules.permit()), rules.attributes(), data(rules.permit()));
  }

  static ParticipantPermission permission(Permit permit) {
    List<TrackSource> sources = sources(permit);
    ParticipantPermission.Builder permission =
        ParticipantPermission.newBuilder()
            .setCanSubscribe(true)
            .setCanPublish(!sources.isEmpty())
            .setCanPublishData(true);
    // A list leaves out tracks of no known source, so there is one only where it is needed.
    return isRestricted(permit)
        ? permission.addAllCanPublishSources(sources).build()
        : permission.build();
  }

  static boolean isRestricted(Permit permit) {
    return !(permit.microphone() && permit.camera() && permit.share());
  }

  static List<TrackSource> sources(Permit permit) {
    return Stream.of(
            permit.microphone() ? List.of(TrackSource.MICROPHONE) : List.<TrackSource>of(),
            permit.camera() ? List.of(TrackSource.CAMERA) : List.<TrackSource>of(),
            permit.share()
                ? List.of(TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO)
                : List.<TrackSource>of())
        .flatMap(List::stream)
        .toList();
  }

  private static DataPolicy data(Permit permit) {
    Set<String> refused = new HashSet<>(Set.of(NOTICES));
    Set<String> refusedPrivately = new HashSet<>(Set.of(NOTICES));
    if (!permit.chat()) {
      refused.add(DataPolicy.CHAT);
    }
    if (!permit.privateChat()) {
      refusedPrivately.add(DataPolicy.CHAT);
    }
    if (!permit.reactions()) {
      refused.add(REACTIONS);
      refusedPrivately.add(REACTIONS);
    }
    return new DataPolicy(
        refused, refusedPrivately, permit.chat() && permit.privateChat() && permit.reactions());
  }
}
