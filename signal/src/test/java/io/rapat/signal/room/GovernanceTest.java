package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.data.StoredChat;
import io.rapat.signal.room.RoomRig.Client;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.ChatMessage;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.EncryptedPacket;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.junit.jupiter.api.Test;

/// What the application decides about participants holds against any client.
class GovernanceTest {

  private static final RoomId ROOM = new RoomId(1);
  private static final ParticipantPermission ALL =
      ParticipantPermission.newBuilder()
          .setCanPublish(true)
          .setCanSubscribe(true)
          .setCanPublishData(true)
          .setCanUpdateMetadata(true)
          .build();
  private static final DataPolicy NO_PUBLIC_CHAT =
      new DataPolicy(Set.of(DataPolicy.CHAT), Set.of(), false);
  private static final DataPolicy NO_PRIVATE_CHAT =
      new DataPolicy(Set.of(), Set.of(DataPolicy.CHAT), false);

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

  private static Governance with(DataPolicy data) {
    return new Governance(ALL, Map.of(), data);
  }

  private void govern(Governance forAlice) {
    rig.call(new ApiRequest.Govern("m", Map.of("alice", forAlice, "bob", with(DataPolicy.OPEN))));
    rig.media.clear();
  }

  private void send(DataPacket.Builder packet) {
    rig.event(
        new MediaEvent.DataReceived(
            ROOM, alice.peer(0), "_reliable", packet.build().toByteArray()));
  }

  private List<DataPacket.ValueCase> atBob() {
    return rig.commands(MediaCommand.SendData.class).stream()
        .filter(one -> one.peer().equals(bob.peer(0)))
        .map(one -> parse(one.message()).getValueCase())
        .toList();
  }

