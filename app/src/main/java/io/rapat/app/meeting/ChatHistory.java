package io.rapat.app.meeting;

import static io.rapat.app.meeting.Meetings.utc;

import io.rapat.app.account.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What was written in meetings, kept for the retention time that the chat panel names. Private
/// messages are shown to whom they are from and for, and to nobody else.
@Repository
public class ChatHistory {
  /// Characters of one message.
  public static final int MAX_TEXT = 4_000;

  private static final int MAX_RETURNED = 500;
  private static final int MAX_RECIPIENTS = 100;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Settings settings;
  private final TransactionTemplate transaction;

  ChatHistory(
      JdbcClient jdbc, InstantSource clock, Settings settings, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.settings = settings;
    this.transaction = transaction;
  }

  /// Keeps a message. One that is there already is left as it is: clients may repeat after a
  /// reconnect. One for more people than a list of names can hold isn't kept.
  public void keep(ChatMessage message) {
    if (message.recipients().size() > MAX_RECIPIENTS) {
      return;
    }
    try {
      transaction.executeWithoutResult(_ -> add(message));
    } catch (DuplicateKeyException _) {
      return;
    }
  }

  private void add(ChatMessage message) {
    jdbc.sql(
            "insert into chat_message (id, room, sent_at, sender_identity, sender_name, text,"
                + " is_private) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            message.id(),
            message.room(),
            utc(message.sentAt()),
            message.senderIdentity(),
            message.senderName(),
            message.text(),
            !message.recipients().isEmpty())
        .update();
    for (String recipient : message.recipients()) {
      jdbc.sql("insert into chat_recipient (room, message_id, identity) values (?, ?, ?)")
          .params(message.room(), message.id(), recipient)
          .update();
    }
  }

  /// The newest messages of a room that somebody may read, oldest first; at most 500.
  ///
  /// @param until nothing later than that
  List<ChatMessage> of(String room, String identity, Instant until) {
    Map<String, Set<String>> recipients = recipients(room, identity);
    return jdbc.sql(
            "select * from (select id, room, sent_at, sender_identity, sender_name, text"
                + " from chat_message m where room = ? and sent_at > ? and sent_at <= ?"
                + " and (not is_private or sender_identity = ? or exists (select 1"
                + " from chat_recipient r where r.room = m.room and r.message_id = m.id"
                + " and r.identity = ?)) order by sent_at desc limit ?) newest order by sent_at")
        .params(room, utc(oldest()), utc(until), identity, identity, MAX_RETURNED)
        .query((row, _) -> message(row, recipients))
        .list();
  }

  /// Of the private messages that somebody may read, by message.
  private Map<String, Set<String>> recipients(String room, String identity) {
    record Recipient(String message, String identity) {}
    return jdbc
        .sql(
            "select r.message_id, r.identity from chat_recipient r join chat_message m"
                + " on m.room = r.room and m.id = r.message_id where r.room = ?"
                + " and (m.sender_identity = ? or exists (select 1 from chat_recipient own"
                + " where own.room = m.room and own.message_id = m.id and own.identity = ?))")
        .params(room, identity, identity)
        .query((row, _) -> new Recipient(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Recipient::message,
                Collectors.mapping(Recipient::identity, Collectors.toUnmodifiableSet())));
  }

  private static ChatMessage message(ResultSet row, Map<String, Set<String>> recipients)
      throws SQLException {
    return new ChatMessage(
        row.getString("id"),
        row.getString("room"),
        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
        row.getString("sender_identity"),
        row.getString("sender_name"),
        row.getString("text"),
        recipients.getOrDefault(row.getString("id"), Set.of()));
  }

  /// What somebody wrote in a meeting, for an export.
  List<ChatMessage> writtenBy(String room, String identity) {
    return jdbc.sql(
            "select id, room, sent_at, sender_identity, sender_name, text from chat_message"
                + " where room = ? and sender_identity = ? order by sent_at")
        .params(room, identity)
        .query((row, _) -> message(row, Map.of()))
        .list();
  }

  /// What somebody wrote in a meeting is gone.
  void erase(String room, String identity) {
    jdbc.sql("delete from chat_message where room = ? and sender_identity = ?")
        .params(room, identity)
        .update();
  }

  void eraseAll(String room) {
    jdbc.sql("delete from chat_message where room = ?").param(room).update();
  }

  @Transactional
  @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
  void forgetOld() {
    jdbc.sql("delete from chat_message where sent_at <= ?").param(utc(oldest())).update();
  }

  private Instant oldest() {
    return clock.instant().minus(settings.get().chatRetention());
  }
}
