package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.SignalResponse;

/// Ends sessions: clients that leave, get lost, or are sent away.
final class Departures {

  /// From this protocol version on a leave message names an action.
  private static final int ACTIONS = 13;

  private final Room room;

  Departures(Room room) {
    this.room = room;
  }

  /// The client says goodbye and gets the same back.
  void leave(Participant participant, LeaveRequest request) {
    DisconnectReason reason =
        request.getReason() == DisconnectReason.UNKNOWN_REASON
            ? DisconnectReason.CLIENT_INITIATED
            : request.getReason();
    expel(participant, reason, Action.DISCONNECT);
  }

  /// Tells the client to go, and how, and ends its session.
  void expel(Participant participant, DisconnectReason reason, Action action) {
    room.out.send(participant, leaveMessage(participant.protocol(), reason, action));
    participant.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
    remove(participant, reason, action == Action.RECONNECT);
  }

  /// Something went wrong that only a new session mends.
  void fullReconnect(Participant participant, DisconnectReason reason) {
    expel(participant, reason, Action.RECONNECT);
  }

  /// Nothing was heard for too long. If the client is there after all it may join anew.
  void lost(Participant participant) {
    DisconnectReason reason = DisconnectReason.CONNECTION_TIMEOUT;
    room.out.send(participant, leaveMessage(participant.protocol(), reason, Action.RECONNECT));
    participant.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
    remove(participant, reason, false);
  }

  SignalResponse.Builder leaveMessage(int protocol, DisconnectReason reason, Action action) {
    LeaveRequest.Builder leave = LeaveRequest.newBuilder().setReason(reason);
    if (protocol >= ACTIONS) {
      leave.setAction(action);
    } else {
      leave.setCanReconnect(action == Action.RECONNECT);
    }
    return SignalResponse.newBuilder().setLeave(leave);
  }

  /// A new session of the same identity takes the place.
  void replace(Participant old) {
    room.out.send(
        old, leaveMessage(old.protocol(), DisconnectReason.DUPLICATE_IDENTITY, Action.DISCONNECT));
    old.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
    boolean wasActive = end(old, DisconnectReason.DUPLICATE_IDENTITY);
    room.announcements.replaced(old);
    room.webhooks.participantLeft(old, wasActive);
  }

  /// Ends a session whose client needs no message or got it.
  ///
  /// @param mayReturn the client was sent to come back
  void remove(Participant participant, DisconnectReason reason, boolean mayReturn) {
    if (participant.isGone()) {
      return;
    }
    boolean wasActive = end(participant, reason);
    room.announcements.departed(participant, mayReturn);
    room.webhooks.participantLeft(participant, wasActive);
    room.lifetime.membersChanged();
  }

  private boolean end(Participant participant, DisconnectReason reason) {
    boolean wasActive = participant.state == State.ACTIVE;
    participant.state = State.DISCONNECTED;
    participant.disconnectReason = reason;
    room.subscribing.dropAll(participant);
    room.publishing.dropAll(participant);
    room.dataTracks.dropAll(participant);
    room.reports.forget(participant);
    cancelTimers(participant);
    participant.connection().ifPresent(room.out::closed);
    room.roster.remove(participant);
    participant.disconnect();
    close(participant.uplink);
    participant.downlink.ifPresent(down -> close(down.link()));
    return wasActive;
  }

  private void close(PeerLink link) {
    if (link.opened) {
      link.opened = false;
      room.out.media(new MediaCommand.ClosePeer(room.media, link.id));
    }
  }

  private static void cancelTimers(Participant participant) {
    if (participant.negotiation != null) {
      participant.negotiation.cancel();
    }
    if (participant.answerTimeout != null) {
      participant.answerTimeout.cancel();
    }
    if (participant.mediaLost != null) {
      participant.mediaLost.cancel();
    }
  }
}
