package io.rapat.app.meeting;

import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.Person;
import io.rapat.app.meeting.Lobby.Outcome;
import io.rapat.app.meeting.Lobby.Wish;
import io.rapat.app.meeting.Views.JoinView;
import io.rapat.app.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Coming in, and waiting for it.
@RestController
@RequestMapping("/api/v1/meetings/{code}")
class JoinController {
  private static final int MAX_SECRET = 100;
  private static final int MAX_TOKEN = 16 * 1024;
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int MAX_POLLS = 2_000;

  private final Lookup lookup;
  private final Lobby lobby;
  private final Steering steering;
  private final Pulses pulses;
  private final CurrentPerson current;

  /// A request that waits occupies a virtual thread, no platform thread; beyond these it is
  /// answered at once.
  private final Semaphore polls = new Semaphore(MAX_POLLS);

  JoinController(
      Lookup lookup, Lobby lobby, Steering steering, Pulses pulses, CurrentPerson current) {
    this.lookup = lookup;
    this.lobby = lobby;
    this.steering = steering;
    this.pulses = pulses;
    this.current = current;
  }

  record JoinRequest(
      @Nullable String name,
      @Nullable String passcode,
      @Nullable String hostKey,
      @Nullable String token) {}

  @PostMapping("/joins")
  ResponseEntity<JoinView> join(
      @PathVariable String code, @RequestBody JoinRequest body, HttpServletRequest request) {
    MeetingCode meeting = lookup.find(code, request.getRemoteAddr()).code();
    Optional<Person> person = current.find();
    Wish wish =
        new Wish(
            name(body, person),
            person,
            given(body.passcode(), MAX_SECRET),
            given(body.hostKey(), MAX_SECRET),
            given(body.token(), MAX_TOKEN),
            request.getRemoteAddr());
    return switch (lobby.join(meeting, wish)) {
      case Outcome.Admitted admitted -> ResponseEntity.ok(JoinView.admitted(admitted));
      case Outcome.Waiting waiting ->
          ResponseEntity.accepted().body(JoinView.waiting(waiting, steering.hosted(meeting)));
      case Outcome.Over over -> throw new IllegalStateException("a join can't be over: " + over);
    };
  }

  private static String name(JoinRequest body, Optional<Person> person) {
    return Optional.ofNullable(body.name())
        .filter(name -> !name.isBlank())
        .or(() -> person.map(Person::name))
        .flatMap(DisplayName::of)
        .map(DisplayName::value)
        .orElseThrow(
            () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "name-invalid", "name"));
  }

  /// What is longer than anything right is taken for wrong later, not for absent.
  private static Optional<String> given(@Nullable String text, int max) {
    return Optional.ofNullable(text)
        .filter(one -> !one.isEmpty())
        .map(one -> one.length() > max ? one.substring(0, max) : one);
  }

  @GetMapping("/waiting/{ticket}")
  JoinView status(
      @PathVariable String code,
      @PathVariable String ticket,
      @RequestParam(defaultValue = "false") boolean wait,
      HttpServletRequest request) {
    MeetingCode meeting = lookup.find(code, request.getRemoteAddr()).code();
    if (ticket.length() > MAX_SECRET) {
      throw Problem.of(HttpStatus.NOT_FOUND, "ticket-unknown");
    }
    if (!wait || !polls.tryAcquire()) {
      return view(lobby.status(meeting, ticket), steering.hosted(meeting));
    }
    try {
      return poll(meeting, ticket);
    } finally {
      polls.release();
    }
  }

  /// Answers when something is otherwise than at the beginning, or after 20 seconds.
  private JoinView poll(MeetingCode meeting, String ticket) {
    long end = System.nanoTime() + POLL_NANOS;
    boolean hostedAtFirst = steering.hosted(meeting);
    while (true) {
      CompletableFuture<Boolean> news = pulses.next(meeting);
      Outcome outcome = lobby.status(meeting, ticket);
      boolean hosted = steering.hosted(meeting);
      long left = end - System.nanoTime();
      boolean same = outcome instanceof Outcome.Waiting && hosted == hostedAtFirst;
      if (!same || left <= 0 || !happens(news, left)) {
        return view(outcome, hosted);
      }
    }
  }

  private static boolean happens(CompletableFuture<Boolean> news, long nanos) {
    try {
      return news.get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  private static JoinView view(Outcome outcome, boolean hosted) {
    return switch (outcome) {
      case Outcome.Admitted admitted -> JoinView.admitted(admitted);
      case Outcome.Waiting waiting -> JoinView.waiting(waiting, hosted);
      case Outcome.Over over -> JoinView.over(over);
    };
  }

  @DeleteMapping("/waiting/{ticket}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(
      @PathVariable String code, @PathVariable String ticket, HttpServletRequest request) {
    lobby.withdraw(lookup.find(code, request.getRemoteAddr()).code(), ticket);
  }
}
