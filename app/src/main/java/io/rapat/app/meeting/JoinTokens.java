package io.rapat.app.meeting;

import java.util.Optional;

/// Lets people into rooms. Implemented by the conference.
public interface JoinTokens {

  /// A token with which one person may join one room, once or again after a lost connection.
  String mint(String room, String identity, String name);

  /// The room a valid token is for.
  Optional<String> roomOf(String token);
}
