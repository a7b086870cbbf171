package io.rapat.app.account.profile;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonErasure;
import io.rapat.app.account.mail.Outbox;
import io.rapat.app.account.mail.WrittenMails;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.Organisations;
import io.rapat.app.account.session.Sessions;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Deletes an account, all modules in one transaction. What stays is an id without a meaning, in
/// the audit.
@Component
class Deletion {
  private final ObjectProvider<PersonErasure> others;
  private final Accounts accounts;
  private final Organisations organisations;
  private final Sessions sessions;
  private final Outbox outbox;
  private final WrittenMails written;
  private final AuditLog audit;
  private final JdbcClient jdbc;

  Deletion(
      ObjectProvider<PersonErasure> others,
      Accounts accounts,
      Organisations organisations,
      Sessions sessions,
      Outbox outbox,
      WrittenMails written,
      AuditLog audit,
      JdbcClient jdbc) {
    this.others = others;
    this.accounts = accounts;
    this.organisations = organisations;
    this.sessions = sessions;
    this.outbox = outbox;
    this.written = written;
    this.audit = audit;
    this.jdbc = jdbc;
  }

  /// Deletes, unless the person is the last administrator (409).
  @Transactional
  public void delete(Person person) {
    if (person.administrator()) {
      accounts.requireOtherAdministrator(person.id());
    }
    others.orderedStream().forEach(other -> other.erase(person.id()));
    for (String table : List.of("invitation", "sign_up")) {
      jdbc.sql("delete from " + table + " where email = ?").param(person.email()).update();
    }
    sessions.endAll(person.id());
    accounts.remove(person.id());
    organisations.removeEmpty();
    audit.record(Optional.of(person.id()), "person.deleted", person.id().toString(), "");
    // Last: others may have queued something meanwhile, a cancellation for example.
    outbox.erase(person);
    written.erase(person);
  }
}
