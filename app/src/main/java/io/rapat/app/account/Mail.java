package io.rapat.app.account;

import java.util.Optional;

/// A mail in plain text to one address.
///
/// @param text lines end with `\n`
public record Mail(String to, String subject, String text, Optional<Calendar> calendar) {

  /// An invitation that calendars take (RFC 6047).
  ///
  /// @param method `REQUEST` or `CANCEL`
  /// @param ics the iCalendar object, with the same method
  public record Calendar(String method, String ics) {}

  public static Mail of(String to, String subject, String text) {
    return new Mail(to, subject, text, Optional.empty());
  }
}
