package io.rapat.app.account.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Which requests must carry the token against forged ones: those that change something, by a
/// session cookie or sent by another site's page. What carries `Authorization` can't be forged by a
/// page, and LiveKit's interfaces know no cookies.
final class ForgedRequests implements RequestMatcher {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Override
  public boolean matches(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (SAFE.contains(request.getMethod())
        || !path.startsWith("/api/")
        || request.getHeader("Authorization") != null) {
      return false;
    }
    return hasSession(request) || isFromElsewhere(request);
  }

  private static boolean hasSession(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies != null
        && Arrays.stream(cookies)
            .anyMatch(cookie -> cookie.getName().equals(SecurityConfiguration.COOKIE));
  }

  /// Browsers say so (Fetch Metadata); it keeps others from signing somebody in to their account.
  private static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return "cross-site".equals(site) || "same-site".equals(site);
  }
}
