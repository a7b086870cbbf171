package io.rapat.signal.token;

import java.util.Optional;
import java.util.Set;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;

/// What the `video` claim of a token allows.
///
/// @param room the only room the token is for, or ""
/// @param canPublishSources empty when every source may be published
public record VideoGrant(
    boolean roomCreate,
    boolean roomList,
    boolean roomRecord,
    boolean roomAdmin,
    boolean roomJoin,
    String room,
    String destinationRoom,
    Optional<Boolean> canPublish,
    Optional<Boolean> canSubscribe,
    Optional<Boolean> canPublishData,
    Set<TrackSource> canPublishSources,
    boolean canUpdateOwnMetadata,
    boolean ingressAdmin,
    boolean hidden,
    boolean recorder,
    boolean agent,
    boolean canSubscribeMetrics,
    boolean canManageAgentSession) {

  public VideoGrant {
    canPublishSources = Set.copyOf(canPublishSources);
  }

  /// Whether the bearer may administer that room.
  public boolean administers(String roomName) {
    return roomAdmin && room.equals(roomName);
  }

  /// The permission of a participant who joins with this grant. What the token leaves out is
  /// allowed for publishing and subscribing, and refused for the rest; data follows publishing.
  public ParticipantPermission permission() {
    boolean publish = canPublish.orElse(true);
    ParticipantPermission.Builder permission =
        ParticipantPermission.newBuilder()
            .setCanSubscribe(canSubscribe.orElse(true))
            .setCanPublish(publish)
            .setCanPublishData(canPublishData.orElse(publish))
            .setHidden(hidden)
            .setCanUpdateMetadata(canUpdateOwnMetadata)
            .setCanSubscribeMetrics(canSubscribeMetrics)
            .setCanManageAgentSession(canManageAgentSession);
    canPublishSources.stream().sorted().forEach(permission::addCanPublishSources);
    return withDeprecatedFlags(permission).build();
  }

  @SuppressWarnings("deprecation") // old clients read these two flags, new ones the kind
  private ParticipantPermission.Builder withDeprecatedFlags(ParticipantPermission.Builder builder) {
    return builder.setRecorder(recorder).setAgent(agent);
  }
}
