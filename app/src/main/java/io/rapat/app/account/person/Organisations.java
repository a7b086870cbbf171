package io.rapat.app.account.person;

import io.rapat.app.account.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Organisations and who belongs to them.
@Repository
public class Organisations {
  private static final int MAX_RETURNED = 100;

  private final JdbcClient jdbc;

  Organisations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A person's place in an organisation.
  public enum Role {
    MEMBER,
    ADMINISTRATOR
  }

  /// An organisation as one of its members sees it.
  public record Membership(UUID id, String name, Role role) {}

  public List<Membership> of(PersonId person) {
    return jdbc.sql(
            "select o.id, o.name, m.role from membership m join organisation o"
                + " on o.id = m.organisation_id where m.person_id = ? order by o.name limit ?")
        .params(person.value(), MAX_RETURNED)
        .query((row, _) ->
            new Membership(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.valueOf(row.getString("role"))))
        .list();
  }

  public Optional<String> name(UUID id) {
    return jdbc.sql("select name from organisation where id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  /// The organisation of this name, made when there is none.
  public UUID findOrAdd(String name, Instant now) {
    jdbc.sql(
            "insert into organisation (id, name, created_at) values (?, ?, ?)"
                + " on conflict do nothing")
        .params(UUID.randomUUID(), name, Accounts.utc(now))
        .update();
    return jdbc.sql("select id from organisation where name = ?")
        .param(name)
        .query(UUID.class)
        .single();
  }

  /// Makes the person a member; the first one of an organisation is its administrator.
  public void join(UUID organisation, PersonId person) {
    boolean first =
        jdbc.sql("select 1 from membership where organisation_id = ? limit 1")
            .param(organisation)
            .query(Integer.class)
            .optional()
            .isEmpty();
    jdbc.sql(
            "insert into membership (person_id, organisation_id, role) values (?, ?, ?)"
                + " on conflict do nothing")
        .params(person.value(), organisation, (first ? Role.ADMINISTRATOR : Role.MEMBER).name())
        .update();
  }

  /// Removes organisations that nobody belongs to and nobody is invited to: a name of somebody who
  /// left must not stay in one.
  public void removeEmpty() {
    jdbc.sql(
            "delete from organisation where id not in (select organisation_id from membership)"
                + " and id not in (select organisation_id from invitation"
                + " where organisation_id is not null)")
        .update();
  }
}
