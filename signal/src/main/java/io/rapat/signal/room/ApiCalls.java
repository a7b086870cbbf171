package io.rapat.signal.room;

import com.google.protobuf.ByteString;
import io.rapat.signal.join.Limits;
import io.rapat.signal.room.ApiResult.Done;
import io.rapat.signal.room.ApiResult.Failed;
import io.rapat.signal.room.ApiResult.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.RpcRequest;
import livekit.LivekitModels.RpcResponse;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.PerformRpcResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.SendDataResponse;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SignalResponse;

/// Does what the server API asks of a room.
final class ApiCalls {

  private static final int LONGEST_PAYLOAD = 60 * 1024;
  private static final int LONGEST_RPC = 15 * 1024;
  private static final int MOST_RPCS = 1000;
  private static final int RPC_TIMEOUT_MILLIS = 15_000;
  private static final int LONGEST_RPC_TIMEOUT_MILLIS = 60_000;
  private static final Failed NO_PARTICIPANT =
      new Failed(Reason.NOT_FOUND, "participant does not exist");

  private final Room room;

  /// Remote procedure calls that wait for their response, by id.
  private final Map<String, Rpc> rpcs = new LinkedHashMap<>();

  private record Rpc(RequestId request, String identity) {}

  ApiCalls(Room room) {
    this.room = room;
  }

  void handle(RequestId id, ApiRequest request) {
    if (request instanceof ApiRequest.PerformRpc(PerformRpcRequest rpc)) {
      performRpc(id, rpc).ifPresent(failed -> room.out.reply(id, failed));
    } else {
      room.out.reply(id, result(request));
    }
  }

  private ApiResult result(ApiRequest request) {
    return switch (request) {
      case ApiRequest.GetRoom _ -> new Done(room.info());
      case ApiRequest.DeleteRoom _ -> deleteRoom();
      case ApiRequest.ListParticipants _ -> listParticipants();
      case ApiRequest.GetParticipant get -> getParticipant(get.identity());
      case ApiRequest.RemoveParticipant remove -> removeParticipant(remove.identity());
      case ApiRequest.MuteTrack mute -> muteTrack(mute);
      case ApiRequest.UpdateParticipant update -> updateParticipant(update.request());
      case ApiRequest.UpdateSubscriptions update -> updateSubscriptions(update.request());
      case ApiRequest.SendData send -> sendData(send.request());
      case ApiRequest.UpdateRoomMetadata update -> updateRoomMetadata(update.metadata());
      case ApiRequest.Govern govern -> govern(govern);
      case ApiRequest.PerformRpc _ -> throw new IllegalStateException("answered elsewhere");
    };
  }

  private ApiResult deleteRoom() {
    room.lifetime.close(DisconnectReason.ROOM_DELETED);
    return new Done(DeleteRoomResponse.getDefaultInstance());
  }

  private ApiResult listParticipants() {
    ListParticipantsResponse.Builder list = ListParticipantsResponse.newBuilder();
    room.roster.everyone().forEach(one -> list.addParticipants(one.info()));
    return new Done(list.build());
  }

  private ApiResult getParticipant(String identity) {
    return room.roster
        .withIdentity(identity)
        .<ApiResult>map(one -> new Done(one.info()))
        .orElse(NO_PARTICIPANT);
  }

  private ApiResult removeParticipant(String identity) {
    Optional<Participant> participant = room.roster.withIdentity(identity);
    if (participant.isEmpty()) {
      return NO_PARTICIPANT;
    }
    room.departures.expel(
        participant.get(), DisconnectReason.PARTICIPANT_REMOVED, Action.DISCONNECT);
    return new Done(RemoveParticipantResponse.getDefaultInstance());
  }

  /// The client mutes itself when it is told to, and an unknown track is its business.
  private ApiResult muteTrack(ApiRequest.MuteTrack mute) {
    Optional<Participant> participant = room.roster.withIdentity(mute.identity());
    if (participant.isEmpty()) {
      return NO_PARTICIPANT;
    }
    if (!mute.muted() && !room.settings.remoteUnmute()) {
      return new Failed(Reason.FAILED_PRECONDITION, "remote unmute not enabled");
    }
    room.out.send(
        participant.get(),
        SignalResponse.newBuilder()
            .setMute(MuteTrackRequest.newBuilder().setSid(mute.trackSid()).setMuted(mute.muted())));
    MuteRoomTrackResponse.Builder response = MuteRoomTrackResponse.newBuilder();
    Track track = participant.get().tracks.get(mute.trackSid());
    if (track != null) {
      room.publishing.setMuted(track, mute.muted());
      response.setTrack(track.info());
    }
    return new Done(response.build());
  }

  private ApiResult updateParticipant(UpdateParticipantRequest request) {
    Optional<Participant> found = room.roster.withIdentity(request.getIdentity());
    if (found.isEmpty()) {
      return NO_PARTICIPANT;
    }
    Participant participant = found.get();
    boolean describes =
        !request.getName().isEmpty()
            || !request.getMetadata().isEmpty()
            || request.getAttributesCount() > 0;
    if (describes) {
      Optional<String> fault =
          room.profiles.change(
              participant, request.getName(), request.getMetadata(), request.getAttributesMap());
      if (fault.isPresent()) {
        return new Failed(Reason.INVALID_ARGUMENT, fault.get());
      }
      room.refreshToken(participant);
    }
    if (request.hasPermission()) {
      room.profiles.permit(participant, request.getPermission());
    }
    return new Done(participant.info());
  }

