package io.rapat.app.meeting;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.meeting.CalendarMails.Change;
import io.rapat.app.meeting.Meeting.Controls;
import io.rapat.app.meeting.Meeting.Schedule;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Starting, planning, changing and cancelling meetings. CalendarMails are queued in the same
/// transaction.
@Component
class Planning {
  private final Meetings meetings;
  private final CalendarMails calendarMails;
  private final AuditLog audit;
  private final MeetingSecrets secrets;
  private final InstantSource clock;

  Planning(
      Meetings meetings,
      CalendarMails calendarMails,
      AuditLog audit,
      MeetingSecrets secrets,
      InstantSource clock) {
    this.meetings = meetings;
    this.calendarMails = calendarMails;
    this.audit = audit;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What somebody wants a meeting to be; what is empty stays or gets its default.
  ///
  /// @param passcode an empty text takes it away
  record Plan(
      Optional<String> title,
      Optional<String> passcode,
      Optional<Access> access,
      Optional<Schedule> schedule,
      Optional<List<String>> invitees) {}

  /// A meeting that was just started, with the host's key where a guest started it.
  record Started(Meeting meeting, Optional<String> hostKey) {}

  @Transactional
  Started start(Optional<Person> owner, Plan plan) {
    Optional<String> hostKey = owner.isPresent() ? Optional.empty() : Optional.of(secrets.create());
    Access access = plan.access().orElse(owner.isPresent() ? Access.ASK : Access.OPEN);
    Meeting meeting = create(owner.map(Person::id), access, hostKey, false, plan);
    meetings.add(meeting);
    List<String> invitees = plan.invitees().orElse(List.of());
    meetings.invite(meeting.code(), invitees);
    if (owner.isPresent() && meeting.schedule().isPresent()) {
      audit.record(owner.map(Person::id), "meeting.planned", meeting.code().value(), "");
      calendarMails.invite(owner.get(), meeting, passcode(plan), invitees, Change.PLANNED);
    }
    return new Started(meeting, hostKey);
  }

  private Meeting create(
      Optional<PersonId> owner,
      Access access,
      Optional<String> hostKey,
      boolean personal,
      Plan plan) {
    // Databases round finer times, and the UID of invitations is made of this one.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    MeetingCode code = MeetingCode.create(secrets.random());
    return new Meeting(
        code,
        now,
        plan.title().orElse(""),
        owner,
        hostKey.map(Secrets::hash),
        passcode(plan).map(passcode -> MeetingSecrets.hashPasscode(code, passcode)),
        Controls.of(access),
        personal,
        plan.schedule(),
        0,
        Optional.empty(),
        now);
  }

  private static Optional<String> passcode(Plan plan) {
    return plan.passcode().filter(one -> !one.isEmpty());
  }

  /// The permanent room of a person, made when it is first asked for.
  @Transactional
  Meeting personalRoom(Person person) {
    return meetings
        .personalOf(person.id())
        .orElseGet(() -> {
          Plan plan =
              new Plan(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());
          Meeting room = create(Optional.of(person.id()), Access.ASK, Optional.empty(), true, plan);
          meetings.add(room);
          return room;
        });
  }

  /// Changes a meeting and tells its invitees, if it concerns them. One that ended and gets a new
  /// time takes place after all.
  @Transactional
  Meeting change(Person owner, MeetingCode code, Plan plan) {
    Meeting before = held(owner, code);
    if (before.schedule().isEmpty() && plan.schedule().isPresent() && before.personal()) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "personal-room", "start");
    }
    List<String> invitedBefore = meetings.invitees(code);
    List<String> invitees = plan.invitees().orElse(invitedBefore);
    Meeting after = changed(before, plan);
    boolean matters =
        !after.title().equals(before.title())
            || !after.schedule().equals(before.schedule())
            || (before.ended() && plan.schedule().isPresent())
            || !invitees.equals(invitedBefore);
    after = matters ? withRevision(after, before.revision() + 1) : after;
    meetings.describe(after);
    if (plan.access().isPresent()) {
      meetings.steer(code, before.controls().withAccess(plan.access().get()));
    }
    if (before.ended() && plan.schedule().isPresent()) {
      meetings.reopen(code);
    }
    meetings.invite(code, invitees);
    if (matters && after.schedule().isPresent()) {
      audit.record(Optional.of(owner.id()), "meeting.changed", code.value(), "");
      tell(owner, after, plan, invitedBefore, invitees);
    }
    return meetings.find(code).orElseThrow();
  }

  private void tell(
      Person owner, Meeting after, Plan plan, List<String> before, List<String> invitees) {
    List<String> kept = invitees.stream().filter(before::contains).toList();
    List<String> added = invitees.stream().filter(one -> !before.contains(one)).toList();
    List<String> gone = before.stream().filter(one -> !invitees.contains(one)).toList();
    Optional<String> passcode = passcode(plan);
    calendarMails.invite(owner, after, passcode, kept, Change.CHANGED);
    calendarMails.invite(owner, after, passcode, added, Change.PLANNED);
    calendarMails.invite(owner, after, Optional.empty(), gone, Change.CANCELLED);
  }

  private static Meeting changed(Meeting before, Plan plan) {
    Optional<String> passcodeHash =
        plan.passcode().isEmpty()
            ? before.passcodeHash()
            : passcode(plan).map(one -> MeetingSecrets.hashPasscode(before.code(), one));
    return new Meeting(
        before.code(),
        before.createdAt(),
        plan.title().orElse(before.title()),
        before.owner(),
        before.hostKeyHash(),
        passcodeHash,
        before.controls(),
        before.personal(),
        plan.schedule().or(before::schedule),
        before.revision(),
        before.endedAt(),
        before.usedAt());
  }

  private static Meeting withRevision(Meeting meeting, int revision) {
    return new Meeting(
        meeting.code(),
        meeting.createdAt(),
        meeting.title(),
        meeting.owner(),
        meeting.hostKeyHash(),
        meeting.passcodeHash(),
        meeting.controls(),
        meeting.personal(),
        meeting.schedule(),
        revision,
        meeting.endedAt(),
        meeting.usedAt());
  }

  /// Tells invitees that it doesn't take place. Ending it is for whoever runs it.
  @Transactional
  Meeting cancel(Person owner, MeetingCode code) {
    Meeting meeting = held(owner, code);
    if (meeting.personal()) {
      throw Problem.of(HttpStatus.CONFLICT, "personal-room");
    }
    if (!meeting.ended() && meeting.schedule().isPresent()) {
      Meeting cancelled = withRevision(meeting, meeting.revision() + 1);
      meetings.describe(cancelled);
      audit.record(Optional.of(owner.id()), "meeting.cancelled", code.value(), "");
      calendarMails.invite(
          owner, cancelled, Optional.empty(), meetings.invitees(code), Change.CANCELLED);
    }
    return meeting;
  }

  private Meeting held(Person owner, MeetingCode code) {
    return meetings
        .findAndHold(code)
        .filter(one -> one.isOwnedBy(owner.id()))
        .orElseThrow(() -> Problem.of(HttpStatus.FORBIDDEN, "not-host"));
  }
}
