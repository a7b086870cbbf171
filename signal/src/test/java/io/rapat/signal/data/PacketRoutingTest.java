package io.rapat.signal.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.rapat.signal.data.Route.Drop;
import io.rapat.signal.data.Route.Forward;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ActiveSpeakerUpdate;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataPacket.Kind;
import livekit.LivekitModels.RpcRequest;
import livekit.LivekitModels.Transcription;
import livekit.LivekitModels.UserPacket;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // old fields are carried on purpose
class PacketRoutingTest {

  private static final Sender ALICE = new Sender("alice", "PA_K45cEuKCsbdn", false, false);
  private static final Sender AGENT = new Sender("agent", "PA_agent", false, true);

  private static Forward forwarded(DataPacket packet, Sender sender) {
    Route route = PacketRouting.route(packet, Kind.RELIABLE, sender);
    assertThat(route).isInstanceOf(Forward.class);
    return (Forward) route;
  }

  /// What Chromium sent, and what the reference made of it.
  @Test
  void stampsTheSenderAsTheReferenceDoes() throws InvalidProtocolBufferException {
    DataPacket sent =
        DataPacket.parseFrom(
            HexFormat.of()
                .parseHex("1219120c72656c6961626c65206f6e65220274312a05616c696365800101"));
    DataPacket received =
        DataPacket.parseFrom(
            HexFormat.of()
                .parseHex(
                    "2205616c6963658001018a010f50415f4b34356345754b437362646e122a0a0f50415f4b34"
                        + "356345754b437362646e120c72656c6961626c65206f6e65220274312a05616c696365"));

    assertThat(forwarded(sent, ALICE).packet()).isEqualTo(received);
  }

  @Test
  void nobodyCanSpeakInAnothersName() {
    DataPacket packet =
        DataPacket.newBuilder()
            .setParticipantIdentity("bob")
            .setParticipantSid("PA_bob")
            .setUser(UserPacket.newBuilder().setParticipantIdentity("bob"))
            .build();

    DataPacket out = forwarded(packet, ALICE).packet();
    assertThat(out.getParticipantIdentity()).isEqualTo("alice");
    assertThat(out.getParticipantSid()).isEqualTo(ALICE.sid());
    assertThat(out.getUser().getParticipantIdentity()).isEqualTo("alice");
  }

  @Test
  void hiddenSendersStayUnknown() {
    DataPacket packet =
        DataPacket.newBuilder()
            .setUser(UserPacket.newBuilder().setParticipantIdentity("spy"))
            .build();

    DataPacket out = forwarded(packet, new Sender("spy", "PA_spy", true, false)).packet();
    assertThat(out.toString()).doesNotContain("spy");
  }

  @Test
  void agentsMayTranscribeOthers() {
    DataPacket packet =
        DataPacket.newBuilder()
            .setParticipantIdentity("alice")
            .setTranscription(Transcription.getDefaultInstance())
            .build();

    assertThat(forwarded(packet, AGENT).packet().getParticipantIdentity()).isEqualTo("alice");
    assertThat(PacketRouting.route(packet, Kind.RELIABLE, ALICE)).isInstanceOf(Drop.class);
  }

  @Test
  void agentsCallInTheirOwnName() {
    DataPacket packet =
        DataPacket.newBuilder()
            .setParticipantIdentity("alice")
            .setRpcRequest(RpcRequest.getDefaultInstance())
            .build();

    assertThat(forwarded(packet, AGENT).packet().getParticipantIdentity()).isEqualTo("agent");
  }

  @Test
  void destinationsAreReadFromBothPlaces() {
    DataPacket above =
        DataPacket.newBuilder()
            .addDestinationIdentities("bob")
            .setUser(UserPacket.newBuilder().addDestinationIdentities("carol"))
            .build();
    DataPacket inside =
        DataPacket.newBuilder()
            .setUser(
                UserPacket.newBuilder()
                    .addDestinationIdentities("carol")
                    .addDestinationSids("PA_dave"))
            .build();

    assertThat(forwarded(above, ALICE).identities()).containsExactly("bob");
    Forward old = forwarded(inside, ALICE);
    assertThat(old.reaches("carol", "PA_x")).isTrue();
    assertThat(old.reaches("dave", "PA_dave")).isTrue();
    assertThat(old.reaches("bob", "PA_bob")).isFalse();
    assertThat(old.isPublic()).isFalse();
  }

