package io.rapat.signal.api;

import java.nio.charset.StandardCharsets;

/// The HTTP response.
public record TwirpResponse(int status, String contentType, byte[] body) {

  static TwirpResponse text(int status, String body) {
    return new TwirpResponse(
        status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static TwirpResponse json(int status, String body) {
    return new TwirpResponse(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
