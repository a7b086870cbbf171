package io.rapat.app.account.passkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Passkeys in the database.
@Repository
public class Passkeys {
  static final int MAX_PER_PERSON = 20;

  private final JdbcClient jdbc;

  Passkeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A passkey as its owner sees it.
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record View(UUID id, String label, Instant createdAt, Optional<Instant> lastUsedAt) {}

  /// A passkey as it is checked.
  ///
  /// @param credentialId base64url
  /// @param credential attested credential data (WebAuthn 3 §6.5.1)
  record Passkey(
      UUID id,
      PersonId owner,
      String credentialId,
      byte[] credential,
      long signatureCount,
      boolean verified,
      boolean backupEligible,
      boolean backedUp) {}

  public List<View> of(PersonId person) {
    return jdbc.sql(
            "select id, label, created_at, last_used_at from passkey where person_id = ?"
                + " order by created_at, id limit ?")
        .params(person.value(), MAX_PER_PERSON)
        .query((row, _) ->
            new View(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)))
        .list();
  }

  List<String> credentialIds(PersonId person) {
    return jdbc.sql("select credential_id from passkey where person_id = ? limit ?")
        .params(person.value(), MAX_PER_PERSON)
        .query((row, _) -> row.getString("credential_id"))
        .list();
  }

  Optional<Passkey> find(String credentialId) {
    return jdbc.sql(
            "select id, person_id, credential_id, credential, signature_count, verified,"
                + " backup_eligible, backed_up from passkey where credential_id = ?")
        .param(credentialId)
        .query((row, _) ->
            new Passkey(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("credential_id"),
                row.getBytes("credential"),
                row.getLong("signature_count"),
                row.getBoolean("verified"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up")))
        .optional();
  }

  void add(Passkey passkey, String label, Instant now) {
    try {
      jdbc.sql(
              "insert into passkey (id, person_id, credential_id, credential, signature_count,"
                  + " verified, backup_eligible, backed_up, label, created_at)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              passkey.id(),
              passkey.owner().value(),
              passkey.credentialId(),
              passkey.credential(),
              passkey.signatureCount(),
              passkey.verified(),
              passkey.backupEligible(),
              passkey.backedUp(),
              label,
              Accounts.utc(now))
          .update();
    } catch (DuplicateKeyException _) {
      throw Problem.of(HttpStatus.CONFLICT, "passkey-exists");
    }
  }

  /// Notes a use, unless another use was faster: a counter never goes back (§6.1.1).
  boolean used(Passkey passkey, long signatureCount, boolean backedUp, Instant now) {
    return jdbc.sql(
                "update passkey set signature_count = ?, backed_up = ?, last_used_at = ?"
                    + " where id = ? and (signature_count < ? or ? = 0)")
            .params(
                signatureCount,
                backedUp,
                Accounts.utc(now),
                passkey.id(),
                signatureCount,
                signatureCount)
            .update()
        > 0;
  }

  boolean remove(PersonId person, UUID id) {
    return jdbc.sql("delete from passkey where id = ? and person_id = ?")
            .params(id, person.value())
            .update()
        > 0;
  }
}
