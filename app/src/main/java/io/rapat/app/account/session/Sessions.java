package io.rapat.app.account.session;

import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.secret.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/// Sessions of signed-in people. A session keeps an id and the browser's name, nothing else, and
/// there is none for anybody who isn't signed in.
@Component
public class Sessions {
  private static final String BROWSER = "browser";

  private final JdbcIndexedSessionRepository repository;
  private final CsrfTokenRepository csrf;

  Sessions(JdbcIndexedSessionRepository repository, CsrfTokenRepository csrf) {
    this.repository = repository;
    this.csrf = csrf;
  }

  /// A session as its owner sees it. The id isn't the one in the cookie.
  public record View(
      String id, Instant createdAt, Instant lastSeenAt, String browser, boolean current) {}

  /// Signs the person in: a new session under a new id, and a new token against forged requests.
  public void start(Person person, HttpServletRequest request, HttpServletResponse response) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    HttpSession session = request.getSession(true);
    session.setAttribute(
        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, person.id().toString());
    session.setAttribute(BROWSER, Browser.of(request.getHeader("User-Agent")));
    csrf.saveToken(csrf.generateToken(request), request, response);
  }

  /// The id of the person whose session the request carries.
  Optional<PersonId> person(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session ->
            session.getAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME))
        .map(id -> new PersonId(UUID.fromString(id.toString())));
  }

  /// Signs the request's person out.
  public void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /// The person's sessions, the last used first.
  public List<View> of(PersonId person, HttpServletRequest request) {
    String current = current(request);
    return sessions(person).values().stream()
        .filter(session -> !session.isExpired())
        .map(session ->
            new View(
                shown(session.getId()),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                Objects.toString(session.getAttribute(BROWSER), ""),
                session.getId().equals(current)))
        .sorted(Comparator.comparing(View::lastSeenAt).reversed())
        .limit(100)
        .toList();
  }

  /// Ends one session of the person by the id that is shown; false when there is none.
  public boolean end(PersonId person, String shownId) {
    Optional<String> id =
        sessions(person).keySet().stream().filter(each -> shown(each).equals(shownId)).findFirst();
    id.ifPresent(repository::deleteById);
    return id.isPresent();
  }

  public void endAll(PersonId person) {
    sessions(person).keySet().forEach(repository::deleteById);
  }

  /// Ends all but the request's own.
  public void endOthers(PersonId person, HttpServletRequest request) {
    String current = current(request);
    sessions(person).keySet().stream()
        .filter(id -> !id.equals(current))
        .forEach(repository::deleteById);
  }

  private Map<String, ? extends Session> sessions(PersonId person) {
    return repository.findByPrincipalName(person.toString());
  }

  private static String current(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? "" : session.getId();
  }

  private static String shown(String id) {
    return Secrets.hash(id).substring(0, 24);
  }
}
