package io.rapat.media.sctp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SCTP packets between Chromium pages and a LiveKit server, taken out of their DTLS.
record Capture(String page, boolean fromClient, byte[] packet) {
  private static final Pattern LINE =
      Pattern.compile("\"page\": \"(\\w)\", \"dir\": \"(\\w+)->.*\"hex\": \"([0-9a-f]+)\"");

  static List<Capture> chromium() {
    try (InputStream in =
        Objects.requireNonNull(Capture.class.getResourceAsStream("chromium-data-channels.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Capture::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Capture parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      throw new IllegalStateException(line);
    }
    return new Capture(
        matcher.group(1),
        matcher.group(2).equals("client"),
        HexFormat.of().parseHex(matcher.group(3)));
  }
}
