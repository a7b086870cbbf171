package io.rapat.app.account.person;

import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import java.time.Instant;
import java.util.Optional;

/// All that is stored of a person, besides passkeys and what other modules know.
public record Account(
    PersonId id,
    EmailAddress email,
    String name,
    String locale,
    boolean administrator,
    boolean disabled,
    Optional<String> passwordHash,
    Instant createdAt) {

  public Person person() {
    return new Person(id, name, email.value(), administrator, locale);
  }
}
