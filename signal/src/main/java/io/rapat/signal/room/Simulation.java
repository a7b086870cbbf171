package io.rapat.signal.room;

import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.CandidateProtocol;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.SimulateScenario;

/// Plays failures for clients that test themselves. A client can do no more to itself with it than
/// by closing its connections.
final class Simulation {

  private static final int LONGEST_SPEECH_SECONDS = 60;

  private final Room room;

  Simulation(Room room) {
    this.room = room;
  }

  void play(Participant participant, SimulateScenario scenario) {
    switch (scenario.getScenarioCase()) {
      case SPEAKER_UPDATE -> speak(participant, scenario.getSpeakerUpdate());
      case NODE_FAILURE -> fail(participant);
      case MIGRATION -> resume(participant, DisconnectReason.MIGRATION);
      case SERVER_LEAVE ->
          room.departures.expel(participant, DisconnectReason.SERVER_SHUTDOWN, Action.DISCONNECT);
      case SWITCH_CANDIDATE_PROTOCOL ->
          switchProtocol(participant, scenario.getSwitchCandidateProtocol());
      case DISCONNECT_SIGNAL_ON_RESUME, DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES ->
          participant.dropNextResume = true;
      case LEAVE_REQUEST_FULL_RECONNECT ->
          room.departures.fullReconnect(participant, DisconnectReason.UNKNOWN_REASON);
      case SUBSCRIBER_BANDWIDTH, SCENARIO_NOT_SET -> {}
    }
  }

  private void speak(Participant participant, int seconds) {
    room.reports.simulateSpeaker(participant, true);
    room.timers.at(
        room.nowNanos + Math.clamp(seconds, 0, LONGEST_SPEECH_SECONDS) * Timers.SECOND,
        () -> {
          if (!participant.isGone()) {
            room.reports.simulateSpeaker(participant, false);
          }
        });
  }

  /// Everything of the participant is gone without a word.
  private void fail(Participant participant) {
    participant.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
    room.departures.remove(participant, DisconnectReason.UNKNOWN_REASON, true);
  }

  private void resume(Participant participant, DisconnectReason reason) {
    room.out.send(
        participant, room.departures.leaveMessage(participant.protocol(), reason, Action.RESUME));
    participant.connection().ifPresent(one -> room.out.close(one, Outbox.NORMAL));
    room.roster.disconnect(participant);
  }

  /// The next session gets candidates of that protocol only.
  private void switchProtocol(Participant participant, CandidateProtocol protocol) {
    if (protocol == CandidateProtocol.UDP) {
      room.joining.useAll(participant.identity());
    } else {
      room.joining.useTcp(participant.identity());
    }
    room.departures.fullReconnect(participant, DisconnectReason.UNKNOWN_REASON);
  }
}
