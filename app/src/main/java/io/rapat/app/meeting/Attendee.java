package io.rapat.app.meeting;

import io.rapat.app.account.PersonId;
import io.rapat.app.meeting.Admission.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Somebody who asked to come into a meeting, and what became of it.
///
/// @param identity its name in the running room; kept over reconnects and rejoins
/// @param sentBack whether a host sent it back to the waiting room
/// @param hand since when its hand is up, if it is
/// @param inside whether it was in the running room when last heard of
/// @param awaySince when it left last, or was let in and hasn't come yet
record Attendee(
    UUID id,
    MeetingCode meeting,
    String identity,
    Optional<PersonId> person,
    String name,
    State state,
    Role role,
    boolean sentBack,
    Instant askedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> hand,
    boolean inside,
    Optional<Instant> awaySince) {

  /// How long somebody may take to come, or to come back, under a lock.
  private static final Duration RETURN = Duration.ofSeconds(60);

  /// How long somebody who was let in may stay away without being decided about anew.
  private static final Duration ABSENCE = Duration.ofHours(1);

  /// What became of it.
  enum State {
    WAITING,
    ADMITTED,
    DENIED,
    /// Nobody answered in time.
    EXPIRED,
    /// It went away from the waiting room by itself.
    WITHDRAWN,
    /// It was in, and the room closed when all had left.
    LEFT,
    REMOVED
  }

  boolean admitted() {
    return state == State.ADMITTED;
  }

  /// What this means for another attempt to come in.
  Standing standing(Meeting meeting, Instant now) {
    return switch (state) {
      case WAITING, DENIED, EXPIRED, WITHDRAWN -> sentBack ? Standing.SENT_BACK : Standing.ASKED;
      case LEFT -> Standing.EARLIER;
      case REMOVED -> Standing.REMOVED;
      case ADMITTED -> {
        if (inside || isExpected(meeting, now)) {
          yield Standing.INSIDE;
        }
        yield isAwayFor(ABSENCE, now) ? Standing.EARLIER : Standing.ADMITTED;
      }
    };
  }

  private boolean isAwayFor(Duration time, Instant now) {
    return awaySince.filter(since -> now.isBefore(since.plus(time))).isEmpty();
  }

  /// Whether it was in, or let in, when the lock was on already.
  private boolean isExpected(Meeting meeting, Instant now) {
    return !isAwayFor(RETURN, now)
        && meeting
            .controls()
            .closedAt()
            .filter(closedAt -> awaySince.filter(closedAt::isAfter).isPresent())
            .isEmpty();
  }
}
