package io.rapat.app.meeting;

import io.rapat.app.account.PersonId;
import io.rapat.app.meeting.Meeting.Controls;
import io.rapat.app.meeting.Meeting.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Meetings and their invitees in the database.
@Repository
class Meetings {
  private static final int MOST_LISTED = 100;

  private final JdbcClient jdbc;

  Meetings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Meeting meeting) {
    jdbc.sql(
            "insert into meeting (code, created_at, used_at, owner_id, host_key_hash, access,"
                + " personal) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            row(
                meeting.code().value(),
                utc(meeting.createdAt()),
                utc(meeting.usedAt()),
                meeting.owner().map(PersonId::value).orElse(null),
                meeting.hostKeyHash().orElse(null),
                meeting.controls().access().name(),
                meeting.personal()))
        .update();
    describe(meeting);
  }

  /// Writes what its owner plans: title, passcode, schedule, revision.
  void describe(Meeting meeting) {
    jdbc.sql(
            "update meeting set title = ?, passcode_hash = ?, start_at = ?, zone = ?,"
                + " duration_minutes = ?, revision = ? where code = ?")
        .params(
            row(
                meeting.title(),
                meeting.passcodeHash().orElse(null),
                meeting.schedule().map(one -> utc(one.start())).orElse(null),
                meeting.schedule().map(one -> one.zone().getId()).orElse(null),
                meeting.schedule().map(one -> (int) one.duration().toMinutes()).orElse(null),
                meeting.revision(),
                meeting.code().value()))
        .update();
  }

  /// Writes what hosts change while it goes on.
  void steer(MeetingCode code, Controls controls) {
    Rights rights = controls.rights();
    jdbc.sql(
            "update meeting set access = ?, locked_at = ?, may_share = ?, may_chat = ?,"
                + " may_chat_privately = ?, may_unmute = ?, may_video = ?, may_react = ?,"
                + " suspended_at = ?, spotlight = ? where code = ?")
        .params(
            row(
                controls.access().name(),
                controls.lockedAt().map(Meetings::utc).orElse(null),
                rights.share(),
                rights.chat(),
                rights.privateChat(),
                rights.unmute(),
                rights.video(),
                rights.reactions(),
                controls.suspendedAt().map(Meetings::utc).orElse(null),
                controls.spotlight().orElse(null),
                code.value()))
        .update();
  }

  void reopen(MeetingCode code) {
    jdbc.sql("update meeting set ended_at = null where code = ?").param(code.value()).update();
  }

  void end(MeetingCode code, Instant now) {
    jdbc.sql("update meeting set ended_at = ? where code = ? and ended_at is null")
        .params(utc(now), code.value())
        .update();
  }

  void used(MeetingCode code, Instant now) {
    jdbc.sql("update meeting set used_at = ? where code = ?")
        .params(utc(now), code.value())
        .update();
  }

  Optional<Meeting> find(MeetingCode code) {
    return jdbc.sql("select * from meeting where code = ?")
        .param(code.value())
        .query(Meetings::meeting)
        .optional();
  }

  /// The same, and nobody else changes it until the transaction ends.
  Optional<Meeting> findAndHold(MeetingCode code) {
    return jdbc.sql("select * from meeting where code = ? for update")
        .param(code.value())
        .query(Meetings::meeting)
        .optional();
  }

  Optional<Meeting> personalOf(PersonId person) {
    return jdbc
        .sql("select * from meeting where owner_id = ? and personal order by created_at")
        .param(person.value())
        .query(Meetings::meeting)
        .list()
        .stream()
        .findFirst();
  }

  List<Meeting> ownedBy(PersonId person) {
    return jdbc.sql("select * from meeting where owner_id = ? order by created_at")
        .param(person.value())
        .query(Meetings::meeting)
        .list();
  }

  /// Planned meetings that aren't over, of the person or to which its address is invited; the next
  /// one first.
  List<Meeting> upcoming(PersonId person, String email, Instant now) {
    return jdbc
        .sql(
            "select * from meeting m where ended_at is null and start_at > ?"
                + " and (owner_id = ? or exists (select 1 from invitee i where i.meeting = m.code"
                + " and i.email = ?)) order by start_at limit ?")
        // The longest meeting lasts a day.
        .params(utc(now.minus(Duration.ofDays(1))), person.value(), email, 2 * MOST_LISTED)
        .query(Meetings::meeting)
        .list()
        .stream()
        .filter(one -> one.schedule().filter(when -> when.end().isAfter(now)).isPresent())
        .limit(MOST_LISTED)
        .toList();
  }

  /// Meetings that the person held or attended, the last one first.
  List<Meeting> recent(PersonId person, Instant now) {
    return jdbc.sql(
            "select * from meeting m where not personal and (start_at is null or start_at <= ?)"
                + " and (owner_id = ? or exists (select 1 from attendee a where a.meeting = m.code"
                + " and a.person_id = ?)) order by used_at desc limit ?")
        .params(utc(now), person.value(), person.value(), MOST_LISTED / 2)
        .query(Meetings::meeting)
        .list();
  }

  void delete(MeetingCode code) {
    jdbc.sql("delete from meeting where code = ?").param(code.value()).update();
  }

  /// Forgets meetings that were last used, and planned to end, before that time.
  List<String> olderThan(Instant oldest) {
    return jdbc.sql(
            "select code from meeting where not personal and used_at < ?"
                + " and (start_at is null or start_at < ?) limit 500")
        .params(utc(oldest), utc(oldest.minus(Duration.ofDays(1))))
        .query((row, _) -> row.getString(1))
        .list();
  }

  List<String> invitees(MeetingCode code) {
    return jdbc.sql("select email from invitee where meeting = ? order by email")
        .param(code.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  void invite(MeetingCode code, List<String> emails) {
    jdbc.sql("delete from invitee where meeting = ?").param(code.value()).update();
    for (String email : emails) {
      jdbc.sql("insert into invitee (meeting, email) values (?, ?)")
          .params(code.value(), email)
          .update();
    }
  }

  void forgetInvitee(String email) {
    jdbc.sql("delete from invitee where email = ?").param(email).update();
  }

  List<String> invitedTo(String email) {
    return jdbc.sql("select meeting from invitee where email = ? order by meeting")
        .param(email)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static Meeting meeting(ResultSet row, int number) throws SQLException {
    return new Meeting(
        new MeetingCode(row.getString("code")),
        instant(row, "created_at").orElseThrow(),
        row.getString("title"),
        Optional.ofNullable(row.getObject("owner_id", UUID.class)).map(PersonId::new),
        Optional.ofNullable(row.getString("host_key_hash")),
        Optional.ofNullable(row.getString("passcode_hash")),
        controls(row),
        row.getBoolean("personal"),
        schedule(row),
        row.getInt("revision"),
        instant(row, "ended_at"),
        instant(row, "used_at").orElseGet(() -> Instant.EPOCH));
  }

  private static Controls controls(ResultSet row) throws SQLException {
    return new Controls(
        Access.valueOf(row.getString("access")),
        instant(row, "locked_at"),
        new Rights(
            row.getBoolean("may_share"),
            row.getBoolean("may_chat"),
            row.getBoolean("may_chat_privately"),
            row.getBoolean("may_unmute"),
            row.getBoolean("may_video"),
            row.getBoolean("may_react")),
        instant(row, "suspended_at"),
        Optional.ofNullable(row.getString("spotlight")));
  }

  private static Optional<Schedule> schedule(ResultSet row) throws SQLException {
    Optional<Instant> start = instant(row, "start_at");
    if (start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Schedule(
            start.get(),
            ZoneId.of(row.getString("zone")),
            Duration.ofMinutes(row.getInt("duration_minutes"))));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /// Values of which some may be absent.
  static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
