package io.rapat.signal.join;

/// The outcome of reading the client's wishes.
sealed interface WishesResult {

  record Read(Wishes wishes) implements WishesResult {}

  /// @param body what is wrong, for the client
  record Unreadable(String body) implements WishesResult {}
}
