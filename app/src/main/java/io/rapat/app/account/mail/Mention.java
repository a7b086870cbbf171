package io.rapat.app.account.mail;

import io.rapat.app.account.Person;
import java.util.regex.Pattern;

/// Finds a person's address and name in a text, as whole words and in any case.
final class Mention {
  private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}])";
  private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}])";

  private final Pattern pattern;

  Mention(Person person) {
    this.pattern =
        Pattern.compile(
            NO_WORD_BEFORE
                + "(?:"
                + Pattern.quote(person.email())
                + "|"
                + Pattern.quote(person.name())
                + ")"
                + NO_WORD_AFTER,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  boolean in(String text) {
    return pattern.matcher(text).find();
  }
}
