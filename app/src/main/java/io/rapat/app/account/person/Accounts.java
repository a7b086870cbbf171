package io.rapat.app.account.person;

import io.rapat.app.account.People;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.web.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The accounts in the database.
@Repository
public class Accounts implements People {
  private static final String COLUMNS =
      "select id, email, name, locale, administrator, disabled, password_hash, created_at"
          + " from person";

  private final JdbcClient jdbc;

  Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Person> find(PersonId id) {
    return account(id).filter(account -> !account.disabled()).map(Account::person);
  }

  @Override
  public Optional<Person> findByEmail(String email) {
    return EmailAddress.parse(email)
        .flatMap(this::account)
        .filter(account -> !account.disabled())
        .map(Account::person);
  }

  @Override
  public boolean anybody() {
    return jdbc.sql("select 1 from person limit 1").query(Integer.class).optional().isPresent();
  }

  public Optional<Account> account(PersonId id) {
    return jdbc.sql(COLUMNS + " where id = ?")
        .param(id.value())
        .query((row, _) -> read(row))
        .optional();
  }

  public Optional<Account> account(EmailAddress email) {
    return jdbc.sql(COLUMNS + " where email = ?")
        .param(email.value())
        .query((row, _) -> read(row))
        .optional();
  }

  /// Adds an account, else refuses with 409 `account-exists`; then the transaction must end.
  public void add(Account account) {
    try {
      jdbc.sql(
              "insert into person (id, email, name, locale, administrator, disabled,"
                  + " password_hash, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              account.id().value(),
              account.email().value(),
              account.name(),
              account.locale(),
              account.administrator(),
              account.disabled())
          .param(account.passwordHash().orElse(null))
          .param(utc(account.createdAt()))
          .update();
    } catch (DuplicateKeyException _) {
      throw Problem.ofField(HttpStatus.CONFLICT, "account-exists", "email");
    }
  }

  public void rename(PersonId id, String name) {
    update("name", name, id);
  }

  public void changeLocale(PersonId id, String locale) {
    update("locale", locale, id);
  }

  public void changePassword(PersonId id, String hash) {
    update("password_hash", hash, id);
  }

  public void changeAdministrator(PersonId id, boolean administrator) {
    update("administrator", administrator, id);
  }

  public void changeDisabled(PersonId id, boolean disabled) {
    update("disabled", disabled, id);
  }

  private void update(String column, Object value, PersonId id) {
    jdbc.sql("update person set " + column + " = ? where id = ?")
        .params(value, id.value())
        .update();
  }

  /// Removes the person with passkeys, tokens, links and memberships.
  public void remove(PersonId id) {
    jdbc.sql("delete from person where id = ?").param(id.value()).update();
  }

  /// Refuses with 409 `last-administrator` when nobody else could administer. Holds the rows until
  /// the transaction ends, so that two administrators can't end each other.
  public void requireOtherAdministrator(PersonId than) {
    boolean another =
        jdbc
            .sql("select id from person where administrator and not disabled for update")
            .query(UUID.class)
            .list()
            .stream()
            .anyMatch(id -> !id.equals(than.value()));
    if (!another) {
      throw Problem.of(HttpStatus.CONFLICT, "last-administrator");
    }
  }

  static Account read(ResultSet row) throws SQLException {
    return new Account(
        new PersonId(row.getObject("id", UUID.class)),
        new EmailAddress(row.getString("email")),
        row.getString("name"),
        row.getString("locale"),
        row.getBoolean("administrator"),
        row.getBoolean("disabled"),
        Optional.ofNullable(row.getString("password_hash")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  /// As both databases take it.
  public static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
