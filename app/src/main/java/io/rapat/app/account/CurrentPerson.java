package io.rapat.app.account;

import io.rapat.app.web.Problem;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who sent the request that the calling thread serves: by session cookie or API token. A request
/// with any other `Authorization` (a participant token) is nobody's, whatever cookies it carries.
@Component
public class CurrentPerson {

  public Optional<Person> find() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
        ? Optional.of(signedIn.person())
        : Optional.empty();
  }

  /// The person, else a refusal with 401 `sign-in-needed`.
  public Person require() {
    return find().orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "sign-in-needed"));
  }
}
