package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaCommand;
import io.rapat.signal.room.RoomRig.Client;
import java.util.List;
import java.util.Objects;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.Test;

/// Plays captured clients against a room.
class ReplayTest {

  private static Client client(Replay replay, int connection) {
    return Objects.requireNonNull(replay.clients.get(connection));
  }

  private static List<String> without(Client client, String... kinds) {
    return client.kinds().stream().filter(kind -> !List.of(kinds).contains(kind)).toList();
  }

  @Test
  void chromiumJoinsInTheOrderOfTheReference() {
    Replay replay = Replay.of("chromium-v1-01", 2_300);

    assertThat(client(replay, 1).kinds())
        .startsWith("join", "refresh_token", "answer", "update", "answer");
    assertThat(client(replay, 2).kinds())
        .startsWith(
            "join",
            "refresh_token",
            "subscription_permission_update",
            "subscription_permission_update",
            "answer");
  }

  @Test
  void chromiumPublishesAndIsHeardAndSeen() {
    Replay replay = Replay.of("chromium-v1-01", 5_000);

    List<MediaCommand.Publish> published = replay.rig.commands(MediaCommand.Publish.class);
    assertThat(published).extracting(MediaCommand.Publish::mid).containsExactly("7", "8");
    assertThat(published)
        .extracting(MediaCommand.Publish::preferred)
        .containsExactly(Codec.RED, Codec.VP8);
    assertThat(published.getLast().layers()).hasSize(3);
    List<MediaCommand.Subscribe> subscribed = replay.rig.commands(MediaCommand.Subscribe.class);
    assertThat(subscribed).extracting(MediaCommand.Subscribe::mid).containsExactly("0", "3");
    SignalResponse answer = client(replay, 2).last(MessageCase.ANSWER).orElseThrow();
    assertThat(answer.getAnswer().getMidToTrackIdMap()).containsOnlyKeys("0", "3");
  }

  @Test
  void announcesASimulcastCameraWithItsFirstPacket() {
    Replay before = Replay.of("chromium-v1-01", 0);
    assertThat(before.clients).isEmpty();
    Replay replay = Replay.of("chromium-v1-01", 1_000);

    List<ParticipantInfo> updates =
        client(replay, 1).all(MessageCase.UPDATE).stream()
            .map(one -> one.getUpdate().getParticipants(0))
            .toList();
    assertThat(updates).extracting(ParticipantInfo::getTracksCount).containsExactly(0, 1, 2);
    TrackInfo camera = updates.getLast().getTracks(1);
    assertThat(camera.getMimeType()).isEqualTo("video/VP8");
    assertThat(camera.getSid()).startsWith("TR_VC");
    assertThat(camera.getCodecs(0).getLayersList())
        .extracting(livekit.LivekitModels.VideoLayer::getRid)
        .containsExactly("q", "h", "f");
    assertThat(camera.getCodecs(0).getLayers(0).getSsrc()).isEqualTo(1000);
    assertThat(updates.getFirst().getState()).isEqualTo(State.ACTIVE);
  }

  @Test
  void answersEachOfferWithItsId() {
    for (String scenario : List.of("chromium-v1-01", "firefox-v1-01")) {
      Replay replay = Replay.of(scenario);

      replay
          .clients
          .values()
          .forEach(one ->
              assertThat(one.all(MessageCase.ANSWER).stream().map(a -> a.getAnswer().getId()))
                  .isSorted()
                  .startsWith(1, 2));
    }
  }

  @Test
  void unsubscribingStopsMediaAndSubscribingAgainStartsItAnew() {
    Replay replay = Replay.of("chromium-v1-01", 15_000);

    assertThat(replay.rig.commands(MediaCommand.Unsubscribe.class)).hasSize(1);
    assertThat(replay.rig.commands(MediaCommand.Subscribe.class)).hasSize(3);
    assertThat(without(client(replay, 2), "pong", "pong_resp", "update", "room_update"))
        .endsWith(
            "media_sections_requirement",
            "answer",
            "subscription_permission_update",
            "media_sections_requirement",
            "answer");
  }

