package io.rapat.signal.join;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Largest sizes of what people and rooms are called and carry.
public final class Limits {

  /// Longest identity, room name and display name, in characters.
  public static final int NAME = 256;

  /// Largest metadata in bytes.
  public static final int METADATA = 512 * 1024;

  /// Largest sum of a participant's attribute keys and values, in bytes.
  public static final int ATTRIBUTES = 64 * 1024;

  /// How attributes begin that only the server and whoever signs tokens may set.
  public static final String RESERVED = "rapat.";

  private Limits() {}

  /// Whether a client asks for an attribute that it may not set.
  public static boolean touchesReserved(Map<String, String> attributes) {
    return attributes.keySet().stream().anyMatch(key -> key.startsWith(RESERVED));
  }

  /// The attributes with the reserved ones replaced.
  public static Map<String, String> withReserved(
      Map<String, String> attributes, Map<String, String> reserved) {
    Map<String, String> merged = new HashMap<>(attributes);
    merged.keySet().removeIf(key -> key.startsWith(RESERVED));
    merged.putAll(reserved);
    return Map.copyOf(merged);
  }

  static Optional<String> fault(JoinParameters join) {
    if (join.identity().isEmpty()) {
      return Optional.of("identity cannot be empty");
    }
    if (join.identity().length() > NAME) {
      return tooLong("participant identity");
    }
    if (join.room().isEmpty()) {
      return Optional.of("no room name");
    }
    if (join.room().length() > NAME) {
      return tooLong("room name");
    }
    return profileFault(join.name(), join.metadata(), join.attributes());
  }

  /// What of a participant's description is too large, if anything.
  public static Optional<String> profileFault(
      String name, String metadata, Map<String, String> attributes) {
    if (name.length() > NAME) {
      return tooLong("participant name");
    }
    if (bytes(metadata) > METADATA) {
      return Optional.of("metadata size exceeds limits: max size " + METADATA);
    }
    if (bytes(attributes) > ATTRIBUTES) {
      return Optional.of("attributes size exceeds limits: max size " + ATTRIBUTES);
    }
    return Optional.empty();
  }

  private static Optional<String> tooLong(String what) {
    return Optional.of(what + " length exceeds limits: max length " + NAME);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long bytes(Map<String, String> attributes) {
    long sum = 0;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      sum += bytes(attribute.getKey()) + bytes(attribute.getValue());
    }
    return sum;
  }
}
