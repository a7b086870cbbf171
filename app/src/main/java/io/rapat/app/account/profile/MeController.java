package io.rapat.app.account.profile;

import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The own account.
@RestController
@RequestMapping("/api/v1/me")
class MeController {
  private final Me me;
  private final CurrentPerson current;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Deletion deletion;
  private final Export export;

  MeController(
      Me me,
      CurrentPerson current,
      Accounts accounts,
      Sessions sessions,
      Deletion deletion,
      Export export) {
    this.me = me;
    this.current = current;
    this.accounts = accounts;
    this.sessions = sessions;
    this.deletion = deletion;
    this.export = export;
  }

  record Change(@Nullable String name, @Nullable String locale) {}

  record Confirmation(@Nullable String confirmEmail) {}

  record SessionsView(List<Sessions.View> sessions) {}

  /// Who asks; and the cookie with the token that changing requests must repeat.
  @GetMapping
  Me.View me(HttpServletRequest request) {
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      token.getToken();
    }
    return me.of(current.find());
  }

  @PatchMapping
  Me.View change(@RequestBody Change body) {
    PersonId id = current.require().id();
    Optional<DisplayName> name = Optional.ofNullable(body.name()).map(MeController::readName);
    Optional<String> locale = Optional.ofNullable(body.locale());
    if (locale.filter(tag -> !Locales.isSpoken(tag)).isPresent()) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "locale-invalid", "locale");
    }
    name.ifPresent(value -> accounts.rename(id, value.value()));
    locale.ifPresent(tag -> accounts.changeLocale(id, tag));
    return me.of(accounts.find(id));
  }

  private static DisplayName readName(String text) {
    return DisplayName.of(text)
        .orElseThrow(
            () -> Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "name-invalid", "name"));
  }

  @GetMapping("/sessions")
  SessionsView sessions(HttpServletRequest request) {
    return new SessionsView(sessions.of(current.require().id(), request));
  }

  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSession(@PathVariable String id) {
    if (!sessions.end(current.require().id(), id)) {
      throw Problem.of(HttpStatus.NOT_FOUND, "http-404");
    }
  }

  @GetMapping("/export")
  ResponseEntity<Map<String, Object>> export(HttpServletRequest request) {
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"rapat-account.json\"")
        .body(export.of(current.require(), request));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@RequestBody Confirmation body, HttpServletRequest request) {
    Person person = current.require();
    boolean confirmed =
        Optional.ofNullable(body.confirmEmail())
            .flatMap(EmailAddress::parse)
            .filter(email -> email.value().equals(person.email()))
            .isPresent();
    if (!confirmed) {
      throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, "confirmation-wrong", "confirmEmail");
    }
    deletion.delete(person);
    sessions.end(request);
  }
}
