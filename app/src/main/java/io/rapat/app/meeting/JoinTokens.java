package io.rapat.app.meeting;

import java.util.Optional;

/// Lets people into rooms. Implemented by the conference.
public interface JoinTokens {

  /// Whose a token is.
  record Bearer(String room, String identity) {}

  /// A token with which one person may join one room, once or again after a lost connection, for
  /// six hours, as long as the meeting lets it in.
  String mint(String room, String identity, String name, RoomRules.Participant rules);

  /// Whose a valid token is.
  Optional<Bearer> bearer(String token);
}
