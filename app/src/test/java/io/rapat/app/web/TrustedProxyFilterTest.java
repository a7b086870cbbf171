package io.rapat.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TrustedProxyFilterTest {

  private static HttpServletRequest through(MockHttpServletRequest request) throws Exception {
    RapatConfig config =
        ((ConfigResult.Valid)
                ConfigReader.read(
                    List.of("--http.trusted_proxies", "10.0.0.0/8,2001:db8::/32"), Map.of()))
            .config();
    AtomicReference<HttpServletRequest> seen = new AtomicReference<>(request);
    new TrustedProxyFilter(config)
        .doFilter(
            request,
            new MockHttpServletResponse(),
            (passed, _) -> seen.set((HttpServletRequest) passed));
    return seen.get();
  }

  private static MockHttpServletRequest from(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/me");
    request.setRemoteAddr(address);
    request.setServerName("internal");
    request.setServerPort(7880);
    request.addHeader("X-Forwarded-For", "203.0.113.1, 198.51.100.2, 10.1.1.1");
    request.addHeader("X-Forwarded-Proto", "https");
    request.addHeader("X-Forwarded-Host", "meet.example.org");
    return request;
  }

  @Test
  void aTrustedProxySaysWhoTheClientIs() throws Exception {
    HttpServletRequest request = through(from("10.2.2.2"));

    // The last one that isn't a proxy; what is before, a client may have invented.
    assertThat(request.getRemoteAddr()).isEqualTo("198.51.100.2");
    assertThat(request.isSecure()).isTrue();
    assertThat(request.getRequestURL()).hasToString("https://meet.example.org/api/v1/me");
  }

  @Test
  void anybodyElseSaysNothing() throws Exception {
    for (String address : List.of("192.0.2.1", "2001:db9::1", "11.0.0.1")) {
      HttpServletRequest request = through(from(address));

      assertThat(request.getRemoteAddr()).isEqualTo(address);
      assertThat(request.isSecure()).isFalse();
      assertThat(request.getServerName()).isEqualTo("internal");
    }
  }

  @Test
  void nonsenseOfATrustedProxyIsIgnored() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr("2001:db8::5");
    request.setServerName("internal");
    request.addHeader("X-Forwarded-For", "unknown, <script>");
    request.addHeader("X-Forwarded-Proto", "gopher");
    request.addHeader("X-Forwarded-Host", "evil.example/x?y");

    HttpServletRequest passed = through(request);

    assertThat(passed.getRemoteAddr()).isEqualTo("2001:db8::5");
    assertThat(passed.getScheme()).isEqualTo("http");
    assertThat(passed.getServerName()).isEqualTo("internal");
  }

  @Test
  void aHostWithAPortKeepsIt() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
    request.setRemoteAddr("10.0.0.1");
    request.addHeader("X-Forwarded-Proto", "https");
    request.addHeader("X-Forwarded-Host", "meet.example.org:8443");

    assertThat(through(request).getRequestURL()).hasToString("https://meet.example.org:8443/x");
  }
}
