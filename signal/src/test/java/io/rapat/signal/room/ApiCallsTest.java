package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.room.ApiResult.Done;
import io.rapat.signal.room.ApiResult.Failed;
import io.rapat.signal.room.RoomRig.Client;
import java.util.List;
import java.util.Objects;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.RpcResponse;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.PerformRpcResponse;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.Test;

/// What the server API does to a room.
class ApiCallsTest {

  private static final RoomId ROOM = new RoomId(1);

  private final RoomRig rig = new RoomRig();
  private final SdpClient aliceSdp = new SdpClient(1, 0);
  private final Client alice = join("alice", aliceSdp);
  private final Client bob = join("bob", new SdpClient(1, 0));

  private Client join(String identity, SdpClient sdp) {
    Client client = rig.join(identity);
    client.send(sdp.offerMessage());
    client.connectMedia();
    return client;
  }

  private String publish() {
    alice.send(
        SignalRequest.newBuilder()
            .setAddTrack(
                AddTrackRequest.newBuilder().setCid("mic").setSource(TrackSource.MICROPHONE)));
    alice.send(aliceSdp.audio("mic").offerMessage());
    rig.pass(100);
    return alice
        .last(MessageCase.TRACK_PUBLISHED)
        .orElseThrow()
        .getTrackPublished()
        .getTrack()
        .getSid();
  }

  private ApiResult result(RequestId id) {
    return Objects.requireNonNull(rig.replies.get(id));
  }

  private <M extends Message> M done(ApiRequest request, Class<M> kind) {
    ApiResult result = result(rig.call(request));
    assertThat(result).isInstanceOf(Done.class);
    return kind.cast(((Done) result).message());
  }

  private Failed failed(ApiRequest request) {
    return (Failed) result(rig.call(request));
  }

  @Test
  void removesParticipants() {
    rig.call(new ApiRequest.RemoveParticipant("bob"));

    LeaveRequest leave = bob.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getReason()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
    assertThat(failed(new ApiRequest.RemoveParticipant("bob")).text())
        .isEqualTo("participant does not exist");
  }

  @Test
  void mutesButDoesNotUnmute() {
    String mic = publish();

    MuteRoomTrackResponse response =
        done(new ApiRequest.MuteTrack("alice", mic, true), MuteRoomTrackResponse.class);
    assertThat(response.getTrack().getMuted()).isTrue();
    assertThat(alice.last(MessageCase.MUTE).orElseThrow().getMute().getMuted()).isTrue();
    assertThat(failed(new ApiRequest.MuteTrack("alice", mic, false)).reason())
        .isEqualTo(ApiResult.Reason.FAILED_PRECONDITION);
    assertThat(
            done(new ApiRequest.MuteTrack("alice", "TR_nope", true), MuteRoomTrackResponse.class)
                .hasTrack())
        .isFalse();
  }

  @Test
  void takesThePermissionToPublishAway() {
    String mic = publish();
    alice.take();

    done(
        new ApiRequest.UpdateParticipant(
            UpdateParticipantRequest.newBuilder()
                .setIdentity("alice")
                .setPermission(ParticipantPermission.newBuilder().setCanSubscribe(true))
                .build()),
        ParticipantInfo.class);

    assertThat(alice.kinds()).containsSubsequence("track_unpublished", "update", "refresh_token");
    assertThat(
            alice
                .last(MessageCase.TRACK_UNPUBLISHED)
                .orElseThrow()
                .getTrackUnpublished()
                .getTrackSid())
        .isEqualTo(mic);
    assertThat(rig.commands(MediaCommand.Unpublish.class)).hasSize(1);
    ParticipantInfo info = done(new ApiRequest.GetParticipant("alice"), ParticipantInfo.class);
    assertThat(info.getTracksList()).isEmpty();
    assertThat(info.getIsPublisher()).isFalse();
  }

  @Test
  void takesAndGivesThePermissionToSubscribe() {
    publish();
    bob.send(new SdpClient(1, 0).offerMessage());
    assertThat(rig.commands(MediaCommand.Subscribe.class)).hasSize(1);

    permit("bob", ParticipantPermission.newBuilder().setCanPublish(true));
    assertThat(rig.commands(MediaCommand.Unsubscribe.class)).hasSize(1);
    permit("bob", ParticipantPermission.newBuilder().setCanSubscribe(true));
    rig.pass(100);
    assertThat(bob.last(MessageCase.MEDIA_SECTIONS_REQUIREMENT)).isPresent();
  }