  private static DataPacket parse(byte[] message) {
    try {
      return DataPacket.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static DataPacket.Builder chat(String text) {
    return DataPacket.newBuilder()
        .setChatMessage(ChatMessage.newBuilder().setId(text).setMessage(text));
  }

  private static DataPacket.Builder user(String topic) {
    return DataPacket.newBuilder()
        .setUser(UserPacket.newBuilder().setTopic(topic).setPayload(ByteString.copyFromUtf8("{}")));
  }

  private static DataPacket.Builder header(String id, String topic) {
    return DataPacket.newBuilder()
        .setStreamHeader(
            DataStream.Header.newBuilder()
                .setStreamId(id)
                .setTopic(topic)
                .setTextHeader(DataStream.TextHeader.getDefaultInstance()));
  }

  private static DataPacket.Builder chunk(String id) {
    return DataPacket.newBuilder()
        .setStreamChunk(
            DataStream.Chunk.newBuilder()
                .setStreamId(id)
                .setContent(ByteString.copyFromUtf8("text")));
  }

  private static DataPacket.Builder trailer(String id) {
    return DataPacket.newBuilder()
        .setStreamTrailer(DataStream.Trailer.newBuilder().setStreamId(id));
  }

  @Test
  void chatThatIsOffReachesNobodyInAnyOfItsForms() {
    govern(with(NO_PUBLIC_CHAT));

    send(chat("a"));
    send(user("lk-chat-topic"));
    send(user("lk-chat-update-topic"));
    send(user("lk.chat"));
    send(header("s", "lk.chat"));
    send(chunk("s"));
    send(trailer("s"));
    send(DataPacket.newBuilder().setEncryptedPacket(EncryptedPacket.getDefaultInstance()));
    send(DataPacket.newBuilder());

    assertThat(atBob()).isEmpty();
    assertThat(rig.chats).isEmpty();
    assertThat(rig.refusals).hasSize(9).containsOnly(RoomOutput.Refusal.DATA_TOPIC);
  }

  @Test
  void otherTopicsStayAllowed() {
    govern(with(NO_PUBLIC_CHAT));

    send(user("rapat.reaction"));
    send(header("s", "files"));
    send(chunk("s"));
    send(trailer("s"));
    send(chat("b").addDestinationIdentities("bob"));

    assertThat(atBob()).hasSize(5);
    assertThat(rig.refusals).isEmpty();
  }

  @Test
  void privateChatIsSwitchedOffByItself() {
    govern(with(NO_PRIVATE_CHAT));

    send(chat("public"));
    send(chat("private").addDestinationIdentities("bob"));
    send(header("s", "lk.chat").addDestinationIdentities("bob"));
    send(chunk("s").addDestinationIdentities("bob"));

    assertThat(atBob()).containsExactly(DataPacket.ValueCase.CHAT_MESSAGE);
    assertThat(rig.chats).extracting(StoredChat::text).containsExactly("public");
  }

  @Test
  void aStreamUnderAnAllowedHeaderCannotTurnPrivate() {
    govern(with(NO_PRIVATE_CHAT));

    send(header("s", "lk.chat"));
    send(chunk("s").addDestinationIdentities("bob"));
    send(trailer("s"));

    assertThat(atBob())
        .containsExactly(DataPacket.ValueCase.STREAM_HEADER, DataPacket.ValueCase.STREAM_TRAILER);
  }

  @Test
  void switchingChatOffEndsStreamsUnderWay() {
    govern(with(DataPolicy.OPEN));
    send(header("s", "lk.chat"));
    send(chunk("s"));

    govern(with(NO_PUBLIC_CHAT));
    send(chunk("s"));
    send(trailer("s"));

    assertThat(atBob()).isEmpty();
    assertThat(rig.chats).isEmpty();
  }

  @Test
  void aStreamThatWentToDifferentPeopleIsNotKept() {
    join("carol", new SdpClient(1, 0));
    send(header("s", "lk.chat").addDestinationIdentities("bob"));
    send(chunk("s").addDestinationIdentities("bob"));
    send(trailer("s").addDestinationIdentities("bob"));
    send(header("t", "lk.chat").addDestinationIdentities("bob"));
    send(chunk("t"));
    send(trailer("t"));

    assertThat(rig.chats).extracting(StoredChat::id).containsExactly("s");
    assertThat(rig.chats.getFirst().recipients()).containsExactly("bob");
  }

  @Test
  void partsOfUnknownStreamsAreRefusedOnceSomethingIs() {
    send(chunk("before"));
    govern(with(NO_PUBLIC_CHAT));

    send(chunk("unknown"));
    send(header("i".repeat(200), "files"));
    send(chunk("i".repeat(200)));

    assertThat(atBob()).containsExactly(DataPacket.ValueCase.STREAM_HEADER);
  }

  @Test
  void sourcesThatAreNotAllowedAnyMoreAreUnpublished() {
    alice.send(
        SignalRequest.newBuilder()
            .setAddTrack(
                AddTrackRequest.newBuilder().setCid("mic").setSource(TrackSource.MICROPHONE)));
    alice.send(aliceSdp.audio("mic").offerMessage());
    rig.pass(100);
    ParticipantPermission cameraOnly =
        ALL.toBuilder().addCanPublishSources(TrackSource.CAMERA).build();

    rig.call(
        new ApiRequest.Govern(
            "m",
            Map.of(
                "alice",
                new Governance(cameraOnly, Map.of(), DataPolicy.OPEN),
                "bob",
                with(DataPolicy.OPEN))));
    alice.send(
        SignalRequest.newBuilder()
            .setAddTrack(
                AddTrackRequest.newBuilder().setCid("again").setSource(TrackSource.MICROPHONE)));

    assertThat(alice.last(MessageCase.TRACK_UNPUBLISHED)).isPresent();
    assertThat(
            alice.last(MessageCase.REQUEST_RESPONSE).orElseThrow().getRequestResponse().getReason())
        .isEqualTo(Reason.NOT_ALLOWED);
    assertThat(rig.commands(MediaCommand.Unpublish.class)).hasSize(1);
  }

  @Test
  void reservedAttributesAreTheServersAlone() {
    govern(new Governance(ALL, Map.of("rapat.role", "GUEST"), DataPolicy.OPEN));
    alice.take();

    alice.send(
        SignalRequest.newBuilder()
            .setUpdateMetadata(
                UpdateParticipantMetadata.newBuilder().putAttributes("rapat.role", "HOST")));

    assertThat(
            alice.last(MessageCase.REQUEST_RESPONSE).orElseThrow().getRequestResponse().getReason())
        .isEqualTo(Reason.NOT_ALLOWED);
    assertThat(rig.refusals).containsExactly(RoomOutput.Refusal.RESERVED_ATTRIBUTE);
    assertThat(alice.last(MessageCase.UPDATE)).isEmpty();
  }

  @Test
  void otherAttributesStayTheClients() {
    alice.send(
        SignalRequest.newBuilder()
            .setUpdateMetadata(
                UpdateParticipantMetadata.newBuilder().putAttributes("mood", "good")));
    govern(new Governance(ALL, Map.of("rapat.hand", "5"), DataPolicy.OPEN));
    govern(new Governance(ALL, Map.of("rapat.role", "GUEST"), DataPolicy.OPEN));

    assertThat(
            bob.last(MessageCase.UPDATE)
                .orElseThrow()
                .getUpdate()
                .getParticipants(0)
                .getAttributesMap())
        .containsOnly(Map.entry("mood", "good"), Map.entry("rapat.role", "GUEST"));
  }

  @Test
  void whatIsSoAlreadyIsNotTold() {
    govern(with(NO_PUBLIC_CHAT));
    bob.take();

    govern(with(NO_PUBLIC_CHAT));

    assertThat(bob.take()).isEmpty();
  }

  @Test
  void whoIsNotListedIsRemoved() {
    rig.call(new ApiRequest.Govern("m", Map.of("bob", with(DataPolicy.OPEN))));

    assertThat(alice.last(MessageCase.LEAVE).orElseThrow().getLeave().getReason())
        .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
    assertThat(alice.isClosed()).isTrue();
    assertThat(bob.isClosed()).isFalse();
  }

  @Test
  void aJoinIsGovernedBeforeItsFirstPacket() {
    var parameters =
        rig.parameters(RoomRig.grants("carol"), RoomRig.v1().build())
            .governed(ALL, Map.of("rapat.role", "GUEST"));
    Client carol = rig.join(parameters, NO_PUBLIC_CHAT);
    carol.send(new SdpClient(0, 0).offerMessage());
    carol.connectMedia();
    rig.media.clear();

    rig.event(
        new MediaEvent.DataReceived(
            ROOM, carol.peer(0), "_reliable", chat("x").build().toByteArray()));

    assertThat(atBob()).isEmpty();
    assertThat(
            carol
                .last(MessageCase.JOIN)
                .orElseThrow()
                .getJoin()
                .getParticipant()
                .getAttributesMap())
        .containsEntry("rapat.role", "GUEST");
  }
}
