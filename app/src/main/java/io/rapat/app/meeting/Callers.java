package io.rapat.app.meeting;

import io.rapat.app.web.Problem;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Who calls from within a meeting: by participant token, with the role it has at this moment.
@Component
class Callers {
  private static final String BEARER = "Bearer ";

  private final Meetings meetings;
  private final Attendees attendees;
  private final JoinTokens tokens;

  Callers(Meetings meetings, Attendees attendees, JoinTokens tokens) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.tokens = tokens;
  }

  record Caller(Meeting meeting, Attendee self) {
    MeetingCode code() {
      return meeting.code();
    }
  }

  /// Whoever was let into the meeting and not sent out since.
  ///
  /// @throws Problem else
  Caller find(String code, String authorization) {
    Caller caller = bearer(code, authorization);
    if (caller.meeting().ended()) {
      throw Problem.of(HttpStatus.FORBIDDEN, "meeting-ended");
    }
    if (!caller.self().admitted()) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          caller.self().state() == Attendee.State.REMOVED ? "removed" : "not-admitted");
    }
    return caller;
  }

  /// The bearer of a token of this meeting, whatever became of it since.
  Caller bearer(String code, String authorization) {
    Optional<JoinTokens.Bearer> bearer =
        authorization.startsWith(BEARER)
            ? tokens.bearer(authorization.substring(BEARER.length()))
            : Optional.empty();
    Optional<MeetingCode> parsed = MeetingCode.parse(code);
    return bearer
        .filter(one -> parsed.filter(it -> it.value().equals(one.room())).isPresent())
        .flatMap(one -> caller(parsed.orElseThrow(), one.identity()))
        .orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "token-invalid"));
  }

  private Optional<Caller> caller(MeetingCode code, String identity) {
    return meetings
        .find(code)
        .flatMap(meeting ->
            attendees.withIdentity(code, identity).map(self -> new Caller(meeting, self)));
  }

  /// A caller who may steer the meeting.
  Caller host(String code, String authorization) {
    Caller caller = find(code, authorization);
    require(caller, Act.STEER, Optional.empty());
    return caller;
  }

  static void require(Caller caller, Act act, Optional<Role> target) {
    Admission.hindrance(caller.self().role(), act, target)
        .ifPresent(hindrance -> {
          throw Problem.of(HttpStatus.FORBIDDEN, hindrance.code());
        });
  }
}
