package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.data.StoredChat;
import io.rapat.signal.room.RoomRig.Client;
import java.util.List;
import livekit.LivekitModels.ChatMessage;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.UnpublishDataTrackRequest;
import livekit.LivekitRtc.UpdateDataSubscription;
import org.junit.jupiter.api.Test;

/// Data between the clients of a room.
class DataTest {

  private static final RoomId ROOM = new RoomId(1);

  private final RoomRig rig = new RoomRig();

  private Client join(String identity) {
    Client client = joinOnly(identity);
    client.connectMedia();
    rig.media.clear();
    return client;
  }

  private Client joinOnly(String identity) {
    Client client = rig.join(identity);
    client.send(new SdpClient(0, 0).offerMessage());
    return client;
  }

  private void send(Client client, String label, DataPacket packet) {
    send(client, label, packet.toByteArray());
  }

  private void send(Client client, String label, byte[] message) {
    rig.event(new MediaEvent.DataReceived(ROOM, client.peer(0), label, message));
  }

  private static DataPacket text(String text, int sequence) {
    return DataPacket.newBuilder()
        .setSequence(sequence)
        .setUser(UserPacket.newBuilder().setPayload(ByteString.copyFromUtf8(text)))
        .build();
  }

  private List<String> received(Client client) {
    return rig.commands(MediaCommand.SendData.class).stream()
        .filter(one -> one.peer().equals(client.peer(0)))
        .map(one -> parse(one.message()).getUser().getPayload().toStringUtf8())
        .toList();
  }

