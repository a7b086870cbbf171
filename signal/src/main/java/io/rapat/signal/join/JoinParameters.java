package io.rapat.signal.join;

import io.rapat.signal.token.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.ReconnectReason;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SyncState;

/// A join or resume that the token allows.
///
/// @param claims the verified token
/// @param room the room's name, never empty
/// @param identity who joins; unique in the room; never empty
/// @param singlePeer whether media goes both ways over one PeerConnection (`/rtc/v1`)
/// @param reconnect whether a session is to be resumed
/// @param participantSid of the session to resume, or ""
/// @param metadata of the participant, or ""
/// @param addTracks tracks announced with the join, before the offer
/// @param offer the client's first offer
/// @param syncState the client's state when it resumes
public record JoinParameters(
    Claims claims,
    String room,
    String identity,
    boolean singlePeer,
    ClientInfo client,
    boolean autoSubscribe,
    boolean autoSubscribeDataTracks,
    boolean adaptiveStream,
    boolean reconnect,
    ReconnectReason reconnectReason,
    String participantSid,
    String name,
    String metadata,
    Map<String, String> attributes,
    ParticipantPermission permission,
    List<AddTrackRequest> addTracks,
    Optional<SessionDescription> offer,
    Optional<SyncState> syncState) {

  public JoinParameters {
    attributes = Map.copyOf(attributes);
    addTracks = List.copyOf(addTracks);
  }

  /// The same join under what the application decided, whatever the token says.
  ///
  /// @param reserved all attributes that are [Limits#RESERVED]
  public JoinParameters governed(
      ParticipantPermission newPermission, Map<String, String> reserved) {
    return new JoinParameters(
        claims,
        room,
        identity,
        singlePeer,
        client,
        autoSubscribe,
        autoSubscribeDataTracks,
        adaptiveStream,
        reconnect,
        reconnectReason,
        participantSid,
        name,
        metadata,
        Limits.withReserved(attributes, reserved),
        newPermission,
        addTracks,
        offer,
        syncState);
  }

  @Override
  public String toString() {
    return "JoinParameters[" + (singlePeer ? "v1" : "v0") + (reconnect ? " resume]" : "]");
  }
}
