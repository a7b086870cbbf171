package io.rapat.app.meeting;

import io.rapat.app.meeting.Admission.Decision;
import io.rapat.app.meeting.Admission.Passcode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The door between a token and a running room: asked at each handshake, told who comes and goes.
@Component
public class Entrance {
  private final Meetings meetings;
  private final Attendees attendees;
  private final Seats seats;
  private final Steering steering;
  private final Pulses pulses;
  private final InstantSource clock;

  Entrance(
      Meetings meetings,
      Attendees attendees,
      Seats seats,
      Steering steering,
      Pulses pulses,
      InstantSource clock) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.seats = seats;
    this.steering = steering;
    this.pulses = pulses;
    this.clock = clock;
  }

  /// Whether a connection is opened.
  public sealed interface Answer {
    /// The room is no meeting's: the token alone decides.
    record NoMeeting() implements Answer {}

    /// @param code why, as in the problems of the API
    record Refused(String code) implements Answer {}

    /// @param metadata of the room, should it have to be opened
    record Allowed(RoomRules.Participant rules, String metadata) implements Answer {}
  }

  /// Decides about a connection. Changes nothing.
  public Answer ask(String room, String identity) {
    Optional<Meeting> meeting = meetings.find(new MeetingCode(room));
    if (meeting.isEmpty()) {
      return new Answer.NoMeeting();
    }
    Instant now = clock.instant();
    Optional<Attendee> attendee = attendees.withIdentity(meeting.get().code(), identity);
    if (attendee.isEmpty()) {
      return new Answer.Refused(Admission.Refusal.NOT_ADMITTED.code());
    }
    return switch (Admission.enter(
        seats.facts(
            meeting.get(),
            attendee,
            attendee.get().person(),
            Optional.empty(),
            Passcode.RIGHT,
            now))) {
      case Decision.Refused(var reason) -> new Answer.Refused(reason.code());
      case Decision.Waiting _ -> new Answer.Refused(Admission.Refusal.NOT_ADMITTED.code());
      case Decision.Admitted(var role) ->
          new Answer.Allowed(
              Steering.rules(meeting.get(), attendee.get(), role),
              steering.metadata(meeting.get()));
    };
  }

  /// A connection that was allowed is being opened.
  @Transactional
  public void expect(String room, String identity) {
    MeetingCode code = new MeetingCode(room);
    attendees
        .withIdentity(code, identity)
        .ifPresent(one -> attendees.expect(one.id(), clock.instant()));
  }

  /// A connection was opened: should anything have changed since it was allowed, it holds now.
  public void opened(String room) {
    steering.apply(new MeetingCode(room));
  }

  /// Somebody is in the room.
  public void entered(String room, String identity) {
    MeetingCode code = new MeetingCode(room);
    attendees.entered(code, identity);
    meetings.used(code, clock.instant());
    pulses.beat(code);
  }

  /// Somebody isn't in the room any more.
  public void left(String room, String identity) {
    MeetingCode code = new MeetingCode(room);
    attendees.left(code, identity, clock.instant());
    pulses.beat(code);
  }

  /// All have left and the room is closed: what was for the moment is over.
  @Transactional
  public void closed(String room) {
    MeetingCode code = new MeetingCode(room);
    Optional<Meeting> meeting = meetings.findAndHold(code);
    if (meeting.isPresent()) {
      attendees.allLeft(code, clock.instant());
      meetings.steer(code, meeting.get().controls().settled());
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    attendees.nobodyIsInside(clock.instant());
  }
}
