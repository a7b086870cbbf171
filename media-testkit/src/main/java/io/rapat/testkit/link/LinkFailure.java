package io.rapat.testkit.link;

/// The emulator can't be set up here; the message says what to do.
final class LinkFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  LinkFailure(String message) {
    super(message);
  }
}