  @Test
  void leaveIsEchoedAndTheRoomEndsAfterTheDepartureTimeout() {
    Replay replay = Replay.of("chromium-v1-01");

    for (int connection : List.of(1, 2)) {
      assertThat(client(replay, connection).kinds()).endsWith("leave");
      assertThat(client(replay, connection).isClosed()).isTrue();
    }
    assertThat(replay.rig.finished).isFalse();
    replay.rig.pass(20_000);
    assertThat(replay.rig.finished).isTrue();
    assertThat(replay.rig.webhookNames())
        .containsExactly(
            "room_started",
            "participant_joined",
            "track_published",
            "track_published",
            "participant_joined",
            "participant_left",
            "track_unpublished",
            "track_unpublished",
            "participant_left",
            "room_finished");
  }

  @Test
  void everyoneIsToldWhenSomebodyMutes() {
    Replay replay = Replay.of("chromium-v1-01", 9_500);

    List<Boolean> muted =
        client(replay, 2).all(MessageCase.UPDATE).stream()
            .map(one -> one.getUpdate().getParticipants(0))
            .filter(one -> one.getIdentity().equals("alice"))
            .map(one -> one.getTracks(0).getMuted() || one.getTracks(1).getMuted())
            .toList();
    assertThat(muted).containsExactly(true, false, true, false);
    assertThat(replay.rig.commands(MediaCommand.SetMuted.class))
        .extracting(MediaCommand.SetMuted::muted)
        .containsExactly(true, false, true, false);
  }

  @Test
  void chromiumResumesInTheOrderOfTheReference() {
    Replay replay = Replay.of("chromium-v1-06a", 6_000);

    assertThat(client(replay, 3).kinds())
        .startsWith("reconnect", "update", "room_update", "refresh_token", "answer");
    assertThat(replay.rig.commands(MediaCommand.RestartIce.class)).hasSize(1);
    assertThat(replay.rig.commands(MediaCommand.ClosePeer.class)).isEmpty();
    assertThat(replay.rig.commands(MediaCommand.RequestKeyFrame.class)).hasSize(1);
    assertThat(client(replay, 1).all(MessageCase.UPDATE))
        .noneMatch(one -> one.getUpdate().getParticipants(0).getState() == State.DISCONNECTED);
  }

  @Test
  void rustClientsPublishAndSubscribe() {
    Replay replay = Replay.of("rtc-node-v1-01", 6_200);

    assertThat(replay.rig.commands(MediaCommand.Publish.class)).hasSize(2);
    assertThat(replay.rig.commands(MediaCommand.Subscribe.class)).hasSize(2);
    assertThat(client(replay, 2).last(MessageCase.ANSWER).orElseThrow().getAnswer().getId())
        .isZero();
  }

  @Test
  void olderClientsGetAnOfferAtOnce() {
    Replay replay = Replay.of("chromium-v0-01", 2_000);

    Client alice = replay.clients.values().iterator().next();
    assertThat(alice.kinds()).startsWith("join", "refresh_token", "offer");
    assertThat(alice.received().getFirst().getJoin().getSubscriberPrimary()).isTrue();
    assertThat(replay.rig.commands(MediaCommand.OpenDataChannel.class))
        .extracting(MediaCommand.OpenDataChannel::label)
        .contains("_reliable", "_lossy", "_data_track");
    assertThat(replay.rig.commands(MediaCommand.Publish.class)).hasSize(2);
  }

  @Test
  void goPublishesOverTwoConnections() {
    Replay replay = Replay.of("go-v0-01", 1_500);

    assertThat(replay.rig.commands(MediaCommand.Publish.class))
        .extracting(MediaCommand.Publish::preferred)
        .containsExactly(Codec.OPUS);
  }
}
