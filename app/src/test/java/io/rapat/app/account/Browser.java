package io.rapat.app.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import jakarta.servlet.http.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests as the web client does: keeps cookies and repeats the token against forged
/// requests.
final class Browser {
  private final MockMvc mvc;
  private final JsonMapper json;
  private final Map<String, Cookie> cookies = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String address = "192.0.2.1";

  Browser(MockMvc mvc, JsonMapper json) {
    this.mvc = mvc;
    this.json = json;
  }

  /// What came back.
  record Answer(int status, JsonNode body, MockHttpServletResponse response) {
    String code() {
      return body.path("code").asString();
    }

    String header(String name) {
      return String.valueOf(response.getHeader(name));
    }
  }

  Browser from(String other) {
    address = other;
    return this;
  }

  Browser with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Browser without(String header) {
    headers.remove(header);
    return this;
  }

  Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name)).map(Cookie::getValue);
  }

  void setCookie(String name, String value) {
    cookies.put(name, new Cookie(name, value));
  }

  Answer get(String path) {
    return send(HttpMethod.GET, path, null);
  }

  Answer post(String path, Object body) {
    return send(HttpMethod.POST, path, body);
  }

  Answer put(String path, Object body) {
    return send(HttpMethod.PUT, path, body);
  }

  Answer patch(String path, Object body) {
    return send(HttpMethod.PATCH, path, body);
  }

  Answer delete(String path) {
    return send(HttpMethod.DELETE, path, null);
  }

  Answer delete(String path, Object body) {
    return send(HttpMethod.DELETE, path, body);
  }

  Answer send(HttpMethod method, String path, @org.jspecify.annotations.Nullable Object body) {
    MockHttpServletRequestBuilder builder =
        request(method, "/api/v1" + path)
            .with(request -> {
              request.setRemoteAddr(address);
              return request;
            });
    headers.forEach(builder::header);
    if (!cookies.isEmpty()) {
      builder.cookie(cookies.values().toArray(Cookie[]::new));
      cookie("XSRF-TOKEN").ifPresent(token -> builder.header("X-XSRF-TOKEN", token));
    }
    if (body != null) {
      builder
          .contentType(MediaType.APPLICATION_JSON)
          .content(body instanceof String text ? text : json.writeValueAsString(body));
    }
    try {
      MockHttpServletResponse response = mvc.perform(builder).andReturn().getResponse();
      for (Cookie cookie : response.getCookies()) {
        if (cookie.getMaxAge() == 0) {
          cookies.remove(cookie.getName());
        } else {
          cookies.put(cookie.getName(), cookie);
        }
      }
      String text = response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
      return new Answer(
          response.getStatus(),
          text.startsWith("{") ? json.readTree(text) : json.createObjectNode(),
          response);
    } catch (Exception e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
