package io.rapat.app.account.entry;

import io.rapat.app.account.FirstAdministrator;
import io.rapat.app.account.People;
import io.rapat.app.secret.Secrets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The first administrator's link: printed at a start without accounts, valid until used.
@Component
class FirstLink implements FirstAdministrator {
  private final JdbcClient jdbc;
  private final People people;

  FirstLink(JdbcClient jdbc, People people) {
    this.jdbc = jdbc;
    this.people = people;
  }

  @Override
  @Transactional
  public Optional<String> newLink() {
    jdbc.sql("delete from one_time_link where purpose = 'SETUP'").update();
    if (people.anybody()) {
      return Optional.empty();
    }
    String secret = Secrets.create();
    jdbc.sql("insert into one_time_link (token_hash, purpose) values (?, 'SETUP')")
        .param(Secrets.hash(secret))
        .update();
    return Optional.of(secret);
  }

  /// Uses the link up, in the caller's transaction; false when it isn't one.
  boolean use(String secret) {
    return jdbc.sql("delete from one_time_link where token_hash = ? and purpose = 'SETUP'")
            .param(Secrets.hash(secret))
            .update()
        > 0;
  }
}
