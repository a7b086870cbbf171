package io.rapat.signal.room;

import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.room.RoomRig.Client;
import io.rapat.signal.room.Scenario.Line;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;

/// Plays what real clients sent against a room, at the times they sent it. Track and participant
/// sids in requests are those of the capture and are translated. Transports connect 50 ms after
/// they were opened, layers start 100 ms after they were published.
final class Replay {

  private static final RoomId ROOM = new RoomId(1);

  final RoomRig rig = new RoomRig();

  /// By number of the connection in the capture.
  final Map<Integer, Client> clients = new LinkedHashMap<>();

  private final Map<String, Long> connectAt = new LinkedHashMap<>();
  private final Map<MediaCommand.Publish, Long> startAt = new LinkedHashMap<>();
  private final Set<MediaCommand> seen = new HashSet<>();
  private long now;

  static Replay of(String scenario) {
    return of(scenario, Long.MAX_VALUE);
  }

  static Replay of(String scenario, long untilMillis) {
    Replay replay = new Replay();
    for (Line line : Scenario.load(scenario)) {
      if (line.millis() > untilMillis) {
        break;
      }
      replay.play(line);
    }
    replay.advance(replay.now + 500);
    return replay;
  }

  private void play(Line line) {
    advance(line.millis());
    if (!line.fromClient()) {
      return;
    }
    if (line.opens()) {
      open(line);
    } else if (line.kind().equals("ws_close")) {
      client(line).close();
    } else {
      Client client = client(line);
      client.send(translated(client, line.request()));
    }
    noticeCommands(line.who());
  }

  private Client client(Line line) {
    return Objects.requireNonNull(clients.get(line.connection()));
  }

  private void open(Line line) {
    JoinRequest request = line.joinRequest();
    boolean v1 = request.getClientInfo().getProtocol() > 0;
    if (v1) {
      JoinRequest.Builder changed = request.toBuilder();
      if (request.getReconnect()) {
        changed.setParticipantSid(sidOf(line.who()));
      }
      clients.put(
          line.connection(), rig.join(rig.parameters(RoomRig.grants(line.who()), changed.build())));
    } else {
      clients.put(
          line.connection(),
          rig.join(
              rig.parameters(
                  RoomRig.grants(line.who()), Map.of("protocol", "17", "auto_subscribe", "1"))));
    }
  }

  String sidOf(String identity) {
    return rig.session.view().participants().stream()
        .filter(one -> one.getIdentity().equals(identity))
        .map(ParticipantInfo::getSid)
        .findFirst()
        .orElse("PA_nobody");
  }

  /// Puts this room's sids where the capture's stand: each names a track of known kind.
  private SignalRequest.Builder translated(Client client, SignalRequest request) {
    SignalRequest.Builder out = request.toBuilder();
    switch (request.getMessageCase()) {
      case MUTE -> out.getMuteBuilder().setSid(own(client, request.getMute().getSid()));
      case SUBSCRIPTION -> {
        List<String> sids =
            request.getSubscription().getTrackSidsList().stream()
                .map(sid -> others(client, sid))
                .toList();
        out.getSubscriptionBuilder()
            .clearTrackSids()
            .addAllTrackSids(sids)
            .clearParticipantTracks();
      }
      case ANSWER ->
          client
              .last(MessageCase.OFFER)
              .ifPresent(offer -> out.getAnswerBuilder().setId(offer.getOffer().getId()));
      case SYNC_STATE -> out.getSyncStateBuilder().clearPublishTracks();
      default -> {}
    }
    return out;
  }

  private String own(Client client, String captured) {
    return track(captured, client.identity, true);
  }

  private String others(Client client, String captured) {
    return track(captured, client.identity, false);
  }

  private String track(String captured, String identity, boolean own) {
    String prefix = captured.substring(0, 5);
    return rig.session.view().participants().stream()
        .filter(one -> one.getIdentity().equals(identity) == own)
        .flatMap(one -> one.getTracksList().stream())
        .map(livekit.LivekitModels.TrackInfo::getSid)
        .filter(sid -> sid.startsWith(prefix))
        .findFirst()
        .orElse("TR_none");
  }

  private void noticeCommands(String who) {
    for (MediaCommand command : List.copyOf(rig.media)) {
      if (!seen.add(command)) {
        continue;
      }
      if (command instanceof MediaCommand.OpenPeer) {
        connectAt.put(who, now + 50);
      } else if (command instanceof MediaCommand.Publish publish) {
        startAt.put(publish, now + 100);
      }
    }
  }

  private void advance(long millis) {
    while (now < millis) {
      rig.pass(1);
      now++;
      due(connectAt).forEach(this::connect);
      due(startAt).forEach(this::start);
    }
  }

  private <K> List<K> due(Map<K, Long> times) {
    List<K> due =
        times.entrySet().stream()
            .filter(entry -> entry.getValue() <= now)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(times::remove);
    return due;
  }

  private void connect(String who) {
    clients.values().stream()
        .filter(one -> one.identity.equals(who))
        .findFirst()
        .ifPresent(Client::connectMedia);
  }

  private void start(MediaCommand.Publish publish) {
    boolean gone =
        rig.commands(MediaCommand.Unpublish.class).stream()
            .anyMatch(one -> one.publication().equals(publish.publication()));
    if (gone) {
      return;
    }
    for (LayerSource layer : publish.layers()) {
      rig.event(
          new MediaEvent.LayerStarted(
              ROOM,
              publish.publication(),
              layer.spatial(),
              publish.preferred(),
              1000 + layer.spatial(),
              2000 + layer.spatial()));
    }
  }
}
