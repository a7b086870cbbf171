package io.rapat.signal.token;

import java.util.Map;
import java.util.Optional;

/// The pairs of API key and secret this server signs and verifies with.
@FunctionalInterface
public interface ApiKeys {

  /// The secret of an API key, or empty when the key is unknown.
  Optional<String> secretOf(String apiKey);

  /// A fixed set of pairs.
  static ApiKeys of(Map<String, String> secrets) {
    Map<String, String> copy = Map.copyOf(secrets);
    return apiKey -> Optional.ofNullable(copy.get(apiKey));
  }
}
