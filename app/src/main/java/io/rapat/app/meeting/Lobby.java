package io.rapat.app.meeting;

import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.Settings;
import io.rapat.app.meeting.Admission.Decision;
import io.rapat.app.meeting.Admission.Facts;
import io.rapat.app.meeting.Admission.Passcode;
import io.rapat.app.meeting.Attendee.State;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Where people come in: a token, a place in the waiting room, or a refusal. What is decided and
/// the token are one transaction, in which nobody else changes the meeting.
@Component
class Lobby {
  /// How long somebody waits without an answer.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Meetings meetings;
  private final Attendees attendees;
  private final Seats seats;
  private final JoinTokens tokens;
  private final Steering steering;
  private final MeetingSecrets secrets;
  private final Limits limits;
  private final Settings settings;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  Lobby(
      Meetings meetings,
      Attendees attendees,
      Seats seats,
      JoinTokens tokens,
      Steering steering,
      MeetingSecrets secrets,
      Limits limits,
      Settings settings,
      InstantSource clock,
      TransactionTemplate transaction) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.seats = seats;
    this.tokens = tokens;
    this.steering = steering;
    this.secrets = secrets;
    this.limits = limits;
    this.settings = settings;
    this.clock = clock;
    this.transaction = transaction;
  }

  /// What somebody says who wants to come in.
  ///
  /// @param token an old participant token of the same person
  /// @param address where it comes from
  record Wish(
      String name,
      Optional<Person> person,
      Optional<String> passcode,
      Optional<String> hostKey,
      Optional<String> token,
      String address) {}

  /// What became of somebody's wish.
  sealed interface Outcome {
    record Admitted(String token, String identity, Role role, long chatRetentionHours)
        implements Outcome {}

    record Waiting(String ticket, Instant expiresAt) implements Outcome {}

    /// The wait is over without being let in.
    record Over(String state) implements Outcome {}
  }

  /// Lets somebody in, or has it wait.
  ///
  /// @throws Problem when it can't come in
  Outcome join(MeetingCode code, Wish wish) {
    limits.checkPasscodes(wish.address());
    Outcome outcome = transaction.execute(_ -> joinNow(code, wish));
    steering.apply(code);
    return outcome;
  }

  private Outcome joinNow(MeetingCode code, Wish wish) {
    Instant now = clock.instant();
    Meeting meeting =
        meetings
            .findAndHold(code)
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "meeting-unknown"));
    Optional<Attendee> known = recognise(code, wish);
    Optional<PersonId> person =
        known.flatMap(Attendee::person).or(() -> wish.person().map(Person::id));
    Facts facts =
        seats.facts(
            meeting, known, person, wish.hostKey(), Seats.passcode(meeting, wish.passcode()), now);
    return switch (Admission.join(facts)) {
      case Decision.Refused(var reason) -> throw refusal(reason, facts, wish);
      case Decision.Admitted(var role) ->
          admit(meeting, entry(known, meeting, wish), role, person, wish, now);
      case Decision.Waiting _ ->
          letWait(entry(known, meeting, wish), Role.ordinary(person.isPresent()), wish, now);
    };
  }

  /// By account first: an old token doesn't make somebody another person.
  private Optional<Attendee> recognise(MeetingCode code, Wish wish) {
    Optional<Attendee> byPerson =
        wish.person().flatMap(person -> attendees.ofPerson(code, person.id()));
    if (byPerson.isPresent()) {
      return byPerson;
    }
    return wish.token()
        .flatMap(tokens::bearer)
        .filter(bearer -> bearer.room().equals(code.value()))
        .flatMap(bearer -> attendees.withIdentity(code, bearer.identity()))
        .filter(one -> one.person().isEmpty() || wish.person().isEmpty());
  }

  private Problem refusal(Admission.Refusal reason, Facts facts, Wish wish) {
    if (facts.passcode() == Passcode.WRONG && reason == Admission.Refusal.PASSCODE_WRONG) {
      limits.wrongPasscode(wish.address());
    }
    return switch (reason) {
      case PASSCODE_NEEDED, PASSCODE_WRONG ->
          Problem.ofField(HttpStatus.FORBIDDEN, reason.code(), "passcode");
      case FULL -> Problem.of(HttpStatus.CONFLICT, reason.code());
      case ENDED, REMOVED, LOCKED, NOT_ADMITTED -> Problem.of(HttpStatus.FORBIDDEN, reason.code());
    };
  }

  private Attendee entry(Optional<Attendee> known, Meeting meeting, Wish wish) {
    return known.orElseGet(() -> {
      Attendee created = create(meeting, wish);
      attendees.add(created);
      return created;
    });
  }

  private Attendee create(Meeting meeting, Wish wish) {
    String number = Long.toString(secrets.random().nextLong(Long.MAX_VALUE), 36);
    return new Attendee(
        UUID.randomUUID(),
        meeting.code(),
        (wish.person().isPresent() ? "person-" : "guest-") + number,
        wish.person().map(Person::id),
        wish.name(),
        State.WITHDRAWN,
        Role.ordinary(wish.person().isPresent()),
        false,
        clock.instant(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private Outcome admit(
      Meeting meeting, Attendee one, Role role, Optional<PersonId> person, Wish wish, Instant now) {
    attendees.admit(one.id(), wish.name(), role, person, now);
    meetings.used(meeting.code(), now);
    Attendee admitted = attendees.withIdentity(meeting.code(), one.identity()).orElseThrow();
    return token(meeting, admitted);
  }

  private Outcome token(Meeting meeting, Attendee admitted) {
    String token =
        tokens.mint(
            meeting.code().value(),
            admitted.identity(),
            admitted.name(),
            Steering.rules(meeting, admitted, admitted.role()));
    return new Outcome.Admitted(
        token, admitted.identity(), admitted.role(), settings.get().chatRetention().toHours());
  }

  private Outcome letWait(Attendee one, Role role, Wish wish, Instant now) {
    limits.ask(wish.address());
    String ticket = secrets.create();
    Instant expiresAt = now.plus(PATIENCE);
    attendees.wait(one.id(), wish.name(), role, Secrets.hash(ticket), now, expiresAt);
    return new Outcome.Waiting(ticket, expiresAt);
  }

  /// What is so now about somebody who waits.
  ///
  /// @throws Problem when there is no such ticket
  Outcome status(MeetingCode code, String ticket) {
    Optional<Meeting> meeting = meetings.find(code);
    Optional<Attendee> one = attendees.withTicket(code, Secrets.hash(ticket));
    if (meeting.isEmpty() || one.isEmpty()) {
      throw Problem.of(HttpStatus.NOT_FOUND, "ticket-unknown");
    }
    if (meeting.get().ended()) {
      return new Outcome.Over("ENDED");
    }
    return switch (one.get().state()) {
      case WAITING -> waiting(one.get(), ticket);
      case ADMITTED -> token(meeting.get(), one.get());
      case DENIED, REMOVED -> new Outcome.Over("DENIED");
      case EXPIRED, WITHDRAWN -> new Outcome.Over("EXPIRED");
      case LEFT -> new Outcome.Over("ENDED");
    };
  }

  private Outcome waiting(Attendee one, String ticket) {
    Instant expiresAt = one.expiresAt().orElseGet(clock::instant);
    return expiresAt.isAfter(clock.instant())
        ? new Outcome.Waiting(ticket, expiresAt)
        : new Outcome.Over("EXPIRED");
  }

  void withdraw(MeetingCode code, String ticket) {
    Attendee one =
        attendees
            .withTicket(code, Secrets.hash(ticket))
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "ticket-unknown"));
    if (attendees.answer(one.id(), State.WITHDRAWN)) {
      steering.apply(code);
    }
  }

  /// Nobody waits for ever.
  @Scheduled(fixedDelay = 5_000)
  void expire() {
    attendees.expire(clock.instant()).forEach(code -> steering.apply(new MeetingCode(code)));
  }
}
