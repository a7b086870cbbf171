package io.rapat.signal.join;

import io.rapat.signal.token.Claims;
import io.rapat.signal.token.VideoGrant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.ReconnectReason;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SyncState;

/// What the client asks for, before the token is looked at.
///
/// @param room overrides nothing but a token that names no room
/// @param publishSuffix marks a second connection that only publishes, or ""
record Wishes(
    boolean singlePeer,
    ClientInfo client,
    boolean autoSubscribe,
    boolean autoSubscribeDataTracks,
    boolean adaptiveStream,
    boolean reconnect,
    ReconnectReason reconnectReason,
    String participantSid,
    String room,
    String publishSuffix,
    String metadata,
    Map<String, String> attributes,
    List<AddTrackRequest> addTracks,
    Optional<SessionDescription> offer,
    Optional<SyncState> syncState) {

  JoinParameters toParameters(Claims claims, VideoGrant grant) {
    boolean publishOnly = !publishSuffix.isEmpty();
    ParticipantPermission permission = grant.permission();
    Map<String, String> merged = new HashMap<>(claims.attributes());
    merged.putAll(attributes);
    return new JoinParameters(
        claims,
        roomOf(grant),
        identityOf(claims),
        singlePeer,
        client,
        autoSubscribe && !publishOnly,
        autoSubscribeDataTracks && !publishOnly,
        adaptiveStream,
        reconnect,
        reconnectReason,
        participantSid,
        claims.name(),
        metadata.isEmpty() ? claims.metadata() : metadata,
        merged,
        publishOnly ? permission.toBuilder().setCanSubscribe(false).build() : permission,
        addTracks,
        offer,
        syncState);
  }

  String roomOf(VideoGrant grant) {
    return grant.room().isEmpty() ? room : grant.room();
  }

  String identityOf(Claims claims) {
    return publishSuffix.isEmpty() || claims.identity().isEmpty()
        ? claims.identity()
        : claims.identity() + "#" + publishSuffix;
  }
}
