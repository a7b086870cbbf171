package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.MediaCommand;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.room.RoomRig.Client;
import java.util.Map;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.Test;

/// Clients with a publisher and a subscriber PeerConnection (`/rtc`).
class TwoConnectionsTest {

  private final RoomRig rig = new RoomRig();

  private JoinParameters parameters(String identity, Map<String, String> more) {
    Map<String, String> query = new java.util.HashMap<>(more);
    query.putIfAbsent("protocol", "16");
    return rig.parameters(RoomRig.grants(identity), query);
  }

  private Client join(String identity) {
    Client client = rig.join(parameters(identity, Map.of()));
    answer(client);
    client.connectMedia();
    rig.pass(50);
    return client;
  }

  private static void answer(Client client) {
    client.send(SdpClient.answer(lastOffer(client)));
  }

  private static SessionDescription lastOffer(Client client) {
    return client.last(MessageCase.OFFER).orElseThrow().getOffer();
  }

  private void publish(Client client) {
    client.send(
        SignalRequest.newBuilder()
            .setAddTrack(
                AddTrackRequest.newBuilder().setCid("mic").setSource(TrackSource.MICROPHONE)));
    client.send(new SdpClient(0, 0).audio("mic").offerMessage());
  }

  @Test
  void firstOfferCarriesDataChannelsOnly() {
    Client bob = join("bob");

    assertThat(lastOffer(bob).getSdp()).contains("m=application").doesNotContain("m=audio");
    assertThat(rig.commands(MediaCommand.OpenPeer.class).getFirst().dtlsClient()).isFalse();
    assertThat(rig.commands(MediaCommand.OpenDataChannel.class)).hasSize(3);
    assertThat(bob.received().getFirst().getJoin().getSubscriberPrimary()).isTrue();
    assertThat(rig.webhookNames()).contains("participant_joined");
  }

  @Test
  void mediaStartsWithTheAnswer() {
    Client alice = join("alice");
    Client bob = join("bob");
    publish(alice);
    rig.pass(50);

    assertThat(lastOffer(bob).getMidToTrackIdMap()).hasSize(1);
    assertThat(rig.commands(MediaCommand.Subscribe.class)).isEmpty();
    answer(bob);

    assertThat(rig.commands(MediaCommand.Subscribe.class)).hasSize(1);
    assertThat(rig.commands(MediaCommand.Subscribe.class).getFirst().peer()).isEqualTo(bob.peer(0));
  }

  @Test
  void existingTracksAreInTheFirstOffer() {
    publish(join("alice"));
    Client bob = rig.join(parameters("bob", Map.of()));

    assertThat(bob.kinds())
        .startsWith("join", "refresh_token", "subscription_permission_update", "offer");
    assertThat(lastOffer(bob).getMidToTrackIdMap()).hasSize(1);
  }

  @Test
  void changesWaitForTheAnswer() {
    Client alice = join("alice");
    Client bob = rig.join(parameters("bob", Map.of()));
    publish(alice);
    rig.pass(100);
    assertThat(bob.all(MessageCase.OFFER)).hasSize(1);

    answer(bob);
    rig.pass(100);

    assertThat(bob.all(MessageCase.OFFER)).hasSize(2);
  }

  @Test
  void noAnswerInFifteenSecondsBeginsAnew() {
    Client bob = rig.join(parameters("bob", Map.of()));

    rig.pass(15_100);

    assertThat(bob.last(MessageCase.LEAVE).orElseThrow().getLeave().getAction())
        .isEqualTo(Action.RECONNECT);
  }

  @Test
  void answerToAnOldOfferIsIgnored() {
    Client bob = join("bob");
    SessionDescription old = lastOffer(bob);

    bob.send(SdpClient.answer(old));

    assertThat(bob.last(MessageCase.LEAVE)).isEmpty();
  }

  @Test
  void oldClientsConnectThePublisherFirst() {
    Client bob = rig.join(parameters("bob", Map.of("protocol", "2")));

    assertThat(bob.received().getFirst().getJoin().getSubscriberPrimary()).isFalse();
    assertThat(bob.all(MessageCase.OFFER)).isEmpty();
  }

  @Test
  void resumeOffersWithNewCredentials() {
    Client bob = join("bob");
    String sid = bob.received().getFirst().getJoin().getParticipant().getSid();
    bob.close();

    Client back = rig.join(parameters("bob", Map.of("reconnect", "1", "sid", sid)));
    assertThat(back.kinds())
        .startsWith("reconnect", "update", "room_update", "refresh_token", "offer");
    answer(back);

    assertThat(rig.commands(MediaCommand.RestartIce.class)).hasSize(1);
    assertThat(rig.commands(MediaCommand.ClosePeer.class)).isEmpty();
  }

  @Test
  void resumeOffersAgainWhatWasNotAnswered() {
    Client alice = join("alice");
    Client bob = join("bob");
    String sid = bob.received().getFirst().getJoin().getParticipant().getSid();
    publish(alice);
    rig.pass(50);
    assertThat(lastOffer(bob).getMidToTrackIdMap()).hasSize(1);
    bob.close();

    Client back = rig.join(parameters("bob", Map.of("reconnect", "1", "sid", sid)));
    assertThat(lastOffer(back).getMidToTrackIdMap()).hasSize(1);
    answer(back);

    assertThat(rig.commands(MediaCommand.Subscribe.class)).hasSize(1);
  }
}
