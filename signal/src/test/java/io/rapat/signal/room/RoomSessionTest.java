package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.room.RoomRig.Client;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.MediaSectionsRequirement;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SimulcastCodec;
import livekit.LivekitRtc.SubscribedQuality;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.junit.jupiter.api.Test;

/// What a room does for clients that follow the rules, and for some that don't.
class RoomSessionTest {

  private static final RoomId ROOM = new RoomId(1);

  private final RoomRig rig = new RoomRig();

  /// A v1 client with its transport up.
  private final class Peer {
    final Client client;
    final SdpClient sdp;

    Peer(String identity) {
      this(rig.join(identity), new SdpClient(1, 1));
    }

    Peer(Client client, SdpClient sdp) {
      this.client = client;
      this.sdp = sdp;
      client.send(sdp.offerMessage());
      client.connectMedia();
      rig.pass(20);
      client.take();
    }

    String sid() {
      return info().getSid();
    }

    ParticipantInfo info() {
      return rig.session.view().participants().stream()
          .filter(one -> one.getIdentity().equals(client.identity))
          .findFirst()
          .orElseThrow();
    }

    String publishMicrophone() {
      client.send(microphone("mic"));
      client.send(sdp.audio("mic").offerMessage());
      return trackSid();
    }

    String publishCamera() {
      client.send(camera("cam"));
      client.send(sdp.simulcast("cam").offerMessage());
      MediaCommand.Publish publish = rig.commands(MediaCommand.Publish.class).getLast();
      for (int spatial = 0; spatial < 3; spatial++) {
        rig.event(
            new MediaEvent.LayerStarted(
                ROOM, publish.publication(), spatial, publish.preferred(), 10 + spatial, -1));
      }
      return trackSid();
    }

    private String trackSid() {
      return client
          .last(MessageCase.TRACK_PUBLISHED)
          .orElseThrow()
          .getTrackPublished()
          .getTrack()
          .getSid();
    }

    /// Offers when it is asked to, as clients do.
    void settle() {
      rig.pass(200);
      List<SignalResponse> asked = client.all(MessageCase.MEDIA_SECTIONS_REQUIREMENT);
      if (!asked.isEmpty()) {
        MediaSectionsRequirement last = asked.getLast().getMediaSectionsRequirement();
        sdp.more(last.getNumAudios(), last.getNumVideos());
        client.take();
        client.send(sdp.offerMessage());
        rig.pass(200);
      }
    }

    Map<String, String> receives() {
      return client.last(MessageCase.ANSWER).orElseThrow().getAnswer().getMidToTrackIdMap();
    }
  }

  private static SignalRequest.Builder microphone(String cid) {
    return SignalRequest.newBuilder()
        .setAddTrack(AddTrackRequest.newBuilder().setCid(cid).setSource(TrackSource.MICROPHONE));
  }

  private static SignalRequest.Builder camera(String cid) {
    return SignalRequest.newBuilder()
        .setAddTrack(
            AddTrackRequest.newBuilder()
                .setCid(cid)
                .setType(TrackType.VIDEO)
                .setSource(TrackSource.CAMERA)
                .setWidth(1280)
                .setHeight(720)
                .addLayers(layer(VideoQuality.HIGH, 1280, 720))
                .addLayers(layer(VideoQuality.LOW, 320, 180))
                .addLayers(layer(VideoQuality.MEDIUM, 640, 360))
                .addSimulcastCodecs(SimulcastCodec.newBuilder().setCodec("vp8").setCid(cid)));
  }

  private static VideoLayer layer(VideoQuality quality, int width, int height) {
    return VideoLayer.newBuilder().setQuality(quality).setWidth(width).setHeight(height).build();
  }

  private static List<Boolean> enabled(SignalResponse response) {
    return response.getSubscribedQualityUpdate().getSubscribedCodecs(0).getQualitiesList().stream()
        .map(SubscribedQuality::getEnabled)
        .toList();
  }

  private int subscribed() {
    return rig.commands(MediaCommand.Subscribe.class).size()
        - rig.commands(MediaCommand.Unsubscribe.class).size();
  }

