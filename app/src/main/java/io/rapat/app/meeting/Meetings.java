package io.rapat.app.meeting;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Meetings in the database.
@Repository
class Meetings {
  private final JdbcClient jdbc;

  Meetings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Meeting meeting) {
    jdbc.sql("insert into meeting (code, created_at) values (?, ?)")
        .params(meeting.code().value(), utc(meeting.createdAt()))
        .update();
  }

  Optional<Meeting> find(MeetingCode code) {
    return jdbc.sql("select code, created_at from meeting where code = ?")
        .param(code.value())
        .query((row, _) ->
            new Meeting(
                new MeetingCode(row.getString("code")),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
