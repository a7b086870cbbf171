package io.rapat.media.sdp;

import io.rapat.media.sdp.SessionDescription.ParseResult;
import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.media.sdp.SessionDescription.Reason;
import io.rapat.media.sdp.SessionDescription.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one text, line by line; work is linear in its length. The first problem ends it. Used
/// once.
final class SdpParser {

  private final List<SectionParser> sections = new ArrayList<>();
  private final TransportParser transport = new TransportParser();
  private final Set<String> mids = new HashSet<>();
  private Origin origin = new Origin("0", "0");
  private List<String> bundle = List.of();
  private boolean iceLite;
  private boolean extmapAllowMixed;
  private int line;
  private int sectionLines;

  ParseResult parse(String text) {
    if (text.length() > SessionDescription.MAX_LENGTH) {
      return new Refused(0, Reason.TOO_LONG);
    }
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (++line > SessionDescription.MAX_LINES
          || ++sectionLines > SessionDescription.MAX_SECTION_LINES) {
        return new Refused(line, Reason.TOO_MANY_LINES);
      }
      boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
      Reason problem = line(text.substring(start, carriageReturn ? end - 1 : end));
      if (problem != null) {
        return new Refused(line, problem);
      }
      start = end + 1;
    }
    return finish();
  }

  private @Nullable Reason line(String text) {
    if (text.isEmpty() && line > 2) {
      return null;
    }
    if (text.length() < 2 || text.charAt(1) != '=' || hasControlCharacter(text)) {
      return Reason.MALFORMED_LINE;
    }
    String value = text.substring(2);
    char type = text.charAt(0);
    if (line == 1) {
      return text.equals("v=0") ? null : Reason.MALFORMED_LINE;
    }
    if (line == 2) {
      return type == 'o' ? origin(value) : Reason.MALFORMED_LINE;
    }
    return switch (type) {
      case 'm' -> media(value);
      case 'a' -> attribute(value);
      default -> null;
    };
  }

  private static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
        return true;
      }
    }
    return false;
  }

  private @Nullable Reason origin(String value) {
    String[] words = value.split(" ", 7);
    if (words.length != 6 || !isNumber(words[1]) || !isNumber(words[2])) {
      return Reason.MALFORMED_LINE;
    }
    origin = new Origin(words[1], words[2]);
    return null;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= 20
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private @Nullable Reason media(String value) {
    if (sections.size() == SessionDescription.MAX_SECTIONS) {
      return Reason.TOO_MANY_SECTIONS;
    }
    sectionLines = 1;
    var section = new SectionParser(line);
    sections.add(section);
    return section.media(value);
  }

  private @Nullable Reason attribute(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    if (sections.isEmpty()) {
      return sessionAttribute(name, value);
    }
    if (name.equals("mid")) {
      return mid(value);
    }
    return sections.getLast().attribute(name, value);
  }

  private @Nullable Reason sessionAttribute(String name, String value) {
    switch (name) {
      case "group" -> {
        return group(value);
      }
      case "ice-lite" -> iceLite = true;
      case "extmap-allow-mixed" -> extmapAllowMixed = true;
      default -> {
        return transport.attribute(name, value);
      }
    }
    return null;
  }

  private @Nullable Reason group(String value) {
    if (!value.equals("BUNDLE") && !value.startsWith("BUNDLE ")) {
      return null;
    }
    List<String> members = new ArrayList<>();
    for (String word : value.substring("BUNDLE".length()).split(" ", -1)) {
      if (!word.isEmpty()) {
        members.add(word);
      }
    }
    if (!bundle.isEmpty() || members.size() > SessionDescription.MAX_SECTIONS) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    bundle = members;
    return null;
  }

  private @Nullable Reason mid(String value) {
    if (value.isEmpty()
        || value.length() > 64
        || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      return Reason.MALFORMED_MID;
    }
    if (!mids.add(value)) {
      return Reason.DUPLICATE_MID;
    }
    return sections.getLast().mid(value) ? null : Reason.DUPLICATE_MID;
  }

  private ParseResult finish() {
    if (line < 2) {
      return new Refused(0, Reason.MALFORMED_LINE);
    }
    if (transport.hasOnlyWeakFingerprint()) {
      return new Refused(0, Reason.WEAK_FINGERPRINT);
    }
    List<MediaSection> media = new ArrayList<>(sections.size());
    for (SectionParser section : sections) {
      Reason problem = section.problem();
      if (problem != null) {
        return new Refused(section.firstLine(), problem);
      }
      media.add(section.build());
    }
    var description =
        new SessionDescription(origin, iceLite, extmapAllowMixed, bundle, transport.build(), media);
    Reason problem = check(description);
    return problem == null ? new Parsed(description) : new Refused(0, problem);
  }

  private static @Nullable Reason check(SessionDescription description) {
    List<MediaSection> live =
        description.media().stream().filter(section -> !section.rejected()).toList();
    if (live.isEmpty()) {
      return null;
    }
    TransportAttributes bundled = description.bundledTransport();
    if (bundled.fingerprint().isEmpty()) {
      return Reason.MISSING_FINGERPRINT;
    }
    if (bundled.ice().isEmpty()) {
      return Reason.MISSING_ICE_CREDENTIALS;
    }
    for (MediaSection section : live) {
      Optional<Setup> own = description.transportOf(section).setup();
      if (own.isPresent() && !own.equals(bundled.setup())) {
        return Reason.SETUP_CONFLICT;
      }
    }
    return null;
  }
}