  @Test
  void offerMayComeBeforeTheTrackIsAnnounced() {
    Peer alice = new Peer("alice");

    alice.client.send(alice.sdp.audio("mic").offerMessage());
    assertThat(rig.commands(MediaCommand.Publish.class)).isEmpty();
    alice.client.send(microphone("mic"));

    assertThat(rig.commands(MediaCommand.Publish.class)).hasSize(1);
    assertThat(alice.info().getTracksList()).hasSize(1);
  }

  @Test
  void laterTracksAreAskedForAndSent() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");

    String mic = alice.publishMicrophone();
    bob.settle();

    assertThat(bob.receives()).containsValue(mic);
    assertThat(subscribed()).isEqualTo(1);
    assertThat(alice.client.last(MessageCase.TRACK_SUBSCRIBED)).isPresent();
  }

  @Test
  void updateWithTheTrackComesBeforeTheRequestForSections() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");

    alice.publishMicrophone();
    rig.pass(100);

    assertThat(bob.client.kinds())
        .containsSubsequence(
            "update", "subscription_permission_update", "media_sections_requirement");
  }

  @Test
  void asksForSectionsThatAreMissing() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer(rig.join("bob"), new SdpClient(0, 0));

    String mic = alice.publishMicrophone();
    rig.pass(100);
    SignalResponse asked = bob.client.last(MessageCase.MEDIA_SECTIONS_REQUIREMENT).orElseThrow();
    assertThat(asked.getMediaSectionsRequirement().getNumAudios()).isEqualTo(1);
    bob.settle();

    assertThat(bob.receives()).containsValue(mic);
  }

  @Test
  void layersAreSortedFromLowToHigh() {
    Peer alice = new Peer("alice");

    alice.publishCamera();

    TrackInfo camera = alice.info().getTracks(0);
    assertThat(camera.getCodecs(0).getLayersList())
        .extracting(VideoLayer::getQuality)
        .containsExactly(VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH);
    assertThat(camera.getCodecs(0).getLayersList())
        .extracting(VideoLayer::getSpatialLayer)
        .containsExactly(0, 1, 2);
  }

  @Test
  void simulcastWithoutPacketsIsAnnouncedAfterTwoSeconds() {
    Peer alice = new Peer("alice");
    alice.client.send(camera("cam"));
    alice.client.send(alice.sdp.simulcast("cam").offerMessage());

    rig.pass(1_900);
    assertThat(alice.info().getTracksList()).isEmpty();
    rig.pass(200);
    assertThat(alice.info().getTracksList()).hasSize(1);
  }

  @Test
  void trackThatIsMutedFromTheStartIsAnnounced() {
    Peer alice = new Peer("alice");
    SignalRequest.Builder add = camera("cam");
    add.getAddTrackBuilder().setMuted(true);
    alice.client.send(add);
    alice.client.send(alice.sdp.simulcast("cam").offerMessage());

    assertThat(alice.info().getTracks(0).getMuted()).isTrue();
    assertThat(rig.commands(MediaCommand.SetMuted.class)).hasSize(1);
  }

  @Test
  void unpublishingEndsSubscriptions() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.publishMicrophone();
    bob.settle();

    alice.client.send(alice.sdp.stop("mic").offerMessage());
    bob.settle();

    assertThat(alice.info().getTracksList()).isEmpty();
    assertThat(subscribed()).isZero();
    assertThat(bob.receives()).isEmpty();
    assertThat(rig.webhookNames()).contains("track_unpublished");
  }

  @Test
  void addTrackWithACidInUseWaits() {
    Peer alice = new Peer("alice");
    alice.publishMicrophone();

    alice.client.send(microphone("mic"));
    assertThat(
            alice
                .client
                .last(MessageCase.REQUEST_RESPONSE)
                .orElseThrow()
                .getRequestResponse()
                .getReason())
        .isEqualTo(RequestResponse.Reason.QUEUED);
    alice.client.take();
    alice.client.send(alice.sdp.stop("mic").offerMessage());

    assertThat(alice.client.all(MessageCase.TRACK_PUBLISHED)).hasSize(1);
  }

  @Test
  void tooManyPendingTracksAreRefused() {
    Peer alice = new Peer("alice");
    for (int i = 0; i < 21; i++) {
      alice.client.send(microphone("mic" + i));
    }

    assertThat(
            alice
                .client
                .last(MessageCase.REQUEST_RESPONSE)
                .orElseThrow()
                .getRequestResponse()
                .getReason())
        .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
    assertThat(alice.client.all(MessageCase.TRACK_PUBLISHED)).hasSize(20);
  }

  @Test
  void publishingNeedsPermissionForTheSource() {
    var claims =
        RoomRig.claims(
            "alice",
            video ->
                video.putFields(
                    "canPublishSources",
                    com.google.protobuf.Value.newBuilder()
                        .setListValue(
                            com.google.protobuf.ListValue.newBuilder()
                                .addValues(RoomRig.text("camera")))
                        .build()));
    Peer alice =
        new Peer(rig.join(rig.parameters(claims, RoomRig.v1().build())), new SdpClient(1, 1));

    alice.client.send(microphone("mic"));
    assertThat(
            alice
                .client
                .last(MessageCase.REQUEST_RESPONSE)
                .orElseThrow()
                .getRequestResponse()
                .getReason())
        .isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
    alice.client.send(camera("cam"));
    assertThat(alice.client.all(MessageCase.TRACK_PUBLISHED)).hasSize(1);
  }

  @Test
  void whoMayNotSubscribeReceivesNothing() {
    Peer alice = new Peer("alice");
    alice.publishMicrophone();
    var claims =
        RoomRig.claims("bob", video -> video.putFields("canSubscribe", RoomRig.flag(false)));
    Peer bob =
        new Peer(rig.join(rig.parameters(claims, RoomRig.v1().build())), new SdpClient(1, 1));
    bob.settle();

    assertThat(rig.commands(MediaCommand.Subscribe.class)).isEmpty();
  }

  @Test
  void nobodyLearnsOfHiddenParticipants() {
    Peer alice = new Peer("alice");
    var claims = RoomRig.claims("spy", video -> video.putFields("hidden", RoomRig.flag(true)));
    Peer spy =
        new Peer(rig.join(rig.parameters(claims, RoomRig.v1().build())), new SdpClient(1, 1));
    spy.publishMicrophone();
    Peer bob = new Peer("bob");
    rig.pass(10_000);

    assertThat(alice.client.all(MessageCase.UPDATE))
        .noneMatch(one -> one.getUpdate().getParticipants(0).getIdentity().equals("spy"));
    assertThat(rig.commands(MediaCommand.Subscribe.class)).isEmpty();
    assertThat(
            bob.client
                .last(MessageCase.ROOM_UPDATE)
                .orElseThrow()
                .getRoomUpdate()
                .getRoom()
                .getNumParticipants())
        .isEqualTo(2);
  }

  @Test
  void publisherDecidesWhoSubscribes() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    String mic = alice.publishMicrophone();
    bob.settle();
    assertThat(subscribed()).isEqualTo(1);
    bob.client.take();

    alice.client.send(
        SignalRequest.newBuilder()
            .setSubscriptionPermission(
                SubscriptionPermission.newBuilder()
                    .addTrackPermissions(
                        TrackPermission.newBuilder()
                            .setParticipantIdentity("carol")
                            .setAllTracks(true))));
    assertThat(subscribed()).isZero();
    assertThat(
            bob.client
                .last(MessageCase.SUBSCRIPTION_PERMISSION_UPDATE)
                .orElseThrow()
                .getSubscriptionPermissionUpdate()
                .getAllowed())
        .isFalse();
    bob.settle();
    alice.client.send(
        SignalRequest.newBuilder()
            .setSubscriptionPermission(
                SubscriptionPermission.newBuilder().setAllParticipants(true)));
    bob.settle();

    assertThat(bob.receives()).containsValue(mic);
    assertThat(subscribed()).isEqualTo(1);
  }

  @Test
  void wishForAnUnknownTrackIsRememberedForAMinute() {
    Peer bob = new Peer("bob");
    bob.client.send(
        SignalRequest.newBuilder()
            .setSubscription(
                UpdateSubscription.newBuilder().setSubscribe(true).addTrackSids("TR_later")));

    rig.pass(59_000);
    assertThat(bob.client.last(MessageCase.SUBSCRIPTION_RESPONSE)).isEmpty();
    rig.pass(2_000);
    assertThat(
            bob.client
                .last(MessageCase.SUBSCRIPTION_RESPONSE)
                .orElseThrow()
                .getSubscriptionResponse()
                .getErr())
        .isEqualTo(SubscriptionError.SE_TRACK_NOTFOUND);
  }

  @Test
  void picturesAreSentAsLargeAsTheyAreShown() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    String camera = alice.publishCamera();
    bob.settle();
    rig.media.clear();

    setting(bob, camera, 640, 360, false);
    setting(bob, camera, 320, 180, false);
    rig.pass(150);
    assertThat(rig.commands(MediaCommand.UpdateSubscription.class))
        .extracting(MediaCommand.UpdateSubscription::maxSpatial)
        .containsExactly(0);
    setting(bob, camera, 320, 180, true);
    rig.pass(150);
    setting(bob, camera, 1280, 720, false);
    assertThat(rig.commands(MediaCommand.UpdateSubscription.class))
        .extracting(MediaCommand.UpdateSubscription::paused)
        .containsExactly(false, true, false);
    assertThat(rig.commands(MediaCommand.UpdateSubscription.class).getLast().maxSpatial())
        .isEqualTo(2);
  }

  private static void setting(Peer peer, String track, int width, int height, boolean disabled) {
    peer.client.send(
        SignalRequest.newBuilder()
            .setTrackSetting(
                UpdateTrackSettings.newBuilder()
                    .addTrackSids(track)
                    .setWidth(width)
                    .setHeight(height)
                    .setDisabled(disabled)));
  }

  @Test
  void unseenLayersAreSwitchedOffLateAndOnAtOnce() {
    Peer alice = new Peer("alice");
    String camera = alice.publishCamera();
    rig.pass(9_900);
    assertThat(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE)).isEmpty();
    rig.pass(200);
    assertThat(enabled(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE).orElseThrow()))
        .containsExactly(false, false, false);

    Peer bob = new Peer("bob");
    bob.settle();
    assertThat(enabled(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE).orElseThrow()))
        .containsExactly(true, true, true);
    alice.client.take();
    setting(bob, camera, 320, 180, false);
    rig.pass(5_000);
    assertThat(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE)).isEmpty();
    rig.pass(200);
    assertThat(enabled(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE).orElseThrow()))
        .containsExactly(true, false, false);
    bob.client.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
    rig.pass(1_200);
    assertThat(enabled(alice.client.last(MessageCase.SUBSCRIBED_QUALITY_UPDATE).orElseThrow()))
        .containsExactly(false, false, false);
  }

  @Test
  void bothPingsAreAnswered() {
    Peer alice = new Peer("alice");

    alice.client.send(SignalRequest.newBuilder().setPing(5));
    alice.client.send(SignalRequest.newBuilder().setPingReq(Ping.newBuilder().setTimestamp(77)));

    assertThat(alice.client.kinds()).containsExactly("pong", "pong_resp");
    assertThat(alice.client.received().getLast().getPongResp().getLastPingTimestamp())
        .isEqualTo(77);
  }

  @Test
  void whoMaySetsItsOwnNameAndAttributes() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.client.take();

    alice.client.send(
        SignalRequest.newBuilder()
            .setUpdateMetadata(
                UpdateParticipantMetadata.newBuilder()
                    .setName("Alice A")
                    .putAttributes("hand", "up")
                    .setRequestId(3)));

    assertThat(alice.client.kinds()).containsExactly("update", "request_response", "refresh_token");
    ParticipantInfo seen =
        bob.client.last(MessageCase.UPDATE).orElseThrow().getUpdate().getParticipants(0);
    assertThat(seen.getName()).isEqualTo("Alice A");
    assertThat(seen.getAttributesMap()).containsEntry("hand", "up");
    RequestResponse response =
        alice.client.last(MessageCase.REQUEST_RESPONSE).orElseThrow().getRequestResponse();
    assertThat(response.getReason()).isEqualTo(RequestResponse.Reason.OK);
    assertThat(response.getUpdateMetadata().getRequestId()).isEqualTo(3);
  }

  @Test
  void whoMayNotDoesnt() {
    var claims = RoomRig.claims("bob", video -> video);
    Peer bob =
        new Peer(rig.join(rig.parameters(claims, RoomRig.v1().build())), new SdpClient(1, 1));

    bob.client.send(
        SignalRequest.newBuilder()
            .setUpdateMetadata(
                UpdateParticipantMetadata.newBuilder().setName("x").setRequestId(1)));

    assertThat(
            bob.client
                .last(MessageCase.REQUEST_RESPONSE)
                .orElseThrow()
                .getRequestResponse()
                .getReason())
        .isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
    assertThat(bob.info().getName()).isEqualTo("BOB");
  }

  @Test
  void secondSessionOfAnIdentityReplacesTheFirst() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.publishMicrophone();
    bob.settle();
    bob.client.take();

    Client again = rig.join("alice");

    LeaveRequest leave = alice.client.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
    assertThat(alice.client.isClosed()).isTrue();
    assertThat(again.kinds()).startsWith("join", "refresh_token");
    assertThat(again.received().getFirst().getJoin().getParticipant().getSid()).startsWith("PA_");
    assertThat(bob.client.all(MessageCase.UPDATE))
        .noneMatch(one -> one.getUpdate().getParticipants(0).getState() == State.DISCONNECTED);
    assertThat(rig.commands(MediaCommand.ClosePeer.class)).hasSize(1);
  }

  @Test
  void lostSignallingIsWaitedForWhileMediaFlows() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");

    bob.client.close();
    rig.pass(30_000);
    assertThat(rig.session.view().participants()).hasSize(2);
    rig.event(
        new MediaEvent.PeerFailed(ROOM, bob.client.peer(0), MediaEvent.Failure.CONSENT_EXPIRED));
    rig.pass(4_900);
    assertThat(rig.session.view().participants()).hasSize(2);
    rig.pass(200);

    assertThat(rig.session.view().participants()).hasSize(1);
    ParticipantInfo gone =
        alice.client.last(MessageCase.UPDATE).orElseThrow().getUpdate().getParticipants(0);
    assertThat(gone.getState()).isEqualTo(State.DISCONNECTED);
    assertThat(gone.getDisconnectReason()).isEqualTo(DisconnectReason.CONNECTION_TIMEOUT);
  }

  @Test
  void lostSignallingWithoutMediaEndsTheSession() {
    Client alice = rig.join("alice");

    alice.close();

    assertThat(rig.session.view().participants()).isEmpty();
    assertThat(rig.webhookNames()).contains("participant_connection_aborted");
  }

  @Test
  void lostMediaMakesTheClientResume() {
    Peer alice = new Peer("alice");

    rig.event(
        new MediaEvent.PeerFailed(ROOM, alice.client.peer(0), MediaEvent.Failure.CONSENT_EXPIRED));

    LeaveRequest leave = alice.client.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getAction()).isEqualTo(Action.RESUME);
    Client back = rig.join(resume("alice", alice.sid()));
    assertThat(back.kinds()).startsWith("reconnect", "update", "room_update", "refresh_token");
    back.send(alice.sdp.restartIce().offerMessage());
    rig.event(new MediaEvent.PeerConnected(ROOM, alice.client.peer(0)));
    rig.pass(40_000);
    assertThat(rig.session.view().participants()).hasSize(1);
    assertThat(rig.commands(MediaCommand.RestartIce.class)).hasSize(1);
  }

  @Test
  void mediaThatStopsWhileTheSocketSpeaksMakesTheClientResume() {
    Peer alice = new Peer("alice");

    rig.event(new MediaEvent.PeerQuiet(ROOM, alice.client.peer(0)));
    assertThat(alice.client.last(MessageCase.LEAVE)).isEmpty();
    alice.client.send(SignalRequest.newBuilder().setPing(1));

    LeaveRequest leave = alice.client.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getAction()).isEqualTo(Action.RESUME);
    rig.join(resume("alice", alice.sid()));
    rig.pass(40_000);
    assertThat(rig.session.view().participants()).hasSize(1);
  }

  @Test
  void mediaThatIsHeardAgainLeavesTheClientAlone() {
    Peer alice = new Peer("alice");

    rig.event(new MediaEvent.PeerQuiet(ROOM, alice.client.peer(0)));
    rig.event(new MediaEvent.PeerHeard(ROOM, alice.client.peer(0)));
    alice.client.send(SignalRequest.newBuilder().setPing(1));

    assertThat(alice.client.last(MessageCase.LEAVE)).isEmpty();
  }

  private io.rapat.signal.join.JoinParameters resume(String identity, String sid) {
    return rig.parameters(
        RoomRig.grants(identity), RoomRig.v1().setReconnect(true).setParticipantSid(sid).build());
  }

  @Test
  void resumeOfAnUnknownSessionIsSentToJoinAnew() {
    Client ghost = rig.join(resume("ghost", "PA_nope"));

    LeaveRequest leave = ghost.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(ghost.kinds()).containsExactly("leave");
    assertThat(leave.getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
    assertThat(leave.getAction()).isEqualTo(Action.RECONNECT);
    assertThat(ghost.isClosed()).isTrue();
  }

  @Test
  void olderClientsAreToldByTheOldField() {
    Client ghost =
        rig.join(
            rig.parameters(
                RoomRig.grants("ghost"),
                Map.of("protocol", "12", "reconnect", "1", "sid", "PA_nope")));

    LeaveRequest leave = ghost.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getCanReconnect()).isTrue();
    assertThat(leave.getAction()).isEqualTo(Action.DISCONNECT);
  }

  @Test
  void resumeTellsWhoLeftMeanwhile() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.client.close();
    bob.client.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
    rig.pass(4_000);

    Client back = rig.join(resume("alice", alice.sid()));

    List<ParticipantInfo> infos =
        back.last(MessageCase.UPDATE).orElseThrow().getUpdate().getParticipantsList();
    assertThat(infos).extracting(ParticipantInfo::getIdentity).containsExactly("bob", "alice");
    assertThat(infos.getFirst().getState()).isEqualTo(State.DISCONNECTED);
  }

  @Test
  void resumeAsksAgainForSectionsWhoseRequestMayBeLost() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer(rig.join("bob"), new SdpClient(0, 0));
    String mic = alice.publishMicrophone();
    rig.pass(100);
    assertThat(bob.client.all(MessageCase.MEDIA_SECTIONS_REQUIREMENT)).hasSize(1);
    bob.client.close();

    Client back = rig.join(resume("bob", bob.sid()));
    rig.pass(100);

    MediaSectionsRequirement asked =
        back.last(MessageCase.MEDIA_SECTIONS_REQUIREMENT)
            .orElseThrow()
            .getMediaSectionsRequirement();
    assertThat(asked.getNumAudios()).isEqualTo(1);
    back.send(bob.sdp.more(1, 0).offerMessage());
    assertThat(back.last(MessageCase.ANSWER).orElseThrow().getAnswer().getMidToTrackIdMap())
        .containsValue(mic);
  }

  @Test
  void resumeWithTracksNobodyKnowsBeginsAnew() {
    Peer alice = new Peer("alice");
    alice.client.close();
    Client back = rig.join(resume("alice", alice.sid()));

    back.send(
        SignalRequest.newBuilder()
            .setSyncState(
                SyncState.newBuilder()
                    .addPublishTracks(
                        TrackPublishedResponse.newBuilder()
                            .setTrack(TrackInfo.newBuilder().setSid("TR_other")))));

    assertThat(back.last(MessageCase.LEAVE).orElseThrow().getLeave().getAction())
        .isEqualTo(Action.RECONNECT);
  }

  @Test
  void brokenDescriptionMakesTheClientBeginAnew() {
    Peer alice = new Peer("alice");

    alice.client.send(
        SignalRequest.newBuilder()
            .setOffer(livekit.LivekitRtc.SessionDescription.newBuilder().setSdp("nonsense")));

    assertThat(alice.client.last(MessageCase.LEAVE).orElseThrow().getLeave().getAction())
        .isEqualTo(Action.RECONNECT);
    assertThat(rig.session.view().participants()).isEmpty();
  }

  @Test
  void whoDoesNotConnectWithinAMinuteIsRemoved() {
    Client alice = rig.join("alice");

    rig.pass(60_100);

    assertThat(alice.last(MessageCase.LEAVE).orElseThrow().getLeave().getReason())
        .isEqualTo(DisconnectReason.JOIN_FAILURE);
  }

  @Test
  void tokenIsRefreshedEveryFiveMinutes() {
    Peer alice = new Peer("alice");

    rig.pass(301_000);

    assertThat(alice.client.all(MessageCase.REFRESH_TOKEN)).hasSize(1);
  }

  @Test
  void roomNobodyJoinsEnds() {
    rig.pass(299_000);
    assertThat(rig.finished).isFalse();
    rig.pass(2_000);
    assertThat(rig.finished).isTrue();
    assertThat(rig.media.getLast()).isInstanceOf(MediaCommand.CloseRoom.class);
    Client late = rig.join("alice");
    assertThat(late.last(MessageCase.LEAVE).orElseThrow().getLeave().getAction())
        .isEqualTo(Action.RECONNECT);
  }

  @Test
  void fullRoomRefuses() {
    RoomRig small = new RoomRig(new RoomSettings(300, 20, 1, "", false));
    small.join("alice");

    Client bob = small.join("bob");

    assertThat(bob.kinds()).containsExactly("leave");
    assertThat(bob.received().getFirst().getLeave().getReason())
        .isEqualTo(DisconnectReason.JOIN_FAILURE);
    assertThat(bob.isClosed()).isTrue();
  }

  @Test
  void floodClosesOnlyTheSocket() {
    Peer alice = new Peer("alice");

    for (int i = 0; i < 1_200; i++) {
      alice.client.send(SignalRequest.newBuilder().setPing(i));
    }

    assertThat(rig.closed).containsEntry(alice.client.connection.value(), 1008);
    assertThat(rig.session.view().participants()).hasSize(1);
  }

  @Test
  void unknownRequestsAreIgnored() {
    Peer alice = new Peer("alice");

    alice.client.send(SignalRequest.newBuilder());

    assertThat(alice.client.received()).isEmpty();
  }

  @Test
  void shutdownSendsEveryoneElsewhere() {
    Peer alice = new Peer("alice");

    rig.input(new RoomInput.Shutdown());

    LeaveRequest leave = alice.client.last(MessageCase.LEAVE).orElseThrow().getLeave();
    assertThat(leave.getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
    assertThat(leave.getAction()).isEqualTo(Action.RECONNECT);
    assertThat(rig.finished).isTrue();
  }

  @Test
  void speakersAreToldWhenTheyChange() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.publishMicrophone();
    var publication = rig.commands(MediaCommand.Publish.class).getLast().publication();

    for (float level : new float[] {0.3f, 0.35f, 0}) {
      rig.event(new MediaEvent.Speakers(ROOM, List.of(new MediaEvent.Level(publication, level))));
    }

    List<SignalResponse> told = bob.client.all(MessageCase.SPEAKERS_CHANGED);
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().getSpeakersChanged().getSpeakers(0).getLevel()).isEqualTo(0.375f);
    assertThat(told.getLast().getSpeakersChanged().getSpeakers(0).getActive()).isFalse();
  }

  @Test
  void qualityGoesToTheParticipantAndItsSubscribers() {
    Peer alice = new Peer("alice");
    Peer bob = new Peer("bob");
    alice.publishMicrophone();
    bob.settle();
    MediaEvent.Quality quality =
        new MediaEvent.Quality(
            ROOM, List.of(new MediaEvent.Score(alice.client.peer(0), 100, false)));

    rig.event(quality);
    rig.event(quality);

    assertThat(alice.client.all(MessageCase.CONNECTION_QUALITY)).hasSize(1);
    assertThat(bob.client.all(MessageCase.CONNECTION_QUALITY)).hasSize(1);
    assertThat(
            bob.client
                .last(MessageCase.CONNECTION_QUALITY)
                .orElseThrow()
                .getConnectionQuality()
                .getUpdates(0)
                .getScore())
        .isEqualTo(4.5f);
  }

  @Test
  void muteReachesEveryoneAndTheMedia() {
    Peer alice = new Peer("alice");
    String mic = alice.publishMicrophone();

    alice.client.send(
        SignalRequest.newBuilder()
            .setMute(MuteTrackRequest.newBuilder().setSid(mic).setMuted(true)));

    assertThat(alice.info().getTracks(0).getMuted()).isTrue();
    assertThat(rig.commands(MediaCommand.SetMuted.class)).hasSize(1);
  }
}
