package io.rapat.app.meeting;

/// Who comes in without asking.
enum Access {
  /// Nobody but hosts.
  ASK,
  /// People with an account on this server.
  SIGNED_IN,
  /// Whoever has the link.
  OPEN
}
