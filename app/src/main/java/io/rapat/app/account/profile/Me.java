package io.rapat.app.account.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.Person;
import io.rapat.app.account.ServerSettings;
import io.rapat.app.account.Settings;
import io.rapat.app.account.SignUp;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.Organisations;
import io.rapat.app.config.RapatConfig;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the web client asks first: who am I here, and what may strangers do.
@Component
public class Me {
  private final Accounts accounts;
  private final Organisations organisations;
  private final Settings settings;
  private final RapatConfig config;
  private final JdbcClient jdbc;

  Me(
      Accounts accounts,
      Organisations organisations,
      Settings settings,
      RapatConfig config,
      JdbcClient jdbc) {
    this.accounts = accounts;
    this.organisations = organisations;
    this.settings = settings;
    this.config = config;
    this.jdbc = jdbc;
  }

  /// The JSON of `GET /me`.
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record View(
      boolean signedIn,
      Optional<PersonView> person,
      SignUp signUp,
      String mail,
      boolean setupNeeded,
      boolean guestsMayStart) {}

  /// The signed-in person. Addresses are verified before there is a person.
  public record PersonView(
      String id,
      String name,
      String email,
      boolean emailVerified,
      boolean administrator,
      String locale,
      List<Organisations.Membership> organisations,
      boolean hasPassword,
      int passkeys) {}

  public View of(Optional<Person> person) {
    ServerSettings now = settings.get();
    boolean setupNeeded = person.isEmpty() && !accounts.anybody();
    return new View(
        person.isPresent(),
        person.flatMap(known -> accounts.account(known.id())).map(this::view),
        now.signUp(),
        config.smtp().isPresent() ? "SMTP" : "FILES",
        setupNeeded,
        setupNeeded || now.guestsMayStart());
  }

  private PersonView view(Account account) {
    int passkeys =
        jdbc.sql("select count(*) from passkey where person_id = ?")
            .param(account.id().value())
            .query(Integer.class)
            .single();
    return new PersonView(
        account.id().toString(),
        account.name(),
        account.email().value(),
        true,
        account.administrator(),
        account.locale(),
        organisations.of(account.id()),
        account.passwordHash().isPresent(),
        passkeys);
  }
}
