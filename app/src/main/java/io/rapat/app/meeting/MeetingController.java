package io.rapat.app.meeting;

import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.People;
import io.rapat.app.account.Person;
import io.rapat.app.account.Settings;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.meeting.Meeting.Schedule;
import io.rapat.app.meeting.PlanReader.PlanRequest;
import io.rapat.app.meeting.Planning.Plan;
import io.rapat.app.meeting.Planning.Started;
import io.rapat.app.meeting.Views.MeetingView;
import io.rapat.app.meeting.Views.MeetingsView;
import io.rapat.app.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Starting, planning and finding meetings.
@RestController
@RequestMapping("/api/v1")
class MeetingController {
  private final Meetings meetings;
  private final Planning planning;
  private final Hosting hosting;
  private final CalendarMails calendarMails;
  private final Steering steering;
  private final Lookup lookup;
  private final Limits limits;
  private final CurrentPerson current;
  private final People people;
  private final Settings settings;
  private final InstantSource clock;
  private final RapatConfig config;

  MeetingController(
      Meetings meetings,
      Planning planning,
      Hosting hosting,
      CalendarMails calendarMails,
      Steering steering,
      Lookup lookup,
      Limits limits,
      CurrentPerson current,
      People people,
      Settings settings,
      InstantSource clock,
      RapatConfig config) {
    this.meetings = meetings;
    this.planning = planning;
    this.hosting = hosting;
    this.calendarMails = calendarMails;
    this.steering = steering;
    this.lookup = lookup;
    this.limits = limits;
    this.current = current;
    this.people = people;
    this.settings = settings;
    this.clock = clock;
    this.config = config;
  }

  record ServerView(String version, String meetingCreation, boolean devMode) {}

  @GetMapping("/server")
  ServerView server() {
    return new ServerView("0.1.0", guestsMayStart() ? "anyone" : "signed-in", config.dev());
  }

  private boolean guestsMayStart() {
    return settings.get().guestsMayStart() || !people.anybody();
  }

  @PostMapping("/meetings")
  ResponseEntity<MeetingView> start(
      @RequestBody(required = false) @Nullable PlanRequest body, HttpServletRequest request) {
    PlanRequest wanted = body == null ? PlanRequest.NOTHING : body;
    Optional<Person> person = current.find();
    // Mail in a stranger's name would be spam with our address under it.
    boolean forPeople = wanted.start() != null || wanted.invitees() != null;
    if (person.isEmpty() && (forPeople || !guestsMayStart())) {
      throw Problem.of(HttpStatus.UNAUTHORIZED, "sign-in-needed");
    }
    limits.start(request.getRemoteAddr());
    Plan plan = PlanReader.read(wanted, Optional.empty(), clock.instant());
    if (plan.schedule().isEmpty() && plan.invitees().filter(all -> !all.isEmpty()).isPresent()) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "start-invalid", "start");
    }
    Started started = planning.start(person, plan);
    MeetingView view = view(started.meeting(), person);
    view = started.hostKey().map(view::withHostKey).orElse(view);
    return ResponseEntity.created(URI.create("/api/v1/meetings/" + view.code())).body(view);
  }

  @GetMapping("/meetings")
  MeetingsView meetings() {
    Person person = current.require();
    Instant now = clock.instant();
    List<MeetingView> upcoming =
        meetings.upcoming(person.id(), person.email(), now).stream()
            .map(one -> view(one, Optional.of(person)))
            .toList();
    List<String> codes = upcoming.stream().map(MeetingView::code).toList();
    List<MeetingView> recent =
        meetings.recent(person.id(), now).stream()
            .filter(one -> !codes.contains(one.code().value()))
            .map(one -> view(one, Optional.of(person)))
            .toList();
    return new MeetingsView(
        view(planning.personalRoom(person), Optional.of(person)), upcoming, recent);
  }

  @GetMapping("/meetings/{code}")
  MeetingView meeting(@PathVariable String code, HttpServletRequest request) {
    return view(lookup.find(code, request.getRemoteAddr()), current.find());
  }

  @PatchMapping("/meetings/{code}")
  MeetingView change(
      @PathVariable String code, @RequestBody PlanRequest body, HttpServletRequest request) {
    Person person = current.require();
    Meeting before = lookup.find(code, request.getRemoteAddr());
    Optional<Schedule> when = before.schedule();
    Plan plan = PlanReader.read(body, when, clock.instant());
    Meeting after = planning.change(person, before.code(), plan);
    steering.apply(after.code());
    return view(after, Optional.of(person));
  }

  @DeleteMapping("/meetings/{code}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable String code, HttpServletRequest request) {
    Person person = current.require();
    Meeting meeting = lookup.find(code, request.getRemoteAddr());
    hosting.endMeeting(planning.cancel(person, meeting.code()));
  }

  @GetMapping("/meetings/{code}/calendar.ics")
  ResponseEntity<String> calendar(
      @PathVariable String code, Locale locale, HttpServletRequest request) {
    Meeting meeting = lookup.find(code, request.getRemoteAddr());
    if (meeting.schedule().isEmpty()) {
      throw Problem.of(HttpStatus.NOT_FOUND, "not-planned");
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/calendar;charset=utf-8;method=PUBLISH")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + meeting.code().value() + ".ics\"")
        .body(calendarMails.publish(meeting, locale));
  }

  private MeetingView view(Meeting meeting, Optional<Person> person) {
    boolean mine = person.map(Person::id).filter(meeting::isOwnedBy).isPresent();
    MeetingView view =
        MeetingView.of(meeting, mine, steering.hosted(meeting.code()), clock.instant());
    return mine && meeting.schedule().isPresent()
        ? view.withInvitees(meetings.invitees(meeting.code()))
        : view;
  }
}
