package io.rapat.net.crypto;

/// A native function failed where it cannot fail with checked arguments, or could not be called.
public final class NativeCallException extends RuntimeException {

  /// The function returned an error.
  public NativeCallException(String function) {
    super(function + " failed");
  }

  /// The call itself threw.
  public NativeCallException(String function, Throwable cause) {
    super(function + " could not be called", cause);
  }
}
