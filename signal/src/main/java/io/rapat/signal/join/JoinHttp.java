package io.rapat.signal.join;

import java.util.Map;
import java.util.Optional;

/// What of an HTTP request a join is read from.
///
/// @param query decoded query parameters; of repeated ones the first
/// @param authorization the `Authorization` header
/// @param userAgent the `User-Agent` header, or ""
/// @param address of the client, or ""
public record JoinHttp(
    Map<String, String> query, Optional<String> authorization, String userAgent, String address) {

  public JoinHttp {
    query = Map.copyOf(query);
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return "JoinHttp[]";
  }
}
