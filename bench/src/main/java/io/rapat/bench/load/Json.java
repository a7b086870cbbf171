package io.rapat.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes maps, lists, strings, numbers and truth values as JSON.
final class Json {
  private Json() {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, "\n", out);
    return out.append('\n').toString();
  }

  private static void write(Object value, String indent, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        out.append('{');
        String separator = "";
        for (var entry : map.entrySet()) {
          out.append(separator).append(indent).append("  ");
          out.append(quoted(entry.getKey().toString())).append(": ");
          write(entry.getValue(), indent + "  ", out);
          separator = ",";
        }
        out.append(map.isEmpty() ? "" : indent).append('}');
      }
      case List<?> list -> {
        out.append('[');
        String separator = "";
        for (Object item : list) {
          out.append(separator).append(indent).append("  ");
          write(item, indent + "  ", out);
          separator = ",";
        }
        out.append(list.isEmpty() ? "" : indent).append(']');
      }
      case Double number -> out.append(String.format(Locale.ROOT, "%.3f", number));
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> out.append(quoted(value.toString()));
    }
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
