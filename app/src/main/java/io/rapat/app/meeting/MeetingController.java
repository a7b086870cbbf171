package io.rapat.app.meeting;

import io.rapat.app.account.DisplayName;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Starting and joining meetings. Until accounts exist whoever reaches the server may do both.
@RestController
@RequestMapping("/api/v1")
class MeetingController {
  private final Meetings meetings;
  private final ChatHistory chat;
  private final JoinTokens tokens;
  private final InstantSource clock;
  private final RapatConfig config;
  private final SecureRandom random = new SecureRandom();
  private final AddressLimit guesses = new AddressLimit();
  private final AddressLimit starts = new AddressLimit();

  MeetingController(
      Meetings meetings,
      ChatHistory chat,
      JoinTokens tokens,
      InstantSource clock,
      RapatConfig config) {
    this.meetings = meetings;
    this.chat = chat;
    this.tokens = tokens;
    this.clock = clock;
    this.config = config;
  }

  record ServerView(String version, String meetingCreation, boolean devMode) {}

  record MeetingView(String code, String url, Instant createdAt) {
    static MeetingView of(Meeting meeting) {
      String code = meeting.code().value();
      return new MeetingView(code, "/m/" + code, meeting.createdAt());
    }
  }

  record JoinRequest(@Nullable String name) {}

  record JoinView(String token, String url, String identity, long chatRetentionHours) {}

  record MessageView(
      String id, long sentAt, String senderIdentity, String senderName, String text) {}

  record MessagesView(List<MessageView> messages) {}

  @GetMapping("/server")
  ServerView server() {
    return new ServerView("0.1.0", "anyone", config.dev());
  }

  @PostMapping("/meetings")
  ResponseEntity<MeetingView> start(HttpServletRequest request) {
    Instant now = clock.instant();
    refuseWhileWaiting(starts, request, now, "too-many-meetings");
    starts.count(request.getRemoteAddr(), now);
    Meeting meeting = new Meeting(MeetingCode.create(random), now);
    meetings.add(meeting);
    MeetingView view = MeetingView.of(meeting);
    return ResponseEntity.created(URI.create("/api/v1/meetings/" + view.code())).body(view);
  }

  @GetMapping("/meetings/{code}")
  MeetingView meeting(@PathVariable String code, HttpServletRequest request) {
    return MeetingView.of(known(code, request));
  }

  @PostMapping("/meetings/{code}/joins")
  JoinView join(
      @PathVariable String code, @RequestBody JoinRequest body, HttpServletRequest request) {
    Meeting meeting = known(code, request);
    DisplayName name =
        Optional.ofNullable(body.name())
            .flatMap(DisplayName::of)
            .orElseThrow(
                () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "name-invalid", "name"));
    String identity = "guest-" + Long.toString(random.nextLong(Long.MAX_VALUE), 36);
    String token = tokens.mint(meeting.code().value(), identity, name.value());
    return new JoinView(token, "", identity, config.chatRetention().toHours());
  }

  @GetMapping("/meetings/{code}/messages")
  MessagesView messages(
      @PathVariable String code,
      @RequestHeader(name = "Authorization", defaultValue = "") String authorization) {
    String room =
        tokens
            .roomOf(authorization.replaceFirst("^Bearer ", ""))
            .filter(code::equals)
            .orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "token-invalid"));
    return new MessagesView(
        chat.of(room).stream()
            .map(message ->
                new MessageView(
                    message.id(),
                    message.sentAt().toEpochMilli(),
                    message.senderIdentity(),
                    message.senderName(),
                    message.text()))
            .toList());
  }

  private Meeting known(String code, HttpServletRequest request) {
    Instant now = clock.instant();
    refuseWhileWaiting(guesses, request, now, "too-many-guesses");
    Optional<Meeting> meeting = MeetingCode.parse(code).flatMap(meetings::find);
    if (meeting.isEmpty()) {
      guesses.count(request.getRemoteAddr(), now);
      throw Problem.of(HttpStatus.NOT_FOUND, "meeting-unknown");
    }
    return meeting.get();
  }

  private static void refuseWhileWaiting(
      AddressLimit limit, HttpServletRequest request, Instant now, String code) {
    Optional<Duration> wait = limit.wait(request.getRemoteAddr(), now);
    if (wait.isPresent()) {
      throw Problem.tooMany(code, wait.get());
    }
  }
}
