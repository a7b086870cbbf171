package io.rapat.app.meeting;

import io.rapat.app.meeting.Callers.Caller;
import io.rapat.app.meeting.Views.RoomView;
import io.rapat.app.meeting.Views.WaitingView;
import io.rapat.app.web.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What people do in a meeting that the server decides about. Who calls is told by the participant
/// token; what the caller may is looked up at each call.
@RestController
@RequestMapping("/api/v1/meetings/{code}")
class RoomController {
  private static final String TOKEN = "Authorization";
  private static final List<String> RIGHTS =
      List.of("share", "chat", "privateChat", "unmute", "video", "reactions");

  private final Callers callers;
  private final Hosting hosting;
  private final Attendees attendees;
  private final InstantSource clock;

  RoomController(Callers callers, Hosting hosting, Attendees attendees, InstantSource clock) {
    this.callers = callers;
    this.hosting = hosting;
    this.attendees = attendees;
    this.clock = clock;
  }

  @GetMapping("/room")
  RoomView room(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    return view(callers.find(code, token));
  }

  private RoomView view(Caller caller) {
    Meeting.Controls controls = caller.meeting().controls();
    return new RoomView(
        caller.self().role(),
        controls.access(),
        controls.locked(),
        caller.meeting().passcodeHash().isPresent(),
        controls.suspended(),
        controls.rights(),
        controls.spotlight().orElse(null),
        caller.self().role().isHost() ? waiting(caller) : null);
  }

  private List<WaitingView> waiting(Caller caller) {
    return attendees.waiting(caller.code()).stream()
        .filter(one -> one.expiresAt().filter(clock.instant()::isBefore).isPresent())
        .map(one ->
            new WaitingView(
                one.id().toString(), one.name(), one.askedAt(), one.person().isPresent()))
        .toList();
  }

  record RoomChange(
      @Nullable Access access,
      @Nullable Boolean locked,
      @Nullable Map<String, @Nullable Boolean> rights) {}

  @PatchMapping("/room")
  RoomView change(
      @PathVariable String code,
      @RequestHeader(name = TOKEN, defaultValue = "") String token,
      @RequestBody RoomChange change) {
    Caller host = callers.host(code, token);
    Map<String, Boolean> rights = rights(change);
    hosting.steer(
        host,
        controls -> {
          Meeting.Controls changed = controls.withRights(Views.change(controls.rights(), rights));
          if (change.access() != null) {
            changed = changed.withAccess(change.access());
          }
          if (change.locked() != null) {
            changed = changed.withLock(change.locked(), clock.instant());
          }
          return changed;
        });
    return view(callers.find(code, token));
  }

  private static Map<String, Boolean> rights(RoomChange change) {
    if (change.rights() == null) {
      return Map.of();
    }
    Map<String, Boolean> rights = new java.util.HashMap<>();
    change
        .rights()
        .forEach((name, value) -> {
          if (value == null || !RIGHTS.contains(name)) {
            throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "right-unknown", "rights");
          }
          rights.put(name, value);
        });
    return rights;
  }

  @PostMapping("/suspend")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void suspend(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.suspend(callers.host(code, token));
  }

  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.resume(callers.host(code, token));
  }

  @PostMapping("/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.end(callers.host(code, token));
  }

  @PostMapping("/waiting/admit-all")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void admitAll(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.admitAll(callers.host(code, token));
  }

  @PostMapping("/waiting/deny-all")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void denyAll(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.denyAll(callers.host(code, token));
  }

  @PostMapping("/waiting/{id}/admit")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void admit(
      @PathVariable String code,
      @PathVariable String id,
      @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.admit(callers.host(code, token), waitingId(id));
  }

  @PostMapping("/waiting/{id}/deny")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deny(
      @PathVariable String code,
      @PathVariable String id,
      @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.deny(callers.host(code, token), waitingId(id));
  }

  private static UUID waitingId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Problem.of(HttpStatus.NOT_FOUND, "waiting-unknown");
    }
  }

  @PostMapping("/participants/{identity}/{act}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void act(
      @PathVariable String code,
      @PathVariable String identity,
      @PathVariable String act,
      @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    Caller host = callers.host(code, token);
    switch (act) {
      case "mute" -> hosting.mute(host, identity);
      case "stop-video" -> hosting.stopVideo(host, identity);
      case "ask-unmute" -> hosting.askUnmute(host, identity);
      case "remove" -> hosting.remove(host, identity);
      case "to-waiting" -> hosting.sendToWaitingRoom(host, identity);
      case "make-co-host" -> hosting.changeRole(host, identity, true);
      case "make-participant" -> hosting.changeRole(host, identity, false);
      case "lower-hand" -> hosting.lowerHand(host, identity);
      default -> throw Problem.of(HttpStatus.NOT_FOUND, "http-404");
    }
  }

  @PostMapping("/mute-all")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void muteAll(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.muteAll(callers.host(code, token));
  }

  @PostMapping("/lower-hands")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lowerHands(
      @PathVariable String code, @RequestHeader(name = TOKEN, defaultValue = "") String token) {
    hosting.lowerHands(callers.host(code, token));
  }

  record Spotlight(@Nullable String identity) {}

  @PutMapping("/spotlight")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void spotlight(
      @PathVariable String code,
      @RequestHeader(name = TOKEN, defaultValue = "") String token,
      @RequestBody Spotlight spotlight) {
    hosting.spotlight(callers.host(code, token), Optional.ofNullable(spotlight.identity()));
  }

  record Hand(boolean raised) {}

  @PutMapping("/hand")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void hand(
      @PathVariable String code,
      @RequestHeader(name = TOKEN, defaultValue = "") String token,
      @RequestBody Hand hand) {
    hosting.raiseHand(callers.find(code, token), hand.raised());
  }
}
