package io.rapat.app.account.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A browser in words that its owner recognises, `Firefox, Linux`. The header itself isn't kept.
final class Browser {
  /// In the order of looking: later ones pretend to be earlier ones, and contain their words.
  private static final List<String> NAMES =
      List.of("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl");

  private static final List<String> SYSTEMS =
      List.of("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux");

  private Browser() {}

  static String of(@Nullable String header) {
    if (header == null) {
      return "";
    }
    String name = first(NAMES, header).replace("Edg", "Edge").replace("OPR", "Opera");
    String system = first(SYSTEMS, header).replace("Mac OS X", "macOS").replace("CrOS", "ChromeOS");
    return system.isEmpty() ? name : name.isEmpty() ? system : name + ", " + system;
  }

  private static String first(List<String> words, String header) {
    return words.stream().filter(header::contains).findFirst().orElse("");
  }
}