  @Test
  void speakersComeFromTheServerOnly() {
    DataPacket packet =
        DataPacket.newBuilder().setSpeaker(ActiveSpeakerUpdate.getDefaultInstance()).build();

    assertThat(PacketRouting.route(packet, Kind.RELIABLE, ALICE)).isInstanceOf(Drop.class);
  }

  @Test
  void unknownContentAndFieldsPass() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
            .build();
    DataPacket packet = DataPacket.newBuilder().setUnknownFields(unknown).build();

    assertThat(forwarded(packet, ALICE).packet().getUnknownFields()).isEqualTo(unknown);
    assertThat(forwarded(packet, ALICE).packet().getParticipantIdentity()).isEqualTo("alice");
  }

  @Test
  void kindIsThatOfTheChannel() {
    DataPacket packet = DataPacket.newBuilder().setKind(Kind.RELIABLE).build();

    assertThat(((Forward) PacketRouting.route(packet, Kind.LOSSY, ALICE)).packet().getKind())
        .isEqualTo(Kind.LOSSY);
  }

  @Test
  void repeatedSequencesAreDropped() {
    SequenceFilter filter = new SequenceFilter();

    assertThat(List.of(1, 2, 2, 1, 3, 0, 0).stream().map(filter::accept))
        .containsExactly(true, true, false, false, true, true, true);
    assertThat(filter.accept(-1)).isTrue();
    assertThat(Integer.toUnsignedLong(filter.last())).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void repeatedNoncesAreDropped() {
    NonceFilter filter = new NonceFilter();
    ByteString nonce = ByteString.copyFromUtf8("0123456789abcdef");

    assertThat(filter.accept(nonce)).isTrue();
    assertThat(filter.accept(nonce)).isFalse();
    assertThat(filter.accept(ByteString.EMPTY)).isTrue();
    assertThat(filter.accept(ByteString.EMPTY)).isTrue();
  }

  @Test
  void historyHasWhatIsNewerAndNotTooOld() {
    ReliableHistory history = new ReliableHistory();
    for (int sequence = 1; sequence <= 3; sequence++) {
      DataPacket packet = DataPacket.newBuilder().setSequence(sequence).build();
      history.add(forwarded(packet, ALICE), sequence);
    }
    Map<String, Integer> last = Map.of(ALICE.sid(), 1);

    assertThat(history.newerThan(last, "bob", "PA_bob", 10))
        .extracting(one -> one.packet().getSequence())
        .containsExactly(2, 3);
    assertThat(history.newerThan(Map.of(), "bob", "PA_bob", 10)).isEmpty();
    assertThat(history.newerThan(last, "bob", "PA_bob", ReliableHistory.KEPT_NANOS + 10)).isEmpty();
  }

  @Test
  void dataTrackPacketsChangeNothingButTheHandle() {
    byte[] packet =
        HexFormat.of().parseHex("1800000100000000e6223ffc0101010101010101010101010101010101010101");

    assertThat(DataTrackPacket.handle(packet)).isEqualTo(1);
    byte[] swapped = DataTrackPacket.withHandle(packet, 0xFEDC);
    assertThat(HexFormat.of().formatHex(swapped))
        .isEqualTo("1800fedc00000000e6223ffc0101010101010101010101010101010101010101");
    for (int length = 0; length < 12; length++) {
      assertThat(DataTrackPacket.handle(java.util.Arrays.copyOf(packet, length))).isEqualTo(-1);
    }
    packet[0] = 0x38;
    assertThat(DataTrackPacket.handle(packet)).isEqualTo(-1);
  }
}
