package io.rapat.app.account;

import java.text.Normalizer;
import java.util.Optional;

/// The name a person shows to others: 1 to 100 characters of any script, without control characters
/// and without characters that turn the direction of the text around it.
public record DisplayName(String value) {
  private static final int MAX = 100;

  /// Trims and normalises (NFC), or empty when the name can't be used.
  public static Optional<DisplayName> of(String text) {
    if (text.length() > 4 * MAX) {
      return Optional.empty();
    }
    String name = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    long characters = name.codePoints().count();
    boolean usable =
        characters >= 1
            && characters <= MAX
            && name.codePoints().noneMatch(DisplayName::forbidden)
            && name.codePoints().anyMatch(DisplayName::visible);
    return usable ? Optional.of(new DisplayName(name)) : Optional.empty();
  }

  private static boolean forbidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> turnsDirection(character);
    };
  }

  /// Bidirectional formatting characters (UAX #9 §2).
  private static boolean turnsDirection(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069)
        || character == 0x200E
        || character == 0x200F
        || character == 0x061C;
  }

  private static boolean visible(int character) {
    return Character.getType(character) != Character.FORMAT && !Character.isSpaceChar(character);
  }
}
