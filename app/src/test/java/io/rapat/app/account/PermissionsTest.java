package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint of accounts, as the server lists them, asked by everybody who may not.
@AccountTest
class PermissionsTest {
  private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";

  /// What strangers may ask; the rest is refused to them.
  private static final Set<String> FOR_STRANGERS =
      Set.of(
          "GET /api/v1/me",
          "POST /api/v1/setup",
          "POST /api/v1/sign-up",
          "GET /api/v1/invitations/{token}",
          "POST /api/v1/sessions",
          "POST /api/v1/sessions/passkey",
          "DELETE /api/v1/sessions/current",
          "POST /api/v1/passkeys/sign-in-options",
          "POST /api/v1/password-resets",
          "PUT /api/v1/password-resets/{token}",
          "POST /api/v1/email-verifications/{token}");

  @Autowired Installation server;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  private record Endpoint(HttpMethod method, String pattern) {
    String path() {
      return pattern.replaceFirst("^/api/v1", "").replaceAll("\\{[^}]*}", NOWHERE);
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  private List<Endpoint> endpoints() {
    List<Endpoint> found = new ArrayList<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (handler.getBeanType().getPackageName().startsWith("io.rapat.app.account")) {
            for (String pattern : mapping.getPatternValues()) {
              for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                found.add(new Endpoint(HttpMethod.valueOf(method.name()), pattern));
              }
            }
          }
        });
    return found;
  }

  @Test
  void everyEndpointRefusesWhoMayNot() {
    server.clear();
    Browser ada = server.administrator();
    Browser budi = server.person(ada, "Budi", "budi@example.org");
    String token =
        ada.post("/me/tokens", Map.of("label", "x", "scopes", List.of("meetings:write")))
            .body()
            .path("secret")
            .asString();
    List<Endpoint> endpoints = endpoints();
    assertThat(endpoints).hasSizeGreaterThan(30);

    for (Endpoint endpoint : endpoints) {
      boolean console = endpoint.pattern().startsWith("/api/v1/console");
      int stranger = status(server.browser(), endpoint);
      int member = status(budi, endpoint);
      int byToken = status(server.browser().with("Authorization", "Bearer " + token), endpoint);
      int participant = status(server.browser().with("Authorization", "Bearer x.y.z"), endpoint);

      if (FOR_STRANGERS.contains(endpoint.toString())) {
        assertThat(stranger).as(endpoint + " by a stranger").isNotEqualTo(403);
      } else {
        assertThat(stranger).as(endpoint + " by a stranger").isEqualTo(401);
        assertThat(participant).as(endpoint + " by a participant's token").isEqualTo(401);
      }
      if (console) {
        assertThat(member).as(endpoint + " by a member").isEqualTo(403);
      }
      if (!endpoint.toString().equals("GET /api/v1/me")) {
        assertThat(byToken).as(endpoint + " by an API token").isEqualTo(403);
      }
      if (endpoint.toString().equals("DELETE /api/v1/sessions/current")) {
        server.signIn(budi, "budi@example.org", Installation.PASSWORD);
      }
    }
  }

  private static int status(Browser browser, Endpoint endpoint) {
    Object body = endpoint.method().equals(HttpMethod.GET) ? null : Map.of();
    return browser.send(endpoint.method(), endpoint.path(), body).status();
  }
}
