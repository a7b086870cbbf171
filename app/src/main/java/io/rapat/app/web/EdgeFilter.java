package io.rapat.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Headers of every answer: the content-security policy of the web client, and the cross-origin
/// rules LiveKit's clients rely on (any origin; requests carry bearer tokens, never cookies).
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class EdgeFilter extends OncePerRequestFilter {
  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline';"
          + " worker-src 'self' blob:; connect-src 'self' ws: wss:; img-src 'self' data: blob:;"
          + " media-src 'self' blob:; font-src 'self'; object-src 'none'; base-uri 'self';"
          + " form-action 'self'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)");
    String origin = request.getHeader("Origin");
    boolean validate = request.getRequestURI().endsWith("/validate");
    if (validate) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Access-Control-Expose-Headers", "*");
    } else if (origin != null) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Vary", "Origin");
    }
    if (isPreflight(request)) {
      answerPreflight(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        "Access-Control-Allow-Methods", request.getHeader("Access-Control-Request-Method"));
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null) {
      response.setHeader("Access-Control-Allow-Headers", headers);
    }
    response.setHeader("Access-Control-Max-Age", "86400");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
