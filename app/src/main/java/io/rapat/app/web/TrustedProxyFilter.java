package io.rapat.app.web;

import io.rapat.app.config.RapatConfig;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets `X-Forwarded-*` count, from configured proxies only. From anybody else these headers are
/// read by nothing: the peer's address, the scheme and the host are what they are.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TrustedProxyFilter extends OncePerRequestFilter {
  private final RapatConfig.Http http;

  TrustedProxyFilter(RapatConfig config) {
    this.http = config.http();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(
        trusts(request.getRemoteAddr())
            ? ForwardedRequest.of(request, clientAddress(request))
            : request,
        response);
  }

  private boolean trusts(String address) {
    return http.trustedProxies().stream().anyMatch(network -> network.contains(address));
  }

  /// The last address that no trusted proxy has: those before it are what a client claims.
  private String clientAddress(HttpServletRequest request) {
    String header = request.getHeader("X-Forwarded-For");
    if (header == null || header.length() > 2_000) {
      return request.getRemoteAddr();
    }
    String client = request.getRemoteAddr();
    String[] hops = header.split(",", -1);
    for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
      String hop = hops[i].strip();
      if (!ForwardedRequest.isAddress(hop)) {
        break;
      }
      client = hop;
    }
    return client;
  }
}