  private ApiResult updateSubscriptions(UpdateSubscriptionsRequest request) {
    Optional<Participant> participant = room.roster.withIdentity(request.getIdentity());
    if (participant.isEmpty()) {
      return NO_PARTICIPANT;
    }
    room.subscribing.update(
        participant.get(),
        request.getSubscribe(),
        request.getTrackSidsList(),
        request.getParticipantTracksList());
    return new Done(UpdateSubscriptionsResponse.getDefaultInstance());
  }

  @SuppressWarnings("deprecation") // older server SDKs address participants by sid
  private ApiResult sendData(SendDataRequest request) {
    if (request.getData().size() > LONGEST_PAYLOAD) {
      return new Failed(Reason.INVALID_ARGUMENT, "data is too large: max size " + LONGEST_PAYLOAD);
    }
    UserPacket.Builder user =
        UserPacket.newBuilder()
            .setPayload(request.getData())
            .setNonce(request.getNonce())
            .addAllDestinationSids(request.getDestinationSidsList());
    if (request.hasTopic()) {
      user.setTopic(request.getTopic());
    }
    DataPacket packet =
        DataPacket.newBuilder()
            .setKind(request.getKind())
            .addAllDestinationIdentities(request.getDestinationIdentitiesList())
            .setUser(user)
            .build();
    room.packets.sendFromServer(packet, request.getKind());
    return new Done(SendDataResponse.getDefaultInstance());
  }

  private ApiResult updateRoomMetadata(String metadata) {
    if (metadata.getBytes(StandardCharsets.UTF_8).length > Limits.METADATA) {
      return new Failed(
          Reason.INVALID_ARGUMENT, "metadata size exceeds limits: max size " + Limits.METADATA);
    }
    room.metadata = metadata;
    room.announcements.roomChanged();
    return new Done(room.info());
  }

  private ApiResult govern(ApiRequest.Govern govern) {
    if (!room.metadata.equals(govern.metadata())) {
      room.metadata = govern.metadata();
      room.announcements.roomChanged();
    }
    for (Participant one : room.roster.all()) {
      Governance governance = govern.participants().get(one.identity());
      if (governance == null) {
        room.departures.expel(one, DisconnectReason.PARTICIPANT_REMOVED, Action.DISCONNECT);
      } else {
        room.profiles.govern(one, governance);
      }
    }
    return new Done(room.info());
  }

  private Optional<Failed> performRpc(RequestId id, PerformRpcRequest request) {
    if (room.roster.withIdentity(request.getDestinationIdentity()).isEmpty()) {
      return Optional.of(NO_PARTICIPANT);
    }
    if (ByteString.copyFromUtf8(request.getPayload()).size() > LONGEST_RPC) {
      return Optional.of(new Failed(Reason.INVALID_ARGUMENT, "request payload too large"));
    }
    if (rpcs.size() >= MOST_RPCS) {
      return Optional.of(new Failed(Reason.RESOURCE_EXHAUSTED, "too many calls are waiting"));
    }
    String rpcId = room.ids.secret(32);
    int millis =
        request.getResponseTimeoutMs() > 0
            ? Math.min(request.getResponseTimeoutMs(), LONGEST_RPC_TIMEOUT_MILLIS)
            : RPC_TIMEOUT_MILLIS;
    rpcs.put(rpcId, new Rpc(id, request.getDestinationIdentity()));
    room.timers.at(room.nowNanos + millis * Timers.MILLI, () -> timeOut(rpcId));
    room.packets.sendRpc(rpcId, request, millis);
    return Optional.empty();
  }

  private void timeOut(String rpcId) {
    Rpc rpc = rpcs.remove(rpcId);
    if (rpc != null) {
      room.out.reply(rpc.request(), new Failed(Reason.DEADLINE_EXCEEDED, "response timeout"));
    }
  }

  /// Takes packets that answer a call of the server API, which go to nobody else.
  boolean takeRpcResponse(Participant sender, DataPacket packet) {
    if (packet.hasRpcAck()) {
      return isOf(sender, packet.getRpcAck().getRequestId());
    }
    if (!packet.hasRpcResponse() || !isOf(sender, packet.getRpcResponse().getRequestId())) {
      return false;
    }
    RpcResponse response = packet.getRpcResponse();
    Rpc rpc = rpcs.remove(response.getRequestId());
    if (rpc != null) {
      room.out.reply(rpc.request(), result(response));
    }
    return true;
  }

  private boolean isOf(Participant sender, String rpcId) {
    Rpc rpc = rpcs.get(rpcId);
    return rpc != null && rpc.identity().equals(sender.identity());
  }

  private static ApiResult result(RpcResponse response) {
    if (response.hasError()) {
      return new Failed(
          Reason.INTERNAL,
          "rpc error " + response.getError().getCode() + ": " + response.getError().getMessage());
    }
    return new Done(PerformRpcResponse.newBuilder().setPayload(response.getPayload()).build());
  }

  /// The request as the participant gets it.
  static DataPacket rpcPacket(String rpcId, PerformRpcRequest request, int timeoutMillis) {
    return DataPacket.newBuilder()
        .setParticipantIdentity(rpcId)
        .addDestinationIdentities(request.getDestinationIdentity())
        .setRpcRequest(
            RpcRequest.newBuilder()
                .setId(rpcId)
                .setMethod(request.getMethod())
                .setPayload(request.getPayload())
                .setResponseTimeoutMs(timeoutMillis)
                .setVersion(1))
        .build();
  }
}
