package io.rapat.app.account;

import java.util.Optional;

/// The accounts, as other modules may see them.
public interface People {

  /// A person who may sign in; disabled ones aren't found.
  Optional<Person> find(PersonId id);

  /// A person by verified address, in any case.
  Optional<Person> findByEmail(String email);

  /// Whether there is any account.
  boolean anybody();
}
