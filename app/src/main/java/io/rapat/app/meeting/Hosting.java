package io.rapat.app.meeting;

import io.rapat.app.meeting.Attendee.State;
import io.rapat.app.meeting.Callers.Caller;
import io.rapat.app.meeting.LiveRooms.Medium;
import io.rapat.app.meeting.Meeting.Controls;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What hosts do in a meeting. Each act is first written to the database, then brought to the
/// running room, then announced to those it concerns.
@Component
class Hosting {
  private final Meetings meetings;
  private final Attendees attendees;
  private final LiveRooms rooms;
  private final Steering steering;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  Hosting(
      Meetings meetings,
      Attendees attendees,
      LiveRooms rooms,
      Steering steering,
      InstantSource clock,
      TransactionTemplate transaction) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.rooms = rooms;
    this.steering = steering;
    this.clock = clock;
    this.transaction = transaction;
  }

  // --- the meeting as a whole ---

  /// Changes controls and announces what changed of them.
  void steer(Caller host, UnaryOperator<Controls> change) {
    Controls after =
        transaction.execute(_ -> {
          Controls before =
              meetings
                  .findAndHold(host.code())
                  .map(Meeting::controls)
                  .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "meeting-unknown"));
          Controls changed = change.apply(before);
          meetings.steer(host.code(), changed);
          return changed;
        });
    steering.apply(host.code());
    announce(host, host.meeting().controls(), after);
  }

  private void announce(Caller host, Controls before, Controls after) {
    if (!before.rights().equals(after.rights())) {
      tellAll(host, "rights", Map.of("rights", after.rights()));
    }
    if (before.access() != after.access()) {
      tellAll(host, "access", Map.of("access", after.access()));
    }
    if (before.suspended() != after.suspended()) {
      tellAll(host, after.suspended() ? "suspended" : "resumed", Map.of());
    } else if (before.locked() != after.locked()) {
      tellAll(host, "lock", Map.of("locked", after.locked()));
    }
    if (!before.spotlight().equals(after.spotlight())) {
      tellAll(host, "spotlight", Map.of("identity", after.spotlight().orElse("")));
    }
  }

  void suspend(Caller host) {
    steer(host, controls -> controls.withSuspension(true, clock.instant()));
  }

  void resume(Caller host) {
    steer(host, controls -> controls.withSuspension(false, clock.instant()));
  }

  void spotlight(Caller host, Optional<String> identity) {
    identity.ifPresent(one -> target(host, one));
    steer(host, controls -> controls.withSpotlight(identity));
  }

  /// Sends everyone away. A personal room is there for the next time, others are over for good.
  void end(Caller host) {
    endMeeting(host.meeting());
  }

  /// The same by its owner, who needn't be in it.
  void endMeeting(Meeting meeting) {
    MeetingCode code = meeting.code();
    Instant now = clock.instant();
    transaction.executeWithoutResult(_ -> {
      attendees.dismissWaiting(code);
      attendees.dismissAll(code, now);
      meetings.steer(code, meeting.controls().settled());
      if (!meeting.personal()) {
        meetings.end(code, now);
      }
    });
    rooms.end(code.value());
    steering.apply(code);
  }

  // --- the waiting room ---

  void admit(Caller host, UUID id) {
    Attendee one = waiting(host, id);
    if (attendees.admitWaiting(one.id(), clock.instant())) {
      steering.apply(host.code());
    }
  }

  void deny(Caller host, UUID id) {
    Attendee one = waiting(host, id);
    if (attendees.answer(one.id(), State.DENIED)) {
      steering.apply(host.code());
    }
  }

  void admitAll(Caller host) {
    answerAll(host, one -> attendees.admitWaiting(one.id(), clock.instant()));
  }

  void denyAll(Caller host) {
    answerAll(host, one -> attendees.answer(one.id(), State.DENIED));
  }

  /// Those who wait at this moment, and nobody who comes later.
  private void answerAll(Caller host, java.util.function.Consumer<Attendee> answer) {
    transaction.executeWithoutResult(_ -> {
      List<Attendee> all = attendees.waiting(host.code());
      all.forEach(answer);
    });
    steering.apply(host.code());
  }

  private Attendee waiting(Caller host, UUID id) {
    return attendees
        .withId(host.code(), id)
        .filter(one -> one.state() == State.WAITING)
        .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "waiting-unknown"));
  }

  // --- people ---

  /// Somebody who was let in.
  Attendee target(Caller host, String identity) {
    return attendees
        .withIdentity(host.code(), identity)
        .filter(Attendee::admitted)
        .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "participant-unknown"));
  }

  private Attendee target(Caller host, String identity, Act act) {
    Callers.require(host, act, Optional.empty());
    Attendee target = target(host, identity);
    Callers.require(host, act, Optional.of(target.role()));
    return target;
  }

  void mute(Caller host, String identity) {
    Attendee target = target(host, identity, Act.MUTE);
    rooms.mute(host.code().value(), Set.of(target.identity()), Medium.MICROPHONE);
    tell(host, target, "muted", Map.of());
  }

  /// Everyone but hosts and whoever asks.
  void muteAll(Caller host) {
    Set<String> others =
        attendees.admitted(host.code()).stream()
            .filter(one -> !one.role().isHost())
            .map(Attendee::identity)
            .collect(Collectors.toSet());
    rooms.mute(host.code().value(), others, Medium.MICROPHONE);
    steering.tell(host.code(), others, notice(host, "muted", Map.of()));
  }

  void stopVideo(Caller host, String identity) {
    Attendee target = target(host, identity, Act.STOP_VIDEO);
    rooms.mute(host.code().value(), Set.of(target.identity()), Medium.CAMERA);
    tell(host, target, "video-stopped", Map.of());
  }

  void askUnmute(Caller host, String identity) {
    tell(host, target(host, identity, Act.ASK_UNMUTE), "ask-unmute", Map.of());
  }

  void remove(Caller host, String identity) {
    Attendee target = target(host, identity, Act.REMOVE);
    tell(host, target, "removed", Map.of());
    attendees.remove(target.id());
    forgetSpotlight(host, identity);
    steering.apply(host.code());
  }

  void sendToWaitingRoom(Caller host, String identity) {
    Attendee target = target(host, identity, Act.SEND_TO_WAITING_ROOM);
    tell(host, target, "to-waiting", Map.of());
    Instant now = clock.instant();
    attendees.sendBack(
        target.id(), Role.ordinary(target.person().isPresent()), now, now.plus(Lobby.PATIENCE));
    forgetSpotlight(host, identity);
    steering.apply(host.code());
  }

  private void forgetSpotlight(Caller host, String identity) {
    if (host.meeting().controls().spotlight().filter(identity::equals).isPresent()) {
      meetings.steer(host.code(), host.meeting().controls().withSpotlight(Optional.empty()));
    }
  }

  void changeRole(Caller host, String identity, boolean coHost) {
    Attendee target = target(host, identity, Act.CHANGE_ROLE);
    Role role = coHost ? Role.CO_HOST : Role.ordinary(target.person().isPresent());
    attendees.changeRole(target.id(), role);
    steering.apply(host.code());
    tell(host, target, "role", Map.of("role", role));
  }

  void lowerHand(Caller host, String identity) {
    Attendee target = target(host, identity, Act.LOWER_HAND);
    attendees.lowerHand(target.id());
    steering.apply(host.code());
    tell(host, target, "hand-lowered", Map.of());
  }

  void lowerHands(Caller host) {
    attendees.lowerHands(host.code());
    steering.apply(host.code());
  }

  /// Anybody's own hand. A hand that is up keeps its time.
  void raiseHand(Caller caller, boolean raised) {
    if (raised) {
      attendees.raiseHand(caller.self().id(), clock.instant());
    } else {
      attendees.lowerHand(caller.self().id());
    }
    steering.apply(caller.code());
  }

  // --- notices ---

  private void tell(Caller host, Attendee target, String kind, Map<String, Object> more) {
    steering.tell(host.code(), Set.of(target.identity()), notice(host, kind, more));
  }

  private void tellAll(Caller host, String kind, Map<String, Object> more) {
    steering.tell(host.code(), rooms.present(host.code().value()), notice(host, kind, more));
  }

  private static Map<String, Object> notice(Caller host, String kind, Map<String, Object> more) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("kind", kind);
    notice.put("by", host.self().name());
    notice.putAll(more);
    return notice;
  }
}
