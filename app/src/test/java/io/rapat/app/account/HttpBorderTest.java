package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@AccountTest
class HttpBorderTest {
  @Autowired Installation server;
  @Autowired MockMvc mvc;

  @BeforeEach
  void empty() {
    server.clear();
  }

  @Test
  void aChangingRequestWithASessionNeedsTheToken() {
    Browser ada = server.administrator();
    ada.setCookie("XSRF-TOKEN", "");

    Browser.Answer forged = ada.patch("/me", Map.of("name", "Mallory"));

    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.code()).isEqualTo("request-forged");
    ada.get("/me");
    ada.setCookie("XSRF-TOKEN", "");
    assertThat(ada.delete("/sessions/current").status()).isEqualTo(403);
  }

  @Test
  void anotherSitesPageCantSignSomebodyIn() {
    server.administrator();
    Browser victim = server.browser().with("Sec-Fetch-Site", "cross-site");

    assertThat(server.signIn(victim, "ada@example.org", Installation.PASSWORD).code())
        .isEqualTo("request-forged");
    assertThat(
            server
                .signIn(
                    victim.without("Sec-Fetch-Site").with("Sec-Fetch-Site", "same-origin"),
                    "ada@example.org",
                    Installation.PASSWORD)
                .status())
        .isEqualTo(200);
  }

  @Test
  void theTokenChangesAtSignIn() {
    server.administrator();
    Browser browser = server.browser();
    browser.get("/me");
    String before = browser.cookie("XSRF-TOKEN").orElseThrow();

    server.signIn(browser, "ada@example.org", Installation.PASSWORD);

    assertThat(browser.cookie("XSRF-TOKEN").orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void aCookieDoesntCountBesideAnotherAuthorization() {
    Browser ada = server.administrator();

    assertThat(
            ada.with("Authorization", "Bearer a.b.c")
                .get("/me")
                .body()
                .path("signedIn")
                .asBoolean())
        .isFalse();
  }

  @Test
  void unknownAddressesAreProblems() {
    Browser.Answer answer = server.browser().get("/nothing/here");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("http-404");
    assertThat(server.browser().put("/setup", Map.of()).status()).isEqualTo(405);
  }

  @Test
  void largeBodiesAreRefusedWithAndWithoutALength() throws Exception {
    String large = "{\"email\":\"" + "x".repeat(1_000_000) + "\"}";

    Browser.Answer answer = server.browser().post("/sessions", large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body-too-large");

    MockHttpServletResponse chunked =
        mvc.perform(
                MockMvcRequestBuilders.post("/api/v1/sessions")
                    .contentType("application/json")
                    .with(request -> {
                      request.setRemoteAddr("203.0.113.9");
                      return new WithoutLength(request, large);
                    }))
            .andReturn()
            .getResponse();
    assertThat(chunked.getStatus()).as(chunked.getContentAsString()).isEqualTo(413);
  }

  @Test
  void aHundredRequestsASecondAreAnsweredTheNextIsRefused() {
    Browser browser = server.browser();
    for (int i = 0; i < 100; i++) {
      assertThat(browser.get("/nothing").status()).isEqualTo(404);
    }

    Browser.Answer refused = browser.get("/nothing");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too-many-requests");
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    server.clock().pass(java.time.Duration.ofSeconds(1));
    assertThat(browser.get("/nothing").status()).isEqualTo(404);
  }

  @Test
  void nothingIsCachedOfTheInterface() {
    assertThat(server.browser().get("/me").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void noParameterLeadsElsewhere() throws Exception {
    server.administrator();
    for (String name : new String[] {"redirect", "next", "continue", "return", "url"}) {
      MockHttpServletResponse response =
          mvc.perform(
                  MockMvcRequestBuilders.post("/api/v1/sessions?" + name + "=https://evil.example")
                      .contentType("application/json")
                      .content(
                          "{\"email\":\"ada@example.org\",\"password\":\""
                              + Installation.PASSWORD
                              + "\"}"))
              .andReturn()
              .getResponse();
      assertThat(response.getStatus()).isEqualTo(200);
      assertThat(response.getHeader("Location")).isNull();
    }
  }

  @Test
  void forwardedHeadersOfStrangersDontCount() {
    server.administrator();
    Browser liar = server.browser().from("203.0.113.50");
    for (int i = 0; i < 50; i++) {
      server.signIn(liar, "nobody" + i + "@example.org", "wrong");
    }

    assertThat(
            server
                .signIn(
                    liar.with("X-Forwarded-For", "198.51.100.77"),
                    "ada@example.org",
                    Installation.PASSWORD)
                .status())
        .isEqualTo(429);
  }
}
