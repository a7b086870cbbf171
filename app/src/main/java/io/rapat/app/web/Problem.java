package io.rapat.app.web;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// A refusal as it reaches a client (RFC 9457), told in the person's language. Its code names the
/// texts `problem.<code>.detail` and `.remedy`; its field is the request field it is about.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient Optional<String> field;
  private final transient Optional<Duration> retryAfter;

  private Problem(
      HttpStatus status, String code, Optional<String> field, Optional<Duration> retryAfter) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  public static Problem of(HttpStatus status, String code) {
    return new Problem(status, code, Optional.empty(), Optional.empty());
  }

  public static Problem ofField(HttpStatus status, String code, String field) {
    return new Problem(status, code, Optional.of(field), Optional.empty());
  }

  public static Problem tooMany(String code, Duration wait) {
    return new Problem(HttpStatus.TOO_MANY_REQUESTS, code, Optional.empty(), Optional.of(wait));
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  Optional<String> field() {
    return field;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
