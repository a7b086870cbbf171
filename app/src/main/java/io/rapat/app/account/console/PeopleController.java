package io.rapat.app.account.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.password.ResetLinks;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Everybody's accounts. Only administrators get here.
@RestController
@RequestMapping("/api/v1/console/people")
class PeopleController {
  private static final int MAX_QUERY = 200;
  private static final String SELECT =
      "select p.id, p.name, p.email, p.administrator, p.disabled, p.created_at,"
          + " p.password_hash is not null as has_password,"
          + " (select max(s.last_access_time) from person_session s"
          + " where s.principal_name = cast(p.id as varchar(36))) as last_seen,"
          + " (select count(*) from passkey k where k.person_id = p.id) as passkeys"
          + " from person p";
  private static final String MATCHES =
      " where lower(p.name) like ? escape '!' or p.email like ? escape '!'";

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Sessions sessions;
  private final ResetLinks resets;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final TransactionTemplate transaction;

  PeopleController(
      JdbcClient jdbc,
      Accounts accounts,
      Sessions sessions,
      ResetLinks resets,
      CurrentPerson current,
      AuditLog audit,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.sessions = sessions;
    this.resets = resets;
    this.current = current;
    this.audit = audit;
    this.transaction = transaction;
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record PersonView(
      String id,
      String name,
      String email,
      boolean emailVerified,
      boolean administrator,
      boolean disabled,
      Instant createdAt,
      Optional<Instant> lastSeenAt,
      boolean hasPassword,
      int passkeys) {}

  record PageView(List<PersonView> people, int page, int pages, long total) {}

  record Change(@Nullable Boolean disabled, @Nullable Boolean administrator) {}

  @GetMapping
  PageView page(
      @RequestParam(defaultValue = "") String query, @RequestParam(defaultValue = "0") int page) {
    Pages.require(page);
    String pattern = pattern(query);
    long total =
        jdbc.sql("select count(*) from person p" + MATCHES)
            .params(pattern, pattern)
            .query(Long.class)
            .single();
    List<PersonView> people =
        jdbc.sql(SELECT + MATCHES + " order by p.name, p.id limit ? offset ?")
            .params(pattern, pattern, Pages.SIZE, Pages.offset(page))
            .query((row, _) -> read(row))
            .list();
    return new PageView(people, page, Pages.count(total), total);
  }

  private static String pattern(String query) {
    if (query.length() > MAX_QUERY) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "http-400");
    }
    String literal = query.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
    return "%" + literal + "%";
  }

  private static PersonView read(java.sql.ResultSet row) throws java.sql.SQLException {
    long seen = row.getLong("last_seen");
    return new PersonView(
        row.getString("id"),
        row.getString("name"),
        row.getString("email"),
        true,
        row.getBoolean("administrator"),
        row.getBoolean("disabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        seen == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(seen)),
        row.getBoolean("has_password"),
        row.getInt("passkeys"));
  }

  @GetMapping("/{id}")
  PersonView person(@PathVariable UUID id) {
    return jdbc.sql(SELECT + " where p.id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional()
        .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "http-404"));
  }

  @PatchMapping("/{id}")
  PersonView change(@PathVariable UUID id, @RequestBody Change body) {
    transaction.executeWithoutResult(_ -> apply(account(id), body));
    return person(id);
  }

  private void apply(Account account, Change change) {
    PersonId person = account.id();
    boolean disable = Boolean.TRUE.equals(change.disabled()) && !account.disabled();
    boolean demote = Boolean.FALSE.equals(change.administrator()) && account.administrator();
    if ((disable || demote) && account.administrator()) {
      accounts.requireOtherAdministrator(person);
    }
    if (change.disabled() != null && change.disabled() != account.disabled()) {
      accounts.changeDisabled(person, change.disabled());
      record(person, change.disabled() ? "person.disabled" : "person.enabled");
    }
    if (change.administrator() != null && change.administrator() != account.administrator()) {
      accounts.changeAdministrator(person, change.administrator());
      record(person, change.administrator() ? "administrator.made" : "administrator.unmade");
    }
    if (disable) {
      sessions.endAll(person);
    }
  }

  private void record(PersonId person, String act) {
    audit.record(Optional.of(current.require().id()), act, person.toString(), "");
  }

  @PostMapping("/{id}/password-reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resetPassword(@PathVariable UUID id) {
    Account account = account(id);
    if (account.disabled()) {
      throw Problem.of(HttpStatus.CONFLICT, "person-disabled");
    }
    resets.mail(account);
    record(account.id(), "password.reset-mailed");
  }

  private Account account(UUID id) {
    return accounts
        .account(new PersonId(id))
        .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "http-404"));
  }
}
