package io.rapat.app.account.session;

import java.util.Set;

/// What an API token may do.
final class Scopes {
  private static final String MEETINGS = "/api/v1/meetings";

  private Scopes() {}

  static boolean allow(Set<String> scopes, String method, String path) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (path.equals(MEETINGS) || path.startsWith(MEETINGS + "/")) {
      return scopes.contains(reads ? "meetings:read" : "meetings:write");
    }
    return reads && path.equals("/api/v1/me");
  }
}
