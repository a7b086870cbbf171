package io.rapat.signal.api;

import java.util.Optional;

/// An HTTP request to `/twirp/…`.
///
/// @param method for example `POST`
/// @param path with the leading slash, without the query
/// @param contentType the header as it came, or ""
/// @param authorization the `Authorization` header
/// @param accessToken the query parameter of that name
public record TwirpRequest(
    String method,
    String path,
    String contentType,
    Optional<String> authorization,
    Optional<String> accessToken,
    byte[] body) {

  /// Largest body to be read, in bytes.
  public static final int MAX_BODY = 10 * 1024 * 1024;

  @Override
  public String toString() {
    return "TwirpRequest[" + method + " " + path + "]";
  }
}
