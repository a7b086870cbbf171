package io.rapat.app.meeting;

import io.rapat.app.meeting.Callers.Caller;
import io.rapat.app.meeting.Views.MessageView;
import io.rapat.app.meeting.Views.MessagesView;
import io.rapat.app.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The chat that late joiners read. Who left still reads what was written until then; who was
/// removed or sent back reads nothing.
@RestController
@RequestMapping("/api/v1/meetings/{code}/messages")
class ChatController {
  /// Clocks of clients that are ahead.
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final Callers callers;
  private final ChatHistory chat;
  private final InstantSource clock;

  ChatController(Callers callers, ChatHistory chat, InstantSource clock) {
    this.callers = callers;
    this.chat = chat;
    this.clock = clock;
  }

  @GetMapping
  MessagesView messages(
      @PathVariable String code,
      @RequestHeader(name = "Authorization", defaultValue = "") String authorization) {
    Caller caller = callers.bearer(code, authorization);
    Instant until =
        switch (caller.self().state()) {
          case ADMITTED -> clock.instant().plus(AHEAD);
          case LEFT -> caller.self().awaySince().orElseGet(clock::instant);
          case WAITING, DENIED, EXPIRED, WITHDRAWN, REMOVED ->
              throw Problem.of(HttpStatus.FORBIDDEN, "not-admitted");
        };
    return new MessagesView(
        chat.of(caller.code().value(), caller.self().identity(), until).stream()
            .map(MessageView::of)
            .toList());
  }
}
