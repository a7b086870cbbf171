package io.rapat.net.io;

/// A socket couldn't be set up.
public final class IoFailure extends RuntimeException {
  /// @param message what failed, and how the system named it
  IoFailure(String message) {
    super(message);
  }

  public IoFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
