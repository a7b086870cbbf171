package io.rapat.app.account;

import java.util.Optional;

/// The link for the first administrator.
public interface FirstAdministrator {

  /// A new secret for `/setup#SECRET` while nobody has an account; the one before stops working.
  Optional<String> newLink();
}
