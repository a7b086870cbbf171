package io.rapat.signal.room;

import io.rapat.signal.join.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;

/// What participants are called, carry and may do.
final class Profiles {

  private static final int RESPONSES_WITH_OK = 14;
  private static final int RESPONSES_READABLE = 9;

  private final Room room;

  Profiles(Room room) {
    this.room = room;
  }

  /// A client changes its own.
  void updateOwn(Participant participant, UpdateParticipantMetadata request) {
    if (!participant.permission.getCanUpdateMetadata()) {
      respond(
          participant,
          request,
          Reason.NOT_ALLOWED,
          "does not have permission to update own metadata");
      return;
    }
    if (Limits.touchesReserved(request.getAttributesMap())) {
      room.out.refused(RoomOutput.Refusal.RESERVED_ATTRIBUTE);
      respond(participant, request, Reason.NOT_ALLOWED, "the attribute is the server's to set");
      return;
    }
    Optional<String> fault =
        change(participant, request.getName(), request.getMetadata(), request.getAttributesMap());
    respond(
        participant,
        request,
        fault.isPresent() ? Reason.LIMIT_EXCEEDED : Reason.OK,
        fault.orElse(""));
    if (fault.isEmpty()) {
      room.refreshToken(participant);
    }
  }

  private void respond(
      Participant participant, UpdateParticipantMetadata request, Reason reason, String message) {
    int needed = reason == Reason.OK ? RESPONSES_WITH_OK : RESPONSES_READABLE;
    if (participant.protocol() > needed) {
      room.out.send(
          participant,
          SignalResponse.newBuilder()
              .setRequestResponse(
                  RequestResponse.newBuilder()
                      .setRequestId(request.getRequestId())
                      .setReason(reason)
                      .setMessage(message)
                      .setUpdateMetadata(request)));
    }
  }

  /// Changes what isn't empty; an attribute with an empty value is removed.
  ///
  /// @return what is too large, in which case nothing changed
  Optional<String> change(
      Participant participant, String name, String metadata, Map<String, String> attributes) {
    Map<String, String> merged = new HashMap<>(participant.attributes);
    attributes.forEach((key, value) -> {
      if (value.isEmpty()) {
        merged.remove(key);
      } else {
        merged.put(key, value);
      }
    });
    Optional<String> fault = Limits.profileFault(name, metadata, merged);
    if (fault.isEmpty()) {
      participant.name = name.isEmpty() ? participant.name : name;
      participant.metadata = metadata.isEmpty() ? participant.metadata : metadata;
      participant.attributes = Map.copyOf(merged);
      room.announcements.changed(participant);
    }
    return fault;
  }

  /// Brings a participant under what the application decided; tells only what differs.
  void govern(Participant participant, Governance governance) {
    participant.filter.change(governance.data());
    Map<String, String> attributes =
        Limits.withReserved(participant.attributes, governance.attributes());
    boolean described = !attributes.equals(participant.attributes);
    participant.attributes = attributes;
    if (!participant.permission.equals(governance.permission())) {
      permit(participant, governance.permission());
    } else if (described) {
      room.announcements.changed(participant);
      room.refreshToken(participant);
    }
  }

  /// Takes away and gives what a new permission says.
  void permit(Participant participant, ParticipantPermission permission) {
    boolean wasHidden = participant.isHidden();
    participant.permission = permission;
    for (Track track : List.copyOf(participant.tracks.values())) {
      if (!Publishing.mayPublish(permission, track.source())) {
        room.publishing.revoke(track);
      }
    }
    if (!permission.getCanPublishData()) {
      room.dataTracks.revokeAll(participant);
    }
    participant.isPublisher =
        !participant.tracks.isEmpty() || !participant.data.published.isEmpty();
    room.announcements.changed(participant);
    room.refreshToken(participant);
    room.subscribing.reconcileAll(participant);
    room.dataTracks.resumed(participant);
    if (wasHidden != participant.isHidden()) {
      participant.tracks.values().stream()
          .filter(Track::isAnnounced)
          .forEach(room.subscribing::published);
    }
  }
}
