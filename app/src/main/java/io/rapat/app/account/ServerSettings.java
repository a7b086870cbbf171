package io.rapat.app.account;

import java.time.Duration;
import java.util.List;

/// What administrators decide while the server runs.
///
/// @param domains mail domains of `SignUp.DOMAIN`, lower case
/// @param guestsMayStart whether people without an account may start meetings
/// @param maxParticipants of one meeting; 0 for no limit
/// @param chatRetention how long chat is kept
/// @param meetingRetention how long a meeting is kept after it was last used
/// @param auditRetention how long the audit is kept
public record ServerSettings(
    SignUp signUp,
    List<String> domains,
    boolean guestsMayStart,
    int maxParticipants,
    Duration chatRetention,
    Duration meetingRetention,
    Duration auditRetention) {

  public ServerSettings {
    domains = List.copyOf(domains);
  }
}
