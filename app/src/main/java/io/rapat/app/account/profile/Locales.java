package io.rapat.app.account.profile;

import java.util.Locale;
import java.util.Set;

/// The languages this server speaks.
public final class Locales {
  private static final Set<String> SPOKEN = Set.of("en", "id");

  private Locales() {}

  static boolean isSpoken(String tag) {
    return SPOKEN.contains(tag);
  }

  /// The spoken one for what a browser asks for.
  public static String of(Locale locale) {
    // `in` is what Java long called Indonesian.
    String language = locale.getLanguage().replace("in", "id");
    return isSpoken(language) ? language : "en";
  }
}
