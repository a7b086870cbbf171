package io.rapat.app.meeting;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The unguessable name of a meeting, `abc-defg-hij`: ten letters of 26, 47 bits.
public record MeetingCode(String value) {
  private static final int LETTERS = 10;

  /// A new code from a cryptographically strong source.
  static MeetingCode create(RandomGenerator random) {
    StringBuilder letters = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return grouped(letters.toString());
  }

  /// Reads a code as people type it: any case, with or without hyphens and blanks.
  static Optional<MeetingCode> parse(String text) {
    if (text.length() > 64) {
      return Optional.empty();
    }
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    return letters.matches("[a-z]{10}") ? Optional.of(grouped(letters)) : Optional.empty();
  }

  private static MeetingCode grouped(String letters) {
    return new MeetingCode(
        letters.substring(0, 3) + "-" + letters.substring(3, 7) + "-" + letters.substring(7));
  }

  @Override
  public String toString() {
    return value;
  }
}
