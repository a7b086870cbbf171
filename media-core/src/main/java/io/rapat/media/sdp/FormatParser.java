package io.rapat.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Collects the lines of one payload format.
final class FormatParser {
  /// RFC 3551 §6: payload types that need no `rtpmap`.
  private static final Map<Integer, String> STATIC = Map.of(0, "PCMU", 8, "PCMA", 9, "G722");

  private final int payloadType;
  private final List<String> feedback = new ArrayList<>();
  private String encoding = "";
  private int clockRate;
  private int channels = 1;
  private String parameters = "";

  FormatParser(int payloadType) {
    this.payloadType = payloadType;
    encoding = STATIC.getOrDefault(payloadType, "");
    clockRate = encoding.isEmpty() ? 0 : 8_000;
  }

  /// `<encoding>/<clock rate>[/<channels>]`
  boolean rtpmap(String value) {
    String[] parts = value.split("/", 4);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty()) {
      return false;
    }
    encoding = parts[0];
    clockRate = (int) SdpNumbers.parse(parts[1], 1_000_000);
    channels = parts.length == 3 ? (int) SdpNumbers.parse(parts[2], 255) : 1;
    return clockRate > 0 && channels > 0 && encoding.indexOf(' ') < 0;
  }

  /// Some clients write two lines for one format; together they are one list.
  void parameters(String value) {
    if (parameters.length() + value.length() < 4096) {
      parameters = parameters.isEmpty() ? value : parameters + ";" + value;
    }
  }

  void feedback(String value) {
    if (!value.isEmpty() && !feedback.contains(value) && feedback.size() < 32) {
      feedback.add(value);
    }
  }

  PayloadFormat build(List<String> forAll) {
    forAll.forEach(this::feedback);
    return new PayloadFormat(payloadType, encoding, clockRate, channels, parameters, feedback);
  }
}
