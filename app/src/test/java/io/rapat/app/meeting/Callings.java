package io.rapat.app.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.account.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests, each test from an address of its own.
@TestComponent
class Callings {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final MockMvc mvc;
  private final JsonMapper json;
  private String address = "";

  Callings(MockMvc mvc, JsonMapper json) {
    this.mvc = mvc;
    this.json = json;
    move();
  }

  /// From now on requests come from elsewhere.
  void move() {
    int number = NEXT.incrementAndGet();
    address = "198.18." + number / 250 + "." + (1 + number % 250);
  }

  record Answer(int status, JsonNode body, MockHttpServletResponse response) {
    String text(String field) {
      return body.path(field).asString("");
    }

    String code() {
      return text("code");
    }

    Answer expect(int expected) {
      assertThat(status).as("%s", body).isEqualTo(expected);
      return this;
    }

    Answer refused(int expected, String code) {
      expect(expected);
      assertThat(code()).isEqualTo(code);
      assertThat(text("title")).isNotBlank().isNotEqualTo("Not possible");
      assertThat(text("remedy")).isNotBlank();
      return this;
    }
  }

  Answer call(HttpMethod method, String path, Object body, Map<String, String> headers) {
    try {
      MockHttpServletRequestBuilder request =
          MockMvcRequestBuilders.request(method, "/api/v1" + path)
              .with(one -> {
                one.setRemoteAddr(address);
                return one;
              });
      headers.forEach(request::header);
      if (!body.equals("")) {
        request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
      }
      MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
      String content = response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
      boolean isJson =
          Optional.ofNullable(response.getContentType())
              .filter(type -> type.contains("json"))
              .isPresent();
      return new Answer(
          response.getStatus(),
          isJson ? json.readTree(content) : json.createObjectNode(),
          response);
    } catch (Exception e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  Answer get(String path) {
    return call(HttpMethod.GET, path, "", Map.of());
  }

  Answer post(String path, Object body) {
    return call(HttpMethod.POST, path, body, Map.of());
  }

  Answer as(Person person, HttpMethod method, String path, Object body) {
    return call(method, path, body, Map.of("X-Person", person.email()));
  }

  Answer in(String token, HttpMethod method, String path, Object body) {
    return call(method, path, body, Map.of("Authorization", "Bearer " + token));
  }

  /// A meeting, its code and its host's token.
  record Hosted(String code, String token, String identity) {
    String path(String more) {
      return "/meetings/" + code + more;
    }
  }

  /// A guest starts a meeting and joins it as host.
  Hosted start(Map<String, Object> plan) {
    Answer started = post("/meetings", plan).expect(201);
    Answer joined =
        post(
                "/meetings/" + started.text("code") + "/joins",
                Map.of("name", "Host", "hostKey", started.text("hostKey")))
            .expect(200);
    assertThat(joined.text("role")).isEqualTo("HOST");
    return new Hosted(started.text("code"), joined.text("token"), joined.text("identity"));
  }

  Answer join(Hosted meeting, String name) {
    return join(meeting, name, Map.of());
  }

  Answer join(Hosted meeting, String name, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("name", name);
    return post(meeting.path("/joins"), body);
  }

  Answer act(Hosted meeting, String path) {
    return in(meeting.token(), HttpMethod.POST, meeting.path(path), "");
  }

  Answer change(Hosted meeting, Map<String, Object> change) {
    return in(meeting.token(), HttpMethod.PATCH, meeting.path("/room"), change);
  }
}
