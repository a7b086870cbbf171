package io.rapat.app.account.person;

import io.rapat.app.account.PersonId;
import io.rapat.app.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// Invitations to make an account, valid for a week.
@Repository
public class Invitations {
  private static final Duration VALID = Duration.ofDays(7);
  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final int MAX_RETURNED = 500;
  private static final String SELECT =
      "select i.id, i.email, i.administrator, i.organisation_id, o.name as organisation,"
          + " p.name as inviter, i.created_at, i.expires_at from invitation i"
          + " left join organisation o on o.id = i.organisation_id"
          + " left join person p on p.id = i.invited_by";

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Invitations(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// An invitation.
  ///
  /// @param inviter the name of who invited, while there is an account
  public record Invitation(
      UUID id,
      EmailAddress email,
      boolean administrator,
      Optional<UUID> organisationId,
      Optional<String> organisation,
      Optional<String> inviter,
      Instant createdAt,
      Instant expiresAt) {

    public boolean expired(Instant now) {
      return !expiresAt.isAfter(now);
    }
  }

  /// Adds an invitation; earlier ones of the address stop working.
  public UUID add(
      String secret,
      EmailAddress email,
      boolean administrator,
      Optional<UUID> organisation,
      PersonId inviter) {
    removeAll(email);
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    jdbc.sql(
            "insert into invitation (id, token_hash, email, administrator, organisation_id,"
                + " invited_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(id, Secrets.hash(secret), email.value(), administrator)
        .param(organisation.orElse(null))
        .params(inviter.value(), Accounts.utc(now), Accounts.utc(now.plus(VALID)))
        .update();
    return id;
  }

  public Optional<Invitation> find(String secret) {
    return jdbc.sql(SELECT + " where i.token_hash = ?")
        .param(Secrets.hash(secret))
        .query((row, _) -> read(row))
        .optional();
  }

  public Optional<Invitation> find(UUID id) {
    return jdbc.sql(SELECT + " where i.id = ?").param(id).query((row, _) -> read(row)).optional();
  }

  /// The newest first.
  public List<Invitation> all() {
    return jdbc.sql(SELECT + " order by i.created_at desc, i.id limit ?")
        .param(MAX_RETURNED)
        .query((row, _) -> read(row))
        .list();
  }

  /// Removes one; false when there is none.
  public boolean remove(UUID id) {
    return jdbc.sql("delete from invitation where id = ?").param(id).update() > 0;
  }

  public void removeAll(EmailAddress email) {
    jdbc.sql("delete from invitation where email = ?").param(email.value()).update();
  }

  private static Invitation read(ResultSet row) throws SQLException {
    return new Invitation(
        row.getObject("id", UUID.class),
        new EmailAddress(row.getString("email")),
        row.getBoolean("administrator"),
        Optional.ofNullable(row.getObject("organisation_id", UUID.class)),
        Optional.ofNullable(row.getString("organisation")),
        Optional.ofNullable(row.getString("inviter")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  /// Expired ones are remembered for a while, so that their link says why it doesn't work.
  @Scheduled(initialDelay = 100_000, fixedDelay = 3_600_000)
  void forgetOld() {
    Instant now = clock.instant();
    jdbc.sql("delete from invitation where expires_at <= ?")
        .param(Accounts.utc(now.minus(REMEMBERED)))
        .update();
    for (String table : List.of("sign_up", "one_time_link")) {
      jdbc.sql("delete from " + table + " where expires_at <= ?")
          .param(Accounts.utc(now.minus(Duration.ofDays(1))))
          .update();
    }
  }
}
