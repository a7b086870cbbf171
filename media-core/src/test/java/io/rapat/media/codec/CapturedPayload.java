package io.rapat.media.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// The begin of a payload that a browser sent, and the header extensions beside it.
///
/// @param keyFrame whether the packet belongs to a key frame
/// @param layer the RID, or `S0`, `S1`, … for a spatial layer
/// @param descriptor the dependency descriptor, or empty
/// @param audioLevel the audio level extension, or empty
record CapturedPayload(
    boolean marker,
    boolean keyFrame,
    String layer,
    byte[] descriptor,
    byte[] audioLevel,
    byte[] bytes) {

  static List<CapturedPayload> of(String file) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CapturedPayload.class.getResourceAsStream(file)),
                StandardCharsets.US_ASCII))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(CapturedPayload::ofLine).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CapturedPayload ofLine(String line) {
    String[] column = line.split(" ");
    return new CapturedPayload(
        column[0].equals("1"),
        column[1].equals("1"),
        column[2],
        hex(column[3]),
        hex(column[4]),
        hex(column[5]));
  }

  private static byte[] hex(String column) {
    return column.equals("-") ? new byte[0] : HexFormat.of().parseHex(column);
  }

  MemorySegment segment() {
    return MemorySegment.ofArray(bytes);
  }
}
