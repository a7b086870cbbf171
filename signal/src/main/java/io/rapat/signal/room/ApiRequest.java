package io.rapat.signal.room;

import java.util.Map;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;

/// A request of the server API to one room.
public sealed interface ApiRequest {

  record GetRoom() implements ApiRequest {}

  record DeleteRoom() implements ApiRequest {}

  record ListParticipants() implements ApiRequest {}

  record GetParticipant(String identity) implements ApiRequest {}

  record RemoveParticipant(String identity) implements ApiRequest {}

  record MuteTrack(String identity, String trackSid, boolean muted) implements ApiRequest {}

  record UpdateParticipant(UpdateParticipantRequest request) implements ApiRequest {}

  record UpdateSubscriptions(UpdateSubscriptionsRequest request) implements ApiRequest {}

  record SendData(SendDataRequest request) implements ApiRequest {}

  record UpdateRoomMetadata(String metadata) implements ApiRequest {}

  /// Brings the room and everyone in it under what the application decided. Who isn't listed is
  /// removed.
  ///
  /// @param participants by identity
  record Govern(String metadata, Map<String, Governance> participants) implements ApiRequest {
    public Govern {
      participants = Map.copyOf(participants);
    }
  }

  record PerformRpc(PerformRpcRequest request) implements ApiRequest {}
}
