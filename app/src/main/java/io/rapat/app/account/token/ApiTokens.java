package io.rapat.app.account.token;

import io.rapat.app.account.PersonId;
import io.rapat.app.account.SignedIn;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// API tokens in the database, by hash.
@Repository
public class ApiTokens {
  /// How every token begins, so that leaked ones are recognised.
  public static final String PREFIX = "rapat_";

  static final int MAX_PER_PERSON = 50;

  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Accounts accounts;

  ApiTokens(JdbcClient jdbc, InstantSource clock, Accounts accounts) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.accounts = accounts;
  }

  /// A token as its owner sees it later: without the secret.
  public record View(
      UUID id,
      String label,
      Set<String> scopes,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt) {}

  private record Found(UUID id, PersonId owner, Set<String> scopes) {}

  /// Who a token stands for, if it is valid; notes its use.
  public Optional<SignedIn> use(String secret) {
    Instant now = clock.instant();
    Optional<Found> token =
        jdbc.sql(
                "select id, person_id, scopes from api_token where token_hash = ?"
                    + " and (expires_at is null or expires_at > ?)")
            .params(Secrets.hash(secret), Accounts.utc(now))
            .query((row, _) ->
                new Found(
                    row.getObject("id", UUID.class),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    scopes(row)))
            .optional();
    if (token.isEmpty()) {
      return Optional.empty();
    }
    jdbc.sql(
            "update api_token set last_used_at = ? where id = ?"
                + " and (last_used_at is null or last_used_at < ?)")
        .params(Accounts.utc(now), token.get().id(), Accounts.utc(now.minus(PRECISION)))
        .update();
    return accounts
        .account(token.get().owner())
        .filter(account -> !account.disabled())
        .map(Account::person)
        .map(person -> SignedIn.byToken(person, token.get().scopes()));
  }

  public List<View> of(PersonId person) {
    return jdbc.sql(
            "select id, label, scopes, created_at, expires_at, last_used_at from api_token"
                + " where person_id = ? order by created_at desc, id limit ?")
        .params(person.value(), MAX_PER_PERSON)
        .query((row, _) ->
            new View(
                row.getObject("id", UUID.class),
                row.getString("label"),
                scopes(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "last_used_at")))
        .list();
  }

  void add(PersonId person, View token, String secret) {
    jdbc.sql(
            "insert into api_token (id, person_id, token_hash, label, scopes, created_at,"
                + " expires_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            token.id(),
            person.value(),
            Secrets.hash(secret),
            token.label(),
            String.join(" ", token.scopes()),
            Accounts.utc(token.createdAt()))
        .param(token.expiresAt().map(Accounts::utc).orElse(null))
        .update();
  }

  boolean remove(PersonId person, UUID id) {
    return jdbc.sql("delete from api_token where id = ? and person_id = ?")
            .params(id, person.value())
            .update()
        > 0;
  }

  private static Set<String> scopes(ResultSet row) throws SQLException {
    return new TreeSet<>(Set.of(row.getString("scopes").split(" ", -1)));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
