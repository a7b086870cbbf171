package io.rapat.signal.join;

/// The outcome of reading a join.
public sealed interface JoinResult {

  record Accepted(JoinParameters parameters) implements JoinResult {}

  /// @param status HTTP status
  /// @param body plain text that clients show as the error
  record Refused(int status, String body) implements JoinResult {}
}
