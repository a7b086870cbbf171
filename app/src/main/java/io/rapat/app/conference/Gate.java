package io.rapat.app.conference;

import io.rapat.app.meeting.Entrance;
import io.rapat.app.meeting.Entrance.Answer;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.room.Governance;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Stands between a valid token and a room: the meeting the room belongs to is asked at every join
/// and every resumption, so that a token lasts no longer than the admission it was given for. Rooms
/// that are no meetings are the business of whoever signs tokens for them.
@Component
class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  /// What tokens of meetings carry, and no others.
  private static final String ROLE = "rapat.role";

  private final Entrance entrance;
  private final Presence presence;
  private final Refusals refusals;

  Gate(Entrance entrance, Presence presence, Refusals refusals) {
    this.entrance = entrance;
    this.presence = presence;
    this.refusals = refusals;
  }

  /// A join as the room gets it.
  ///
  /// @param data what the client may send
  /// @param metadata of the meeting's room; empty when it is no meeting's
  record Entry(JoinParameters parameters, DataPolicy data, Optional<String> metadata) {
    private static Entry ofNoMeeting(JoinParameters parameters) {
      return new Entry(parameters, DataPolicy.OPEN, Optional.empty());
    }
  }

  /// Whether a connection is opened.
  sealed interface Result {
    record Open(Entry entry) implements Result {}

    /// @param status HTTP status
    record Closed(int status, String body) implements Result {}
  }

  Result ask(JoinParameters parameters) {
    Answer answer;
    try {
      answer = entrance.ask(parameters.room(), parameters.identity());
    } catch (DataAccessException e) {
      return withoutDatabase(parameters, e);
    }
    return switch (answer) {
      case Answer.NoMeeting _ ->
          // The meeting is gone, and its tokens with it.
          parameters.claims().attributes().containsKey(ROLE)
              ? closed("meeting-unknown")
              : new Result.Open(Entry.ofNoMeeting(parameters));
      case Answer.Refused(var code) -> closed(code);
      case Answer.Allowed(var rules, var metadata) -> {
        Governance governance = Permissions.governance(rules);
        yield new Result.Open(
            new Entry(
                parameters.governed(governance.permission(), governance.attributes()),
                governance.data(),
                Optional.of(metadata)));
      }
    };
  }

  private Result closed(String code) {
    refusals.count(Refusals.Refusal.MEETING);
    return new Result.Closed(FORBIDDEN, "permissions denied: " + code);
  }

  /// Calls go on: who is in may resume. Nobody else is let in unseen.
  private Result withoutDatabase(JoinParameters parameters, DataAccessException e) {
    boolean resumes =
        parameters.reconnect() && presence.in(parameters.room()).contains(parameters.identity());
    if (resumes) {
      return new Result.Open(Entry.ofNoMeeting(parameters));
    }
    LOG.error("join refused without the database", e);
    return new Result.Closed(UNAVAILABLE, "the server can't decide now, try again");
  }

  /// A connection is about to be opened.
  void opening(Entry entry) {
    if (entry.metadata().isPresent()) {
      entrance.expect(entry.parameters().room(), entry.parameters().identity());
    }
  }

  /// Its join is in the room's mailbox: what changed since it was asked for follows.
  void opened(Entry entry) {
    if (entry.metadata().isPresent()) {
      entrance.opened(entry.parameters().room());
    }
  }
}
