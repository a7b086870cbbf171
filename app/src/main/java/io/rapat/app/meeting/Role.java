package io.rapat.app.meeting;

/// What a person is in a meeting.
enum Role {
  /// Whom the meeting belongs to.
  HOST,
  /// Whom a host made one; may do what a host does, but not to the host.
  CO_HOST,
  /// Somebody with an account.
  PARTICIPANT,
  /// Somebody without.
  GUEST;

  /// Whether the meeting is in its hands.
  boolean isHost() {
    return this == HOST || this == CO_HOST;
  }

  /// What somebody is who was given nothing.
  static Role ordinary(boolean signedIn) {
    return signedIn ? PARTICIPANT : GUEST;
  }
}