  private static DataPacket parse(byte[] message) {
    try {
      return DataPacket.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void packetsReachEveryoneElse() {
    Client alice = join("alice");
    Client bob = join("bob");
    Client carol = join("carol");

    send(alice, "_reliable", text("hello", 1));

    assertThat(received(alice)).isEmpty();
    assertThat(received(bob)).containsExactly("hello");
    assertThat(received(carol)).containsExactly("hello");
  }

  @Test
  void packetsReachWhomTheyAreFor() {
    Client alice = join("alice");
    Client bob = join("bob");
    Client carol = join("carol");

    send(
        alice,
        "_lossy",
        text("psst", 0).toBuilder()
            .addDestinationIdentities("bob")
            .addDestinationIdentities("alice")
            .build());

    assertThat(received(bob)).containsExactly("psst");
    assertThat(received(alice)).isEmpty();
    assertThat(received(carol)).isEmpty();
    assertThat(rig.commands(MediaCommand.SendData.class).getFirst().label()).isEqualTo("_lossy");
  }

  @Test
  void repeatedPacketsAreForwardedOnce() {
    Client alice = join("alice");
    Client bob = join("bob");

    send(alice, "_reliable", text("a", 1));
    send(alice, "_reliable", text("a", 1));
    send(alice, "_reliable", text("b", 2));

    assertThat(received(bob)).containsExactly("a", "b");
  }

  @Test
  void reliablePacketsWaitForTheChannels() {
    Client alice = join("alice");
    Client bob = joinOnly("bob");

    send(alice, "_reliable", text("early", 1));
    send(alice, "_lossy", text("lost", 0));
    assertThat(received(bob)).isEmpty();
    bob.connectMedia();

    assertThat(received(bob)).containsExactly("early");
  }

  @Test
  void whoMayNotSendDataIsNotHeard() {
    var claims =
        RoomRig.claims("mute", video -> video.putFields("canPublishData", RoomRig.flag(false)));
    Client mute = rig.join(rig.parameters(claims, RoomRig.v1().build()));
    mute.send(new SdpClient(0, 0).offerMessage());
    mute.connectMedia();
    Client bob = join("bob");

    send(mute, "_reliable", text("x", 1));

    assertThat(received(bob)).isEmpty();
  }

  @Test
  void garbageIsDropped() {
    Client alice = join("alice");
    Client bob = join("bob");

    send(alice, "_reliable", new byte[] {7, 7, 7});
    send(alice, "_reliable", new byte[70_000]);
    send(alice, "_custom", text("x", 1).toByteArray());

    assertThat(received(bob)).isEmpty();
  }

  @Test
  void chatIsKeptWithWhomItWasFor() {
    Client alice = join("alice");
    join("bob");
    DataPacket message =
        DataPacket.newBuilder()
            .setChatMessage(ChatMessage.newBuilder().setId("1").setMessage("to all"))
            .build();

    send(alice, "_reliable", message);
    send(alice, "_reliable", message.toBuilder().addDestinationIdentities("bob").build());

    assertThat(rig.chats)
        .extracting(StoredChat::recipients)
        .containsExactly(java.util.Set.of(), java.util.Set.of("bob"));
    assertThat(rig.chats.getFirst().senderName()).isEqualTo("ALICE");
  }

  private static SignalRequest.Builder publish(int handle, String name) {
    return SignalRequest.newBuilder()
        .setPublishDataTrackRequest(
            PublishDataTrackRequest.newBuilder().setPubHandle(handle).setName(name));
  }

  @Test
  void dataTracksReachTheirSubscribersUnderTheirHandles() {
    Client alice = join("alice");
    Client bob = join("bob");
    Client carol = join("carol");
    alice.send(publish(9, "telemetry"));
    String sid =
        alice
            .last(MessageCase.PUBLISH_DATA_TRACK_RESPONSE)
            .orElseThrow()
            .getPublishDataTrackResponse()
            .getInfo()
            .getSid();
    assertThat(sid).startsWith("DTR_");
    assertThat(
            bob.last(MessageCase.UPDATE)
                .orElseThrow()
                .getUpdate()
                .getParticipants(0)
                .getDataTracksList())
        .hasSize(1);

    bob.send(
        SignalRequest.newBuilder()
            .setUpdateDataSubscription(
                UpdateDataSubscription.newBuilder()
                    .addUpdates(
                        UpdateDataSubscription.Update.newBuilder()
                            .setTrackSid(sid)
                            .setSubscribe(true))));
    int handle =
        bob.last(MessageCase.DATA_TRACK_SUBSCRIBER_HANDLES)
            .orElseThrow()
            .getDataTrackSubscriberHandles()
            .getSubHandlesMap()
            .keySet()
            .iterator()
            .next();
    byte[] packet = new byte[20];
    packet[3] = 9;
    send(alice, "_data_track", packet);

    List<MediaCommand.SendData> sent = rig.commands(MediaCommand.SendData.class);
    assertThat(sent).extracting(MediaCommand.SendData::peer).containsExactly(bob.peer(0));
    assertThat(sent.getFirst().message()[3]).isEqualTo((byte) handle);
    alice.send(
        SignalRequest.newBuilder()
            .setUnpublishDataTrackRequest(UnpublishDataTrackRequest.newBuilder().setPubHandle(9)));
    send(alice, "_data_track", packet);
    assertThat(rig.commands(MediaCommand.SendData.class)).hasSize(1);
    assertThat(carol.all(MessageCase.DATA_TRACK_SUBSCRIBER_HANDLES)).isEmpty();
  }

  @Test
  void dataTracksAreRefusedByReason() {
    Client alice = join("alice");
    alice.send(publish(1, "a"));

    assertThat(reason(alice, publish(0, "b"))).isEqualTo(Reason.INVALID_HANDLE);
    assertThat(reason(alice, publish(70_000, "b"))).isEqualTo(Reason.INVALID_HANDLE);
    assertThat(reason(alice, publish(2, ""))).isEqualTo(Reason.INVALID_NAME);
    assertThat(reason(alice, publish(1, "b"))).isEqualTo(Reason.DUPLICATE_HANDLE);
    assertThat(reason(alice, publish(2, "a"))).isEqualTo(Reason.DUPLICATE_NAME);
  }

  private static Reason reason(Client client, SignalRequest.Builder request) {
    client.send(request);
    return client.last(MessageCase.REQUEST_RESPONSE).orElseThrow().getRequestResponse().getReason();
  }
}
