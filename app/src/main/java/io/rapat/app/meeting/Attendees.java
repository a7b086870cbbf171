package io.rapat.app.meeting;

import static io.rapat.app.meeting.Meetings.instant;
import static io.rapat.app.meeting.Meetings.utc;

import io.rapat.app.account.PersonId;
import io.rapat.app.meeting.Attendee.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who asked to come into meetings, in the database.
@Repository
class Attendees {
  /// More people than any meeting holds or lets wait.
  private static final int MOST = 2_000;

  /// Who was let in within this time may be on the way to a room that just closed.
  private static final Duration FRESH = Duration.ofSeconds(15);

  private static final Duration ON_THE_WAY = Duration.ofSeconds(60);

  private final JdbcClient jdbc;

  Attendees(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Attendee one) {
    jdbc.sql(
            "insert into attendee (id, meeting, identity, person_id, name, standing, attendee_role,"
                + " asked_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Meetings.row(
                one.id(),
                one.meeting().value(),
                one.identity(),
                one.person().map(PersonId::value).orElse(null),
                one.name(),
                one.state().name(),
                one.role().name(),
                utc(one.askedAt())))
        .update();
  }

  /// Somebody is let in, under that name and role.
  void admit(UUID id, String name, Role role, Optional<PersonId> person, Instant now) {
    jdbc.sql(
            "update attendee set standing = 'ADMITTED', sent_back = false, ticket_hash = null,"
                + " expires_at = null, away_since = ?, name = ?, attendee_role = ?, person_id = ?"
                + " where id = ?")
        .params(
            Meetings.row(utc(now), name, role.name(), person.map(PersonId::value).orElse(null), id))
        .update();
  }

  /// Somebody who was let in is on the way; it may come from an earlier session.
  void expect(UUID id, Instant now) {
    jdbc.sql(
            "update attendee set standing = 'ADMITTED', away_since = ? where id = ? and not inside"
                + " and standing in ('ADMITTED', 'LEFT')")
        .params(utc(now), id)
        .update();
  }

  /// Who is in, or let in and on the way.
  int seatsTaken(MeetingCode code, Instant now) {
    return jdbc.sql(
            "select count(*) from attendee where meeting = ? and standing = 'ADMITTED'"
                + " and (inside or away_since > ?)")
        .params(code.value(), utc(now.minus(ON_THE_WAY)))
        .query(Integer.class)
        .single();
  }

  /// The server starts: nobody is in, and all may come back.
  void nobodyIsInside(Instant now) {
    jdbc.sql("update attendee set inside = false, away_since = ? where inside")
        .param(utc(now))
        .update();
  }

  /// A host lets in somebody who waits, who comes for the answer with its ticket.
  boolean admitWaiting(UUID id, Instant now) {
    return jdbc.sql(
                "update attendee set standing = 'ADMITTED', sent_back = false, expires_at = null,"
                    + " away_since = ? where id = ? and standing = 'WAITING'")
            .params(utc(now), id)
            .update()
        > 0;
  }

  /// Somebody asks and waits.
  void wait(UUID id, String name, Role role, String ticketHash, Instant now, Instant expiresAt) {
    jdbc.sql(
            "update attendee set standing = 'WAITING', name = ?, attendee_role = ?, ticket_hash = ?,"
                + " asked_at = ?, expires_at = ?, hand_at = null, inside = false where id = ?")
        .params(name, role.name(), ticketHash, utc(now), utc(expiresAt), id)
        .update();
  }

  /// Somebody who waits gets another answer than being let in.
  boolean answer(UUID id, State state) {
    return jdbc.sql(
                "update attendee set standing = ?, expires_at = null"
                    + " where id = ? and standing = 'WAITING'")
            .params(state.name(), id)
            .update()
        > 0;
  }

  void remove(UUID id) {
    jdbc.sql(
            "update attendee set standing = 'REMOVED', hand_at = null, inside = false where id = ?")
        .param(id)
        .update();
  }

  /// It waits, without a ticket until it asks for one.
  void sendBack(UUID id, Role role, Instant now, Instant expiresAt) {
    jdbc.sql(
            "update attendee set standing = 'WAITING', sent_back = true, attendee_role = ?,"
                + " hand_at = null, inside = false, asked_at = ?, expires_at = ? where id = ?")
        .params(role.name(), utc(now), utc(expiresAt), id)
        .update();
  }

  void changeRole(UUID id, Role role) {
    jdbc.sql("update attendee set attendee_role = ? where id = ?").params(role.name(), id).update();
  }

  void raiseHand(UUID id, Instant now) {
    jdbc.sql("update attendee set hand_at = ? where id = ? and hand_at is null")
        .params(utc(now), id)
        .update();
  }

  void lowerHand(UUID id) {
    jdbc.sql("update attendee set hand_at = null where id = ?").param(id).update();
  }

  void lowerHands(MeetingCode code) {
    jdbc.sql("update attendee set hand_at = null where meeting = ? and hand_at is not null")
        .param(code.value())
        .update();
  }

  void entered(MeetingCode code, String identity) {
    jdbc.sql(
            "update attendee set inside = true, away_since = null where meeting = ? and identity = ?")
        .params(code.value(), identity)
        .update();
  }

  void left(MeetingCode code, String identity, Instant now) {
    jdbc.sql(
            "update attendee set inside = false, hand_at = null, away_since = ?"
                + " where meeting = ? and identity = ?")
        .params(utc(now), code.value(), identity)
        .update();
  }

  /// All have left: who comes again is decided about anew, and nobody is co-host any more.
  void allLeft(MeetingCode code, Instant now) {
    jdbc.sql(
            "update attendee set standing = 'LEFT', inside = false, hand_at = null, away_since = ?"
                + " where meeting = ? and standing = 'ADMITTED' and (inside or away_since < ?)")
        .params(utc(now), code.value(), utc(now.minus(FRESH)))
        .update();
    for (boolean signedIn : new boolean[] {true, false}) {
      jdbc.sql(
              "update attendee set attendee_role = ? where meeting = ? and attendee_role = 'CO_HOST'"
                  + " and person_id is "
                  + (signedIn ? "not null" : "null"))
          .params(Role.ordinary(signedIn).name(), code.value())
          .update();
    }
  }

  /// The meeting is over for everybody who was let in.
  void dismissAll(MeetingCode code, Instant now) {
    jdbc.sql(
            "update attendee set standing = 'LEFT', inside = false, hand_at = null, away_since = ?"
                + " where meeting = ? and standing = 'ADMITTED'")
        .params(utc(now), code.value())
        .update();
  }

  /// The meeting is over: nobody waits any more.
  void dismissWaiting(MeetingCode code) {
    jdbc.sql(
            "update attendee set standing = 'EXPIRED', expires_at = null"
                + " where meeting = ? and standing = 'WAITING'")
        .param(code.value())
        .update();
  }

  /// Meetings in which somebody has waited for too long; they don't wait any more.
  List<String> expire(Instant now) {
    List<String> codes =
        jdbc.sql(
                "select distinct meeting from attendee where standing = 'WAITING'"
                    + " and expires_at <= ?")
            .param(utc(now))
            .query((row, _) -> row.getString(1))
            .list();
    if (!codes.isEmpty()) {
      jdbc.sql(
              "update attendee set standing = 'EXPIRED', expires_at = null"
                  + " where standing = 'WAITING' and expires_at <= ?")
          .param(utc(now))
          .update();
    }
    return codes;
  }

  Optional<Attendee> withIdentity(MeetingCode code, String identity) {
    return jdbc.sql("select * from attendee where meeting = ? and identity = ?")
        .params(code.value(), identity)
        .query(Attendees::attendee)
        .optional();
  }

  Optional<Attendee> ofPerson(MeetingCode code, PersonId person) {
    return jdbc.sql("select * from attendee where meeting = ? and person_id = ?")
        .params(code.value(), person.value())
        .query(Attendees::attendee)
        .optional();
  }

  Optional<Attendee> withTicket(MeetingCode code, String ticketHash) {
    return jdbc.sql("select * from attendee where meeting = ? and ticket_hash = ?")
        .params(code.value(), ticketHash)
        .query(Attendees::attendee)
        .optional();
  }

  Optional<Attendee> withId(MeetingCode code, UUID id) {
    return jdbc.sql("select * from attendee where meeting = ? and id = ?")
        .params(code.value(), id)
        .query(Attendees::attendee)
        .optional();
  }

  List<Attendee> admitted(MeetingCode code) {
    return in(code, State.ADMITTED);
  }

  /// Who waits, the first one first.
  List<Attendee> waiting(MeetingCode code) {
    return in(code, State.WAITING);
  }

  private List<Attendee> in(MeetingCode code, State state) {
    return jdbc.sql(
            "select * from attendee where meeting = ? and standing = ? order by asked_at limit ?")
        .params(code.value(), state.name(), MOST)
        .query(Attendees::attendee)
        .list();
  }

  List<Attendee> of(PersonId person) {
    return jdbc.sql("select * from attendee where person_id = ? order by asked_at")
        .param(person.value())
        .query(Attendees::attendee)
        .list();
  }

  void anonymise(PersonId person) {
    jdbc.sql("update attendee set name = '', person_id = null where person_id = ?")
        .param(person.value())
        .update();
  }

  /// Forgets who asked before that time and isn't in.
  void forget(Instant oldest) {
    jdbc.sql("delete from attendee where asked_at < ? and not inside and standing <> 'WAITING'")
        .param(utc(oldest))
        .update();
  }

  private static Attendee attendee(ResultSet row, int number) throws SQLException {
    return new Attendee(
        row.getObject("id", UUID.class),
        new MeetingCode(row.getString("meeting")),
        row.getString("identity"),
        Optional.ofNullable(row.getObject("person_id", UUID.class)).map(PersonId::new),
        row.getString("name"),
        State.valueOf(row.getString("standing")),
        Role.valueOf(row.getString("attendee_role")),
        row.getBoolean("sent_back"),
        instant(row, "asked_at").orElseThrow(),
        instant(row, "expires_at"),
        instant(row, "hand_at"),
        row.getBoolean("inside"),
        instant(row, "away_since"));
  }
}
