package io.rapat.app.account.audit;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.Settings;
import io.rapat.app.account.person.Accounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// The audit in the database. Ids only: the name of an actor is looked up when it is read, and
/// isn't found once the account is deleted.
@Repository
public class StoredAudit implements AuditLog {
  private static final int MAX_DETAIL = 1_000;
  private static final int MAX_OBJECT = 256;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Settings settings;

  StoredAudit(JdbcClient jdbc, InstantSource clock, Settings settings) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.settings = settings;
  }

  /// One act.
  ///
  /// @param actorName empty for the server, for guests, and for accounts that are gone
  public record Entry(
      UUID id,
      Instant at,
      Optional<UUID> actor,
      Optional<String> actorName,
      String act,
      String object,
      String detail) {}

  @Override
  public void record(Optional<PersonId> actor, String act, String object, String detail) {
    jdbc.sql(
            "insert into audit (id, recorded_at, actor, act, object, detail)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(UUID.randomUUID(), Accounts.utc(clock.instant()))
        .param(actor.map(PersonId::value).orElse(null))
        .params(act, cut(object, MAX_OBJECT), cut(detail, MAX_DETAIL))
        .update();
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }

  /// The newest first.
  public List<Entry> page(int page, int size) {
    return jdbc.sql(
            "select a.id, a.recorded_at, a.actor, p.name, a.act, a.object, a.detail from audit a"
                + " left join person p on p.id = a.actor"
                + " order by a.recorded_at desc, a.id limit ? offset ?")
        .params(size, (long) page * size)
        .query((row, _) -> read(row))
        .list();
  }

  /// The newest of what a person did, at most so many.
  public List<Entry> of(PersonId actor, int most) {
    return jdbc.sql(
            "select a.id, a.recorded_at, a.actor, p.name, a.act, a.object, a.detail from audit a"
                + " left join person p on p.id = a.actor where a.actor = ?"
                + " order by a.recorded_at desc, a.id limit ?")
        .params(actor.value(), most)
        .query((row, _) -> read(row))
        .list();
  }

  public long count() {
    return jdbc.sql("select count(*) from audit").query(Long.class).single();
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("id", UUID.class),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("actor", UUID.class)),
        Optional.ofNullable(row.getString("name")),
        row.getString("act"),
        row.getString("object"),
        row.getString("detail"));
  }

  @Scheduled(initialDelay = 90_000, fixedDelay = 3_600_000)
  void forgetOld() {
    jdbc.sql("delete from audit where recorded_at <= ?")
        .param(Accounts.utc(clock.instant().minus(settings.get().auditRetention())))
        .update();
  }
}