  private void permit(String identity, ParticipantPermission.Builder permission) {
    rig.call(
        new ApiRequest.UpdateParticipant(
            UpdateParticipantRequest.newBuilder()
                .setIdentity(identity)
                .setPermission(permission)
                .build()));
  }

  @Test
  void renamesAndRefreshesTheToken() {
    bob.take();
    ParticipantInfo info =
        done(
            new ApiRequest.UpdateParticipant(
                UpdateParticipantRequest.newBuilder()
                    .setIdentity("bob")
                    .setName("Bobby")
                    .putAttributes("k", "v")
                    .build()),
            ParticipantInfo.class);

    assertThat(info.getName()).isEqualTo("Bobby");
    assertThat(info.getAttributesMap()).containsEntry("k", "v");
    assertThat(bob.kinds()).containsExactly("update", "refresh_token");
  }

  @Test
  void changesSubscriptions() {
    String mic = publish();
    bob.send(new SdpClient(1, 0).offerMessage());

    rig.call(
        new ApiRequest.UpdateSubscriptions(
            UpdateSubscriptionsRequest.newBuilder().setIdentity("bob").addTrackSids(mic).build()));

    assertThat(rig.commands(MediaCommand.Unsubscribe.class)).hasSize(1);
  }

  @Test
  void sendsDataOnceInNobodysName() throws InvalidProtocolBufferException {
    SendDataRequest request =
        SendDataRequest.newBuilder()
            .setData(ByteString.copyFromUtf8("x"))
            .setTopic("srv")
            .setNonce(ByteString.copyFromUtf8("nonce"))
            .addDestinationIdentities("bob")
            .build();

    rig.call(new ApiRequest.SendData(request));
    rig.call(new ApiRequest.SendData(request));

    List<MediaCommand.SendData> sent = rig.commands(MediaCommand.SendData.class);
    assertThat(sent).hasSize(1);
    DataPacket packet = DataPacket.parseFrom(sent.getFirst().message());
    assertThat(packet.getParticipantIdentity()).isEmpty();
    assertThat(packet.getUser().getTopic()).isEqualTo("srv");
    assertThat(sent.getFirst().peer()).isEqualTo(bob.peer(0));
  }

  @Test
  void changesTheRoom() {
    livekit.LivekitModels.Room room =
        done(new ApiRequest.UpdateRoomMetadata("new"), livekit.LivekitModels.Room.class);

    assertThat(room.getMetadata()).isEqualTo("new");
    assertThat(
            alice
                .last(MessageCase.ROOM_UPDATE)
                .orElseThrow()
                .getRoomUpdate()
                .getRoom()
                .getMetadata())
        .isEqualTo("new");
  }

  @Test
  void deletesTheRoom() {
    rig.call(new ApiRequest.DeleteRoom());

    assertThat(alice.last(MessageCase.LEAVE).orElseThrow().getLeave().getReason())
        .isEqualTo(DisconnectReason.ROOM_DELETED);
    assertThat(rig.finished).isTrue();
    assertThat(failed(new ApiRequest.DeleteRoom()).text())
        .isEqualTo("requested room does not exist");
  }

  @Test
  void callsProceduresOfParticipants() throws InvalidProtocolBufferException {
    RequestId id = rpc();
    DataPacket call =
        DataPacket.parseFrom(rig.commands(MediaCommand.SendData.class).getFirst().message());
    assertThat(call.getRpcRequest().getMethod()).isEqualTo("greet");
    assertThat(rig.replies).doesNotContainKey(id);

    respond(alice, call.getRpcRequest().getId());
    assertThat(rig.replies).doesNotContainKey(id);
    respond(bob, call.getRpcRequest().getId());

    assertThat(result(id))
        .isEqualTo(new Done(PerformRpcResponse.newBuilder().setPayload("hi").build()));
  }

  private RequestId rpc() {
    return rig.call(
        new ApiRequest.PerformRpc(
            PerformRpcRequest.newBuilder()
                .setDestinationIdentity("bob")
                .setMethod("greet")
                .setResponseTimeoutMs(2_000)
                .build()));
  }

  private void respond(Client client, String id) {
    DataPacket packet =
        DataPacket.newBuilder()
            .setRpcResponse(RpcResponse.newBuilder().setRequestId(id).setPayload("hi"))
            .build();
    rig.event(new MediaEvent.DataReceived(ROOM, client.peer(0), "_reliable", packet.toByteArray()));
  }

  @Test
  void procedureThatDoesNotRespondTimesOut() {
    RequestId id = rpc();

    rig.pass(2_100);

    assertThat(((Failed) result(id)).reason()).isEqualTo(ApiResult.Reason.DEADLINE_EXCEEDED);
  }
}
