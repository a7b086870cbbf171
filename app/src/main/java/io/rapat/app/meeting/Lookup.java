package io.rapat.app.meeting;

import io.rapat.app.web.Problem;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Finds meetings by what people typed, and slows down who tries codes.
@Component
class Lookup {
  private final Meetings meetings;
  private final Limits limits;

  Lookup(Meetings meetings, Limits limits) {
    this.meetings = meetings;
    this.limits = limits;
  }

  /// @throws Problem when there is no such meeting, or the address has to wait
  Meeting find(String code, String address) {
    limits.checkGuesses(address);
    Optional<Meeting> meeting = MeetingCode.parse(code).flatMap(meetings::find);
    if (meeting.isEmpty()) {
      limits.guessed(address);
      throw Problem.of(HttpStatus.NOT_FOUND, "meeting-unknown");
    }
    return meeting.get();
  }
}
