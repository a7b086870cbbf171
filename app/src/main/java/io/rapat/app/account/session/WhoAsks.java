package io.rapat.app.account.session;

import io.rapat.app.account.SignedIn;
import io.rapat.app.account.person.Account;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.token.ApiTokens;
import io.rapat.app.web.Problem;
import io.rapat.app.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who sent a request, when somebody asks: a page or a picture costs no look into the
/// database. An API token is checked at once, with its scopes. With any other `Authorization` the
/// cookie doesn't count.
final class WhoAsks extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final Sessions sessions;
  private final Accounts accounts;
  private final ApiTokens tokens;
  private final Refusal refusal;

  WhoAsks(Sessions sessions, Accounts accounts, ApiTokens tokens, Refusal refusal) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.tokens = tokens;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String authorization = request.getHeader("Authorization");
    if (authorization == null) {
      SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> bySession(request)));
    } else if (authorization.startsWith(BEARER + ApiTokens.PREFIX)) {
      Optional<SignedIn> found = tokens.use(authorization.substring(BEARER.length()));
      if (found.isEmpty()) {
        refusal.write(request, response, Problem.of(HttpStatus.UNAUTHORIZED, "api-token-invalid"));
        return;
      }
      if (!Scopes.allow(found.get().scopes(), request.getMethod(), request.getRequestURI())) {
        refusal.write(request, response, Problem.of(HttpStatus.FORBIDDEN, "scope-missing"));
        return;
      }
      SecurityContextHolder.setContext(new SecurityContextImpl(found.get()));
    }
    chain.doFilter(request, response);
  }

  private SecurityContext bySession(HttpServletRequest request) {
    return sessions
        .person(request)
        .flatMap(accounts::account)
        .filter(account -> !account.disabled())
        .map(Account::person)
        .<SecurityContext>map(person -> new SecurityContextImpl(SignedIn.bySession(person)))
        .orElseGet(SecurityContextImpl::new);
  }
}
