package io.rapat.signal.negotiation;

import io.rapat.media.sdp.PayloadFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The `fmtp` list of an Opus format (RFC 7587 §6.1), to be changed.
final class OpusParameters {

  private final Map<String, String> values = new LinkedHashMap<>();

  private OpusParameters() {}

  static OpusParameters parse(String text) {
    var parameters = new OpusParameters();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.values.put(
            part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return parameters;
  }

  OpusParameters put(String name, String value) {
    values.put(name, value);
    return this;
  }

  OpusParameters remove(String name) {
    values.remove(name);
    return this;
  }

  PayloadFormat apply(PayloadFormat opus) {
    var text = new StringBuilder();
    values.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : ";").append(name).append('=').append(value));
    return opus.withParameters(text.toString());
  }
}
