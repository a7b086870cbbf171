package io.rapat.app.conference;

import com.google.protobuf.ByteString;
import io.rapat.app.meeting.LiveRooms;
import io.rapat.app.meeting.RoomRules;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.room.Governance;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.SendDataRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Carries a meeting's decisions to its running room. Requests are left in the room's mailbox, in
/// order; nothing waits for the room but muting, which has to know the tracks.
@Component
class RoomControl implements LiveRooms {
  /// Rooms ask meetings who may come in, so this can't need them to be made.
  private final ObjectProvider<Rooms> rooms;

  private final Presence presence;

  RoomControl(ObjectProvider<Rooms> rooms, Presence presence) {
    this.rooms = rooms;
    this.presence = presence;
  }

  @Override
  public void govern(RoomRules rules) {
    Map<String, Governance> participants = new HashMap<>();
    rules
        .participants()
        .forEach((identity, one) -> participants.put(identity, Permissions.governance(one)));
    var _ =
        rooms.getObject().call(rules.room(), new ApiRequest.Govern(rules.metadata(), participants));
  }

  @Override
  public Set<String> present(String room) {
    return presence.in(room);
  }

  @Override
  public void mute(String room, Set<String> identities, Medium medium) {
    TrackSource source =
        switch (medium) {
          case MICROPHONE -> TrackSource.MICROPHONE;
          case CAMERA -> TrackSource.CAMERA;
        };
    rooms
        .getObject()
        .call(room, new ApiRequest.ListParticipants())
        .map(RoomCalls::await)
        .ifPresent(result -> {
          if (result instanceof ApiResult.Done(ListParticipantsResponse list)) {
            list.getParticipantsList().stream()
                .filter(one -> identities.contains(one.getIdentity()))
                .forEach(one -> mute(room, one, source));
          }
        });
  }

  private void mute(String room, ParticipantInfo participant, TrackSource source) {
    for (TrackInfo track : participant.getTracksList()) {
      if (track.getSource() == source && !track.getMuted()) {
        var _ =
            rooms
                .getObject()
                .call(
                    room,
                    new ApiRequest.MuteTrack(participant.getIdentity(), track.getSid(), true));
      }
    }
  }

  @Override
  public void tell(String room, Set<String> identities, String json) {
    SendDataRequest request =
        SendDataRequest.newBuilder()
            .setRoom(room)
            .setData(ByteString.copyFromUtf8(json))
            .setKind(DataPacket.Kind.RELIABLE)
            .setTopic(Permissions.NOTICES)
            .addAllDestinationIdentities(identities)
            .build();
    var _ = rooms.getObject().call(room, new ApiRequest.SendData(request));
  }

  @Override
  public void end(String room) {
    var _ = rooms.getObject().call(room, new ApiRequest.DeleteRoom());
  }
}
