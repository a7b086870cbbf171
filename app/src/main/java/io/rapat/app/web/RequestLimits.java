package io.rapat.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Limits of the REST interface: 100 requests a second from an address, 64 KB of body. LiveKit's
/// own interfaces have limits of their own.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class RequestLimits extends OncePerRequestFilter {
  static final int MAX_BODY = 64 * 1024;
  static final int REQUESTS = 100;

  private final RateWindow requests = new RateWindow(REQUESTS, Duration.ofSeconds(1));
  private final Refusal refusal;
  private final InstantSource clock;

  RequestLimits(Refusal refusal, InstantSource clock) {
    this.refusal = refusal;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Cache-Control", "no-store");
    Instant now = clock.instant();
    var wait = requests.countAndWait(request.getRemoteAddr(), now);
    if (wait.isPresent()) {
      refusal.write(request, response, Problem.tooMany("too-many-requests", wait.get()));
    } else if (request.getContentLengthLong() > MAX_BODY) {
      refusal.write(request, response, Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large"));
    } else {
      HttpServletRequest bounded =
          request.getContentLengthLong() >= 0 ? request : new BoundedRequest(request, MAX_BODY);
      try {
        chain.doFilter(bounded, response);
      } catch (DataAccessException | TransactionException e) {
        // Sessions are looked up before any controller, which would answer the same.
        refusal.write(request, response, e);
      }
    }
  }
}
