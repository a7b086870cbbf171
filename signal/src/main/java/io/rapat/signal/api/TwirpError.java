package io.rapat.signal.api;

import io.rapat.signal.room.ApiResult;

/// The error codes of Twirp that this API uses, with their HTTP status.
enum TwirpError {
  INVALID_ARGUMENT("invalid_argument", 400),
  MALFORMED("malformed", 400),
  UNAUTHENTICATED("unauthenticated", 401),
  NOT_FOUND("not_found", 404),
  BAD_ROUTE("bad_route", 404),
  DEADLINE_EXCEEDED("deadline_exceeded", 408),
  FAILED_PRECONDITION("failed_precondition", 412),
  RESOURCE_EXHAUSTED("resource_exhausted", 429),
  UNKNOWN("unknown", 500),
  INTERNAL("internal", 500),
  UNAVAILABLE("unavailable", 503);

  private final String code;
  private final int status;

  TwirpError(String code, int status) {
    this.code = code;
    this.status = status;
  }

  static TwirpError of(ApiResult.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> NOT_FOUND;
      case INVALID_ARGUMENT -> INVALID_ARGUMENT;
      case FAILED_PRECONDITION -> FAILED_PRECONDITION;
      case UNAVAILABLE -> UNAVAILABLE;
      case DEADLINE_EXCEEDED -> DEADLINE_EXCEEDED;
      case RESOURCE_EXHAUSTED -> RESOURCE_EXHAUSTED;
      case NOT_IMPLEMENTED -> UNKNOWN;
      case INTERNAL -> INTERNAL;
    };
  }

  /// What the framework says.
  TwirpResponse response(String text) {
    return TwirpResponse.json(
        status, "{\"code\":\"" + code + "\",\"msg\":" + JsonText.quote(text) + "}");
  }

  /// What a service says; the reference's framework puts these words before it.
  TwirpResponse ofService(String text) {
    return response("twirp error unknown: " + text);
  }

  static TwirpResponse badRoute(String text, String method, String path) {
    return TwirpResponse.json(
        BAD_ROUTE.status,
        "{\"code\":\"bad_route\",\"msg\":"
            + JsonText.quote(text)
            + ",\"meta\":{\"twirp_invalid_route\":"
            + JsonText.quote(method + " " + path)
            + "}}");
  }
}
