package io.rapat.app.conference;

import io.rapat.signal.api.TwirpApi;
import io.rapat.signal.api.TwirpRequest;
import io.rapat.signal.api.TwirpResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// LiveKit's server API over HTTP.
@RestController
class ServerApi {
  private final TwirpApi api;
  private final InstantSource clock;

  ServerApi(TwirpApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  @RequestMapping("/twirp/{*path}")
  ResponseEntity<byte[]> call(HttpServletRequest http) throws IOException {
    byte[] body = http.getInputStream().readNBytes(TwirpRequest.MAX_BODY + 1);
    TwirpRequest request =
        new TwirpRequest(
            http.getMethod(),
            http.getRequestURI(),
            Optional.ofNullable(http.getContentType()).orElse(""),
            Optional.ofNullable(http.getHeader("Authorization")),
            Optional.ofNullable(http.getParameter("access_token")),
            body);
    TwirpResponse response = api.handle(request, clock.millis());
    return ResponseEntity.status(response.status())
        .contentType(MediaType.parseMediaType(response.contentType()))
        .body(response.body());
  }
}
