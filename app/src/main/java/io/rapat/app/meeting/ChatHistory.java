package io.rapat.app.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// What was written in meetings, kept for the retention time that the chat panel names.
@Repository
public class ChatHistory {
  /// Characters of one message.
  public static final int MAX_TEXT = 4_000;

  private static final int MAX_RETURNED = 500;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Duration retention;

  ChatHistory(JdbcClient jdbc, InstantSource clock, Duration chatRetention) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.retention = chatRetention;
  }

  /// Keeps a message. One that is there already is left as it is: clients may repeat after a
  /// reconnect.
  public void keep(ChatMessage message) {
    try {
      jdbc.sql(
              "insert into chat_message (id, room, sent_at, sender_identity, sender_name, text)"
                  + " values (?, ?, ?, ?, ?, ?)")
          .params(
              message.id(),
              message.room(),
              Meetings.utc(message.sentAt()),
              message.senderIdentity(),
              message.senderName(),
              message.text())
          .update();
    } catch (DuplicateKeyException _) {
      return;
    }
  }

  /// The newest messages of a room, oldest first; at most 500.
  List<ChatMessage> of(String room) {
    return jdbc.sql(
            "select * from (select id, room, sent_at, sender_identity, sender_name, text"
                + " from chat_message where room = ? and sent_at > ?"
                + " order by sent_at desc limit ?) newest order by sent_at")
        .params(room, Meetings.utc(oldest()), MAX_RETURNED)
        .query((row, _) ->
            new ChatMessage(
                row.getString("id"),
                row.getString("room"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getString("sender_identity"),
                row.getString("sender_name"),
                row.getString("text")))
        .list();
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
  void forgetOld() {
    jdbc.sql("delete from chat_message where sent_at <= ?").param(Meetings.utc(oldest())).update();
  }

  private Instant oldest() {
    return clock.instant().minus(retention);
  }
}
