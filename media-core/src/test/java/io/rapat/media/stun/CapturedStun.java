package io.rapat.media.stun;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// STUN messages of Chromium, Firefox and the reference server.
///
/// @param key the password MESSAGE-INTEGRITY was made with
/// @param username or "-"
/// @param mapped address and port in XOR-MAPPED-ADDRESS, or "-"
public record CapturedStun(String kind, String username, String key, String mapped, byte[] bytes) {

  public static List<CapturedStun> all() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CapturedStun.class.getResourceAsStream("captured.txt")),
                StandardCharsets.US_ASCII))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(CapturedStun::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CapturedStun of(String line) {
    String[] column = line.split(" ");
    return new CapturedStun(
        column[0], column[1], column[2], column[3], HexFormat.of().parseHex(column[4]));
  }

  @Override
  public String toString() {
    return kind + " " + username;
  }
}
