package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PeerId;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRtc.LeaveRequest.Action;

/// Follows the state of transports: participants become active, get lost and come back.
final class Transports {

  /// How long a participant without media may take to resume.
  private static final long RESUME_WITHIN_NANOS = 5 * Timers.SECOND;

  private static final int RESUME_ACTION = 13;

  private final Room room;

  Transports(Room room) {
    this.room = room;
  }

  void connected(PeerId peer) {
    room.roster.at(peer).ifPresent(participant -> connected(participant, peer));
  }

  private void connected(Participant participant, PeerId peer) {
    PeerLink link = link(participant, peer);
    boolean first = !link.everConnected;
    link.connected = true;
    link.everConnected = true;
    if (first && participant.downlink.isPresent() && link != participant.uplink) {
      openChannels(link);
    }
    if (link != participant.primary()) {
      return;
    }
    if (participant.mediaLost != null) {
      participant.mediaLost.cancel();
    }
    if (participant.state == State.JOINED) {
      participant.state = State.ACTIVE;
      room.announcements.presence(participant);
      room.webhooks.participantJoined(participant);
      room.subscribing.reconcileAll(participant);
    }
    room.packets.established(participant);
  }

  private void openChannels(PeerLink link) {
    open(link, PeerLink.RELIABLE, true, -1);
    open(link, PeerLink.LOSSY, false, 0);
    open(link, PeerLink.DATA_TRACK, false, 0);
  }

  private void open(PeerLink link, String label, boolean ordered, int retransmits) {
    room.out.media(
        new MediaCommand.OpenDataChannel(room.media, link.id, label, ordered, retransmits));
  }

  void failed(PeerId peer, MediaEvent.Failure reason) {
    room.roster.at(peer).ifPresent(participant -> failed(participant, peer, reason));
  }

  private void failed(Participant participant, PeerId peer, MediaEvent.Failure reason) {
    PeerLink link = link(participant, peer);
    link.connected = false;
    switch (reason) {
      case CONSENT_EXPIRED -> consentExpired(participant, link);
      case DTLS_FAILED ->
          room.departures.fullReconnect(participant, DisconnectReason.MEDIA_FAILURE);
      case SCTP_FAILED ->
          room.departures.fullReconnect(participant, DisconnectReason.STATE_MISMATCH);
    }
  }

  void quiet(PeerId peer, boolean quiet) {
    room.roster.at(peer).ifPresent(participant -> link(participant, peer).quiet = quiet);
  }

  /// A participant whose media stopped speaks on its WebSocket: its network is there, but swallows
  /// what the media needs. Asked to resume, the client looks for another way at once, where it
  /// would wait for its own consent to expire.
  void spoke(Participant participant) {
    PeerLink link = participant.primary();
    if (link.quiet && link.connected) {
      link.quiet = false;
      askToResume(participant);
    }
  }

  private void consentExpired(Participant participant, PeerLink link) {
    if (link == participant.primary()) {
      askToResume(participant);
    }
  }

  /// Without a word within five seconds a participant that has no transport is gone.
  private void askToResume(Participant participant) {
    if (participant.mediaLost != null) {
      participant.mediaLost.cancel();
    }
    if (participant.connection().isPresent() && participant.protocol() >= RESUME_ACTION) {
      room.out.send(
          participant,
          room.departures.leaveMessage(
              participant.protocol(), DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME));
      participant.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
      room.roster.disconnect(participant);
    }
    participant.mediaLost =
        room.timers.at(room.nowNanos + RESUME_WITHIN_NANOS, () -> lost(participant));
  }

  private void lost(Participant participant) {
    if (!participant.primary().connected) {
      room.departures.lost(participant);
    }
  }

  /// The WebSocket is gone. While media flows, the client is expected back.
  void signalLost(ConnectionId connection) {
    room.out.closed(connection);
    room.roster
        .on(connection)
        .ifPresent(participant -> {
          room.roster.disconnect(participant);
          boolean waitsForMedia = participant.mediaLost != null && !participant.mediaLost.isOver();
          if (!participant.primary().connected && !waitsForMedia) {
            room.departures.remove(participant, DisconnectReason.SIGNAL_CLOSE, false);
          }
        });
  }

  void channelOpened(PeerId peer, String label) {
    room.roster
        .at(peer)
        .ifPresent(participant -> {
          link(participant, peer).channelOpened(label);
          room.packets.established(participant);
        });
  }

  void channelClosed(PeerId peer, String label) {
    room.roster.at(peer).ifPresent(participant -> link(participant, peer).channelClosed(label));
  }

  static PeerLink link(Participant participant, PeerId peer) {
    return participant.uplink.id.equals(peer)
        ? participant.uplink
        : participant.downlink.orElseThrow().link();
  }
}
