package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import io.rapat.signal.room.RoomRig.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A room under random clients, of both kinds, that do whatever they can at any moment. The rig
/// checks after each output what must always hold; at the end everything has to be given back.
class RandomSessionTest {

  private static final RoomId ROOM = new RoomId(1);
  private static final List<String> IDENTITIES = List.of("a", "b", "c", "d", "e");
  private static final int STEPS = 500;

  /// One identity's present connection.
  private static final class Actor {
    final Client client;
    final boolean v1;
    final SdpClient sdp;
    final List<String> cids = new ArrayList<>();
    String sid = "";
    int answered;

    Actor(Client client, boolean v1, SdpClient sdp) {
      this.client = client;
      this.v1 = v1;
      this.sdp = sdp;
    }
  }

  private final Map<String, Actor> actors = new HashMap<>();
  private RoomRig rig = new RoomRig();
  private Random random = new Random();
  private int nextCid;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsWhatMustHold(long seed) {
    random = new Random(seed);
    rig = new RoomRig(RoomSettings.DEFAULT, new Random(seed));
    try {
      for (int step = 0; step < STEPS && !rig.finished; step++) {
        act();
      }
      end();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private void end() {
    rig.input(new RoomInput.Shutdown());
    assertThat(rig.finished).isTrue();
    assertThat(rig.session.view().participants()).isEmpty();
    assertThat(opened()).isEqualTo(rig.commands(MediaCommand.ClosePeer.class).size());
    assertThat(rig.commands(MediaCommand.Publish.class))
        .hasSameSizeAs(rig.commands(MediaCommand.Unpublish.class));
    assertThat(rig.commands(MediaCommand.Subscribe.class))
        .hasSameSizeAs(rig.commands(MediaCommand.Unsubscribe.class));
  }

  private int opened() {
    return rig.commands(MediaCommand.OpenPeer.class).size();
  }

  private void act() {
    String identity = IDENTITIES.get(random.nextInt(IDENTITIES.size()));
    Actor actor = actors.get(identity);
    if (actor == null || random.nextInt(60) == 0) {
      join(identity);
      return;
    }
    answerOffers(actor);
    switch (random.nextInt(20)) {
      case 0, 1 -> publish(actor);
      case 2 -> unpublish(actor);
      case 3, 4 -> actor.client.send(actor.sdp.offerMessage());
      case 5 -> connect(actor);
      case 6 -> mute(actor);
      case 7 -> subscribe(actor);
      case 8 -> settings(actor);
      case 9 -> permitSubscribers(actor);
      case 10 -> leave(identity, actor);
      case 11 -> resume(identity, actor);
      case 12 -> fail(actor);
      case 13 -> data(actor);
      case 14 -> layers();
      case 15 -> permission(identity);
      case 16 -> simulate(actor);
      case 17 -> rig.pass(random.nextInt(6_000));
      default -> rig.pass(random.nextInt(100));
    }
  }

  private void join(String identity) {
    boolean v1 = random.nextBoolean();
    Client client =
        v1
            ? rig.join(identity)
            : rig.join(
                rig.parameters(
                    RoomRig.grants(identity),
                    Map.of("protocol", random.nextBoolean() ? "16" : "9")));
    Actor actor = new Actor(client, v1, v1 ? new SdpClient(2, 1) : new SdpClient(0, 0));
    client.received().stream()
        .filter(SignalResponse::hasJoin)
        .findFirst()
        .ifPresent(one -> actor.sid = one.getJoin().getParticipant().getSid());
    actors.put(identity, actor);
  }

  private static void answerOffers(Actor actor) {
    List<SignalResponse> offers = actor.client.all(MessageCase.OFFER);
    if (offers.size() > actor.answered) {
      actor.answered = offers.size();
      actor.client.send(SdpClient.answer(offers.getLast().getOffer()));
    }
  }

  private void publish(Actor actor) {
    String cid = "cid" + nextCid++;
    boolean video = random.nextBoolean();
    SignalRequest.Builder add =
        SignalRequest.newBuilder()
            .setAddTrack(
                AddTrackRequest.newBuilder()
                    .setCid(cid)
                    .setMuted(random.nextInt(5) == 0)
                    .setType(video ? TrackType.VIDEO : TrackType.AUDIO)
                    .setSource(video ? TrackSource.CAMERA : TrackSource.MICROPHONE));
    boolean first = random.nextBoolean();
    if (first) {
      actor.client.send(add);
    }
    if (video) {
      actor.sdp.simulcast(cid);
    } else {
      actor.sdp.audio(cid);
    }
    actor.cids.add(cid);
    actor.client.send(actor.sdp.offerMessage());
    if (!first) {
      actor.client.send(add);
    }
  }

  private void unpublish(Actor actor) {
    if (!actor.cids.isEmpty()) {
      actor.sdp.stop(actor.cids.remove(random.nextInt(actor.cids.size())));
      actor.client.send(actor.sdp.offerMessage());
    }
  }

  private void connect(Actor actor) {
    Optional<ParticipantInfo> present = participant(actor.client.identity);
    if (present.isPresent()) {
      actor.client.connectMedia();
    }
  }

  private Optional<ParticipantInfo> participant(String identity) {
    return rig.session.view().participants().stream()
        .filter(one -> one.getIdentity().equals(identity))
        .findFirst();
  }

  private String anyTrack() {
    List<String> sids =
        rig.session.view().participants().stream()
            .flatMap(one -> one.getTracksList().stream())
            .map(TrackInfo::getSid)
            .toList();
    return sids.isEmpty() ? "TR_none" : sids.get(random.nextInt(sids.size()));
  }

  private void mute(Actor actor) {
    actor.client.send(
        SignalRequest.newBuilder()
            .setMute(
                MuteTrackRequest.newBuilder().setSid(anyTrack()).setMuted(random.nextBoolean())));
  }

  private void subscribe(Actor actor) {
    actor.client.send(
        SignalRequest.newBuilder()
            .setSubscription(
                UpdateSubscription.newBuilder()
                    .addTrackSids(anyTrack())
                    .setSubscribe(random.nextBoolean())));
  }

  private void settings(Actor actor) {
    actor.client.send(
        SignalRequest.newBuilder()
            .setTrackSetting(
                UpdateTrackSettings.newBuilder()
                    .addTrackSids(anyTrack())
                    .setDisabled(random.nextBoolean())
                    .setQualityValue(random.nextInt(4))
                    .setWidth(random.nextInt(2) * 320)
                    .setHeight(180)));
  }

  private void permitSubscribers(Actor actor) {
    actor.client.send(
        SignalRequest.newBuilder()
            .setSubscriptionPermission(
                SubscriptionPermission.newBuilder().setAllParticipants(random.nextBoolean())));
  }

  private void leave(String identity, Actor actor) {
    if (random.nextBoolean()) {
      actor.client.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
      actors.remove(identity);
    } else {
      actor.client.close();
    }
  }

  private void resume(String identity, Actor actor) {
    Client client =
        actor.v1
            ? rig.join(
                rig.parameters(
                    RoomRig.grants(identity),
                    RoomRig.v1().setReconnect(true).setParticipantSid(actor.sid).build()))
            : rig.join(
                rig.parameters(
                    RoomRig.grants(identity),
                    Map.of("protocol", "16", "reconnect", "1", "sid", actor.sid)));
    Actor again = new Actor(client, actor.v1, actor.sdp.restartIce());
    again.sid = actor.sid;
    again.cids.addAll(actor.cids);
    actors.put(identity, again);
  }

  private void fail(Actor actor) {
    List<PeerId> peers = rig.peers.getOrDefault(actor.client.identity, List.of());
    if (!peers.isEmpty() && random.nextInt(3) == 0) {
      MediaEvent.Failure[] reasons = MediaEvent.Failure.values();
      rig.event(
          new MediaEvent.PeerFailed(
              ROOM,
              peers.get(random.nextInt(peers.size())),
              reasons[random.nextInt(reasons.length)]));
    }
  }

  private void data(Actor actor) {
    List<PeerId> peers = rig.peers.getOrDefault(actor.client.identity, List.of());
    if (!peers.isEmpty()) {
      DataPacket packet =
          DataPacket.newBuilder()
              .setUser(UserPacket.newBuilder().setPayload(ByteString.copyFromUtf8("x")))
              .build();
      String label = random.nextBoolean() ? "_reliable" : "_lossy";
      rig.event(new MediaEvent.DataReceived(ROOM, peers.getLast(), label, packet.toByteArray()));
    }
  }

  private void layers() {
    List<MediaCommand.Publish> published = rig.commands(MediaCommand.Publish.class);
    if (!published.isEmpty()) {
      MediaCommand.Publish one = published.get(random.nextInt(published.size()));
      rig.event(
          new MediaEvent.LayerStarted(
              ROOM, one.publication(), random.nextInt(3), one.preferred(), 77, 78));
      rig.event(
          new MediaEvent.Speakers(
              ROOM, List.of(new MediaEvent.Level(one.publication(), random.nextFloat()))));
    }
  }

  private void permission(String identity) {
    rig.call(
        new ApiRequest.UpdateParticipant(
            UpdateParticipantRequest.newBuilder()
                .setIdentity(identity)
                .setPermission(
                    ParticipantPermission.newBuilder()
                        .setCanPublish(random.nextInt(4) > 0)
                        .setCanSubscribe(random.nextInt(4) > 0)
                        .setCanPublishData(random.nextBoolean())
                        .setHidden(random.nextInt(8) == 0))
                .build()));
  }

  private void simulate(Actor actor) {
    SimulateScenario.Builder scenario = SimulateScenario.newBuilder();
    switch (random.nextInt(8)) {
      case 0 -> scenario.setNodeFailure(true);
      case 1 -> scenario.setMigration(true);
      case 2 -> scenario.setSwitchCandidateProtocolValue(random.nextInt(3));
      case 3 -> scenario.setDisconnectSignalOnResume(true);
      default -> scenario.setSpeakerUpdate(2);
    }
    actor.client.send(SignalRequest.newBuilder().setSimulate(scenario));
  }
}
