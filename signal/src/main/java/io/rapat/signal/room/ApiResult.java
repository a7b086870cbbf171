package io.rapat.signal.room;

import com.google.protobuf.Message;

/// The outcome of a request of the server API.
public sealed interface ApiResult {

  /// @param message the response
  record Done(Message message) implements ApiResult {}

  /// @param text for the caller
  record Failed(Reason reason, String text) implements ApiResult {}

  /// Why a request failed.
  enum Reason {
    NOT_FOUND,
    INVALID_ARGUMENT,
    FAILED_PRECONDITION,
    UNAVAILABLE,
    DEADLINE_EXCEEDED,
    RESOURCE_EXHAUSTED,
    NOT_IMPLEMENTED,
    INTERNAL
  }
}
