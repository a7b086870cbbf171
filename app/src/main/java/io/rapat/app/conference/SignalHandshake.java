package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.signal.join.JoinHttp;
import io.rapat.signal.join.JoinReader;
import io.rapat.signal.join.JoinResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Decides whether a signalling WebSocket is opened, before it is: browsers can't see why a
/// handshake failed, so they ask `/validate`, which answers the same.
@Component
class SignalHandshake implements HandshakeInterceptor {
  private final JoinReader reader;
  private final Rooms rooms;
  private final InstantSource clock;
  private final Refusals refusals;
  private final Gate gate;
  private final boolean autoCreate;

  SignalHandshake(
      JoinReader reader,
      Rooms rooms,
      InstantSource clock,
      RapatConfig config,
      Refusals refusals,
      Gate gate) {
    this.gate = gate;
    this.refusals = refusals;
    this.reader = reader;
    this.rooms = rooms;
    this.clock = clock;
    this.autoCreate = config.rooms().autoCreate();
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    HttpServletRequest http = ((ServletServerHttpRequest) request).getServletRequest();
    if (!"websocket".equalsIgnoreCase(http.getHeader("Upgrade"))) {
      response.setStatusCode(HttpStatusCode.valueOf(404));
      return false;
    }
    return switch (read(http)) {
      case Gate.Result.Open(var entry) -> {
        gate.opening(entry);
        attributes.put(SignalEndpoint.JOIN, entry);
        yield true;
      }
      case Gate.Result.Closed(var status, var body) -> {
        response.setStatusCode(HttpStatusCode.valueOf(status));
        response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
        response.getBody().write(body.getBytes(StandardCharsets.UTF_8));
        yield false;
      }
    };
  }

  /// Reads the join a request asks for, and whether it may be had now.
  Gate.Result read(HttpServletRequest http) {
    return switch (join(http)) {
      case JoinResult.Accepted(var parameters) -> gate.ask(parameters);
      case JoinResult.Refused(var status, var body) -> new Gate.Result.Closed(status, body);
    };
  }

  private JoinResult join(HttpServletRequest http) {
    JoinHttp join =
        new JoinHttp(
            firstValues(http),
            Optional.ofNullable(http.getHeader("Authorization")),
            Optional.ofNullable(http.getHeader("User-Agent")).orElse(""),
            http.getRemoteAddr());
    JoinResult result =
        http.getRequestURI().contains("/v1")
            ? reader.readV1(join, clock.millis())
            : reader.readV0(join, clock.millis());
    if (result instanceof JoinResult.Accepted(var parameters)
        && !autoCreate
        && !rooms.exists(parameters.room())) {
      result = new JoinResult.Refused(404, "requested room does not exist");
    }
    if (result instanceof JoinResult.Refused(var status, _)) {
      refusals.count(status == 401 ? Refusals.Refusal.TOKEN : Refusals.Refusal.JOIN);
    }
    return result;
  }

  private static Map<String, String> firstValues(HttpServletRequest http) {
    Map<String, String> query = new HashMap<>();
    http.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
    return query;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}

  /// The same question without the WebSocket.
  @RestController
  static class Validation {
    private final SignalHandshake handshake;

    Validation(SignalHandshake handshake) {
      this.handshake = handshake;
    }

    @GetMapping({"/rtc/validate", "/rtc/v1/validate"})
    ResponseEntity<String> validate(HttpServletRequest http) {
      return switch (handshake.read(http)) {
        case Gate.Result.Open _ ->
            ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("success");
        case Gate.Result.Closed(var status, var body) ->
            ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(body);
      };
    }
  }
}
