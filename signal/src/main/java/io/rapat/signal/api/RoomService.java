package io.rapat.signal.api;

import com.google.protobuf.Message;
import io.rapat.signal.join.Limits;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.room.ApiResult.Done;
import io.rapat.signal.room.ApiResult.Failed;
import io.rapat.signal.room.ApiResult.Reason;
import io.rapat.signal.token.VideoGrant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;

/// `livekit.RoomService`: which grant each method needs and what it does.
final class RoomService {

  private static final Failed NO_ROOM =
      new Failed(Reason.NOT_FOUND, "requested room does not exist");
  private static final Failed NO_PARTICIPANT =
      new Failed(Reason.NOT_FOUND, "participant does not exist");
  private static final Failed NO_ANSWER =
      new Failed(Reason.UNAVAILABLE, "no response from servers");
  private static final Failed NOT_IMPLEMENTED =
      new Failed(Reason.NOT_IMPLEMENTED, "not implemented");

  private final RoomDirectory directory;
  private final Map<String, Method<?>> methods;

  /// @param <R> the request
  /// @param empty a request to fill
  /// @param allowed whether the grant suffices
  record Method<R extends Message>(
      R empty, BiPredicate<VideoGrant, R> allowed, Function<R, ApiResult> action) {}

  RoomService(RoomDirectory directory) {
    this.directory = directory;
    this.methods =
        Map.ofEntries(
            Map.entry("CreateRoom", createRoom()),
            Map.entry("ListRooms", listRooms()),
            Map.entry("DeleteRoom", deleteRoom()),
            Map.entry("ListParticipants", listParticipants()),
            Map.entry("GetParticipant", getParticipant()),
            Map.entry("RemoveParticipant", removeParticipant()),
            Map.entry("MutePublishedTrack", muteTrack()),
            Map.entry("UpdateParticipant", updateParticipant()),
            Map.entry("UpdateSubscriptions", updateSubscriptions()),
            Map.entry("SendData", sendData()),
            Map.entry("UpdateRoomMetadata", updateRoomMetadata()),
            Map.entry("PerformRpc", performRpc()),
            Map.entry("ForwardParticipant", forwardParticipant()),
            Map.entry("MoveParticipant", moveParticipant()));
  }

  Optional<Method<?>> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  private Method<CreateRoomRequest> createRoom() {
    return new Method<>(
        CreateRoomRequest.getDefaultInstance(),
        (grant, _) -> grant.roomCreate(),
        request ->
            request.getName().length() > Limits.NAME
                ? new Failed(
                    Reason.INVALID_ARGUMENT,
                    "room name length exceeds limits: max length " + Limits.NAME)
                : directory.create(request));
  }

  private Method<ListRoomsRequest> listRooms() {
    return new Method<>(
        ListRoomsRequest.getDefaultInstance(),
        (grant, _) -> grant.roomList(),
        request -> {
          Set<String> names = new HashSet<>(request.getNamesList());
          ListRoomsResponse.Builder response = ListRoomsResponse.newBuilder();
          for (Room room : directory.rooms()) {
            if (names.isEmpty() || names.contains(room.getName())) {
              response.addRooms(room);
            }
          }
          return new Done(response.build());
        });
  }

  private Method<DeleteRoomRequest> deleteRoom() {
    return new Method<>(
        DeleteRoomRequest.getDefaultInstance(),
        (grant, _) -> grant.roomCreate(),
        request -> ask(request.getRoom(), new ApiRequest.DeleteRoom(), NO_ROOM));
  }

  /// A room that isn't there has nobody in it.
  private Method<ListParticipantsRequest> listParticipants() {
    return administering(
        ListParticipantsRequest.getDefaultInstance(),
        ListParticipantsRequest::getRoom,
        _ -> new ApiRequest.ListParticipants(),
        new Done(ListParticipantsResponse.getDefaultInstance()));
  }

  private Method<RoomParticipantIdentity> getParticipant() {
    return administering(
        RoomParticipantIdentity.getDefaultInstance(),
        RoomParticipantIdentity::getRoom,
        request -> new ApiRequest.GetParticipant(request.getIdentity()),
        NO_PARTICIPANT);
  }

  private Method<RoomParticipantIdentity> removeParticipant() {
    return administering(
        RoomParticipantIdentity.getDefaultInstance(),
        RoomParticipantIdentity::getRoom,
        request -> new ApiRequest.RemoveParticipant(request.getIdentity()),
        NO_PARTICIPANT);
  }

  private Method<MuteRoomTrackRequest> muteTrack() {
    return administering(
        MuteRoomTrackRequest.getDefaultInstance(),
        MuteRoomTrackRequest::getRoom,
        request ->
            new ApiRequest.MuteTrack(
                request.getIdentity(), request.getTrackSid(), request.getMuted()),
        NO_ANSWER);
  }

  private Method<UpdateParticipantRequest> updateParticipant() {
    return administering(
        UpdateParticipantRequest.getDefaultInstance(),
        UpdateParticipantRequest::getRoom,
        ApiRequest.UpdateParticipant::new,
        NO_PARTICIPANT);
  }

  private Method<UpdateSubscriptionsRequest> updateSubscriptions() {
    return administering(
        UpdateSubscriptionsRequest.getDefaultInstance(),
        UpdateSubscriptionsRequest::getRoom,
        ApiRequest.UpdateSubscriptions::new,
        NO_PARTICIPANT);
  }

  private Method<SendDataRequest> sendData() {
    return administering(
        SendDataRequest.getDefaultInstance(),
        SendDataRequest::getRoom,
        ApiRequest.SendData::new,
        NO_ANSWER);
  }

  private Method<UpdateRoomMetadataRequest> updateRoomMetadata() {
    return administering(
        UpdateRoomMetadataRequest.getDefaultInstance(),
        UpdateRoomMetadataRequest::getRoom,
        request -> new ApiRequest.UpdateRoomMetadata(request.getMetadata()),
        NO_ROOM);
  }

  private Method<PerformRpcRequest> performRpc() {
    return administering(
        PerformRpcRequest.getDefaultInstance(),
        PerformRpcRequest::getRoom,
        ApiRequest.PerformRpc::new,
        NO_PARTICIPANT);
  }

  private Method<ForwardParticipantRequest> forwardParticipant() {
    return new Method<>(
        ForwardParticipantRequest.getDefaultInstance(),
        (grant, request) -> grant.administers(request.getRoom()),
        _ -> NOT_IMPLEMENTED);
  }

  private Method<MoveParticipantRequest> moveParticipant() {
    return new Method<>(
        MoveParticipantRequest.getDefaultInstance(),
        (grant, request) -> grant.administers(request.getRoom()),
        _ -> NOT_IMPLEMENTED);
  }

  /// A method that asks one room, for who administers it.
  ///
  /// @param missing the answer when there is no such room
  private <R extends Message> Method<R> administering(
      R empty, Function<R, String> room, Function<R, ApiRequest> question, ApiResult missing) {
    return new Method<>(
        empty,
        (grant, request) -> grant.administers(room.apply(request)),
        request -> ask(room.apply(request), question.apply(request), missing));
  }

  private ApiResult ask(String room, ApiRequest request, ApiResult missing) {
    return directory.ask(room, request).orElse(missing);
  }
}
