package io.rapat.signal.token;

/// The outcome of verifying a token.
public sealed interface TokenCheck {

  record Valid(Claims claims) implements TokenCheck {}

  /// @param status HTTP status
  /// @param body plain text for the client; never contains the token
  record Refused(int status, String body) implements TokenCheck {}

  /// No token came.
  record Absent() implements TokenCheck {}
}
