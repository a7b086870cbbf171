package io.rapat.signal.room;

import io.rapat.signal.join.JoinParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.DataChannelReceiveState;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;

/// Brings a client back into its session over a new WebSocket. Media goes on meanwhile.
final class Resumption {

  private static final long RECONNECTED_WITHIN_NANOS = 20 * Timers.SECOND;
  private static final int UPDATE_BYTES = 128 * 1024;
  private static final int MOST_STATES = 4096;

  private final Room room;

  Resumption(Room room) {
    this.room = room;
  }

  /// The order of messages is that of the reference: reconnect, participants, room, token.
  void resume(ConnectionId connection, JoinParameters parameters) {
    Optional<Participant> found =
        room.roster
            .withIdentity(parameters.identity())
            .filter(one -> one.join.singlePeer() == parameters.singlePeer())
            .filter(one ->
                parameters.participantSid().isEmpty()
                    || parameters.participantSid().equals(one.sid));
    if (found.isEmpty()) {
      refuse(connection, parameters);
      return;
    }
    Participant participant = found.get();
    if (participant.dropNextResume) {
      participant.dropNextResume = false;
      room.out.close(connection, Outbox.NORMAL);
      return;
    }
    swap(connection, participant);
    room.out.send(participant, reconnect(participant));
    sendParticipants(participant);
    room.out.send(participant, room.roomUpdate());
    room.refreshToken(participant);
    restart(participant, parameters);
  }

  private void refuse(ConnectionId connection, JoinParameters parameters) {
    room.out.send(
        connection,
        room.departures.leaveMessage(
            parameters.client().getProtocol(), DisconnectReason.STATE_MISMATCH, Action.RECONNECT));
    room.out.close(connection, Outbox.NORMAL);
  }

  private void swap(ConnectionId connection, Participant participant) {
    participant.connection().ifPresent(old -> room.out.close(old, Outbox.NORMAL));
    room.roster.connect(connection, participant);
    if (participant.mediaLost != null) {
      participant.mediaLost.cancel();
    }
    if (!participant.primary().connected) {
      participant.mediaLost =
          room.timers.at(
              room.nowNanos + RECONNECTED_WITHIN_NANOS,
              () -> {
                if (!participant.primary().connected) {
                  room.departures.lost(participant);
                }
              });
    }
  }

  private SignalResponse.Builder reconnect(Participant participant) {
    ReconnectResponse.Builder reconnect =
        ReconnectResponse.newBuilder()
            .addAllIceServers(room.facts.iceServers())
            .setServerInfo(room.facts.serverInfo())
            .setLastMessageSeq(participant.sequences.last());
    var configuration = CodecLists.configuration(participant.join.client());
    if (configuration.hasDisabledCodecs()) {
      reconnect.setClientConfiguration(configuration);
    }
    return SignalResponse.newBuilder().setReconnect(reconnect);
  }

  private void sendParticipants(Participant participant) {
    List<ParticipantInfo> infos = new ArrayList<>();
    for (ParticipantInfo gone : participant.missedDepartures.values()) {
      if (room.roster.withIdentity(gone.getIdentity()).isEmpty()) {
        infos.add(gone);
      }
    }
    participant.missedDepartures.clear();
    infos.add(participant.info());
    for (Participant other : room.roster.all()) {
      if (other != participant && !other.isHidden()) {
        infos.add(other.info());
      }
    }
    sendInParts(participant, infos);
  }

  private void sendInParts(Participant participant, List<ParticipantInfo> infos) {
    ParticipantUpdate.Builder update = ParticipantUpdate.newBuilder();
    int bytes = 0;
    for (ParticipantInfo info : infos) {
      if (bytes > 0 && bytes + info.getSerializedSize() > UPDATE_BYTES) {
        room.out.send(participant, SignalResponse.newBuilder().setUpdate(update));
        update = ParticipantUpdate.newBuilder();
        bytes = 0;
      }
      update.addParticipants(info);
      bytes += info.getSerializedSize();
    }
    room.out.send(participant, SignalResponse.newBuilder().setUpdate(update));
  }

  private void restart(Participant participant, JoinParameters parameters) {
    room.subscribing.reconcileAll(participant);
    parameters.syncState().ifPresent(state -> sync(participant, state));
    if (participant.isGone()) {
      return;
    }
    if (participant.downlink.isPresent()) {
      participant.downlink.get().offers().restartIce();
      room.negotiation.offerNow(participant);
    }
    participant.offers.resumed();
    parameters.offer().ifPresent(offer -> room.negotiation.offer(participant, offer));
    if (participant.isGone()) {
      return;
    }
    room.dynacast.resumed(participant);
    room.dataTracks.resumed(participant);
    room.subscribing.requestKeyFrames(participant);
    room.negotiation.changed(participant);
  }

  /// What the client believes to be true.
  void sync(Participant participant, SyncState state) {
    for (TrackPublishedResponse published : state.getPublishTracksList()) {
      if (!participant.tracks.containsKey(published.getTrack().getSid())) {
        room.departures.fullReconnect(participant, DisconnectReason.STATE_MISMATCH);
        return;
      }
    }
    syncSubscriptions(participant, state);
    replay(participant, state.getDatachannelReceiveStatesList());
  }

  /// The list names exceptions from auto-subscription.
  private void syncSubscriptions(Participant participant, SyncState state) {
    UpdateSubscription subscription = state.getSubscription();
    if (subscription.getSubscribe() != participant.join.autoSubscribe()) {
      room.subscribing.update(participant, subscription);
    }
    for (String sid : state.getTrackSidsDisabledList()) {
      Subscription present = participant.subscriptions.get(sid);
      if (present != null && !present.settings.getDisabled()) {
        room.trackSettings.update(
            participant,
            UpdateTrackSettings.newBuilder(present.settings)
                .clearTrackSids()
                .addTrackSids(sid)
                .setDisabled(true)
                .build());
      }
    }
  }

  private void replay(Participant participant, List<DataChannelReceiveState> states) {
    if (states.size() <= MOST_STATES) {
      Map<String, Integer> last = new HashMap<>();
      states.forEach(one -> last.put(one.getPublisherSid(), one.getLastSeq()));
      room.packets.replay(participant, last);
    }
  }
}
