package io.rapat.app.account.mail;

import io.rapat.app.account.Mail;
import io.rapat.app.account.Mails;
import io.rapat.app.account.Person;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.secret.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// The queue of mails in the database: a mail is there with the act that causes it, or not at all.
/// Content is sealed, for it holds links that grant something.
@Repository
public class Outbox implements Mails {
  private static final String SELECT =
      "select id, content, attempts, created_at from outgoing_mail";
  private static final int MAX_ERASED = 10_000;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Seal seal;
  private final JsonMapper json;
  private final MailKick kick;

  Outbox(JdbcClient jdbc, InstantSource clock, Seal seal, JsonMapper json, MailKick kick) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.seal = seal;
    this.json = json;
    this.kick = kick;
  }

  /// A mail that waits.
  ///
  /// @param attempts how often delivery failed
  record Waiting(UUID id, Mail mail, int attempts, Instant createdAt) {}

  @Override
  public void send(Mail mail) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    jdbc.sql(
            "insert into outgoing_mail (id, recipient, content, attempts, next_attempt_at,"
                + " created_at) values (?, ?, ?, 0, ?, ?)")
        .params(
            id,
            mail.to().toLowerCase(Locale.ROOT),
            seal.seal(place(id), json.writeValueAsString(mail)),
            Accounts.utc(now),
            Accounts.utc(now))
        .update();
    kickAfterCommit();
  }

  private void kickAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              kick.give();
            }
          });
    } else {
      kick.give();
    }
  }

  /// Mails that are due, the oldest first.
  List<Waiting> due(int most) {
    return jdbc.sql(SELECT + " where next_attempt_at <= ? order by next_attempt_at limit ?")
        .params(Accounts.utc(clock.instant()), most)
        .query((row, _) -> read(row))
        .list();
  }

  private List<Waiting> waiting(int most) {
    return jdbc.sql(SELECT + " order by created_at limit ?")
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  private Waiting read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Waiting(
        id,
        json.readValue(seal.open(place(id), row.getBytes("content")), Mail.class),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  void remove(UUID id) {
    jdbc.sql("delete from outgoing_mail where id = ?").param(id).update();
  }

  void postpone(UUID id, Duration wait) {
    jdbc.sql("update outgoing_mail set attempts = attempts + 1, next_attempt_at = ? where id = ?")
        .params(Accounts.utc(clock.instant().plus(wait)), id)
        .update();
  }

  /// Removes what waits for the person, and what tells others about the person.
  public void erase(Person person) {
    Mention mention = new Mention(person);
    for (Waiting waiting : waiting(MAX_ERASED)) {
      Mail mail = waiting.mail();
      String calendar = mail.calendar().map(Mail.Calendar::ics).orElse("");
      if (mention.in(mail.to() + "\n" + mail.subject() + "\n" + mail.text() + "\n" + calendar)) {
        remove(waiting.id());
      }
    }
  }

  private static String place(UUID id) {
    return "outgoing_mail/" + id;
  }
}
