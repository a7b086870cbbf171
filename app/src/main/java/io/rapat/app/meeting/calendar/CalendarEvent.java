package io.rapat.app.meeting.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// One planned meeting as a calendar shows it.
///
/// @param uid the same for all versions of one meeting
/// @param sequence of this version; higher than those before
/// @param zone the event keeps its hour in it
/// @param url where to join
/// @param organizer who planned it, if that may be said
/// @param attendees mail addresses
/// @param stamp when this version was made
public record CalendarEvent(
    String uid,
    int sequence,
    String title,
    String description,
    String url,
    Instant start,
    ZoneId zone,
    Duration duration,
    Optional<Party> organizer,
    List<String> attendees,
    Instant stamp) {

  public CalendarEvent {
    attendees = List.copyOf(attendees);
  }

  /// A person with a mail address.
  public record Party(String name, String email) {}
}
