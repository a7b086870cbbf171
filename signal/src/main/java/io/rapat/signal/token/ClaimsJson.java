package io.rapat.signal.token;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitModels.ParticipantInfo.KindDetail;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRoom.RoomConfiguration;

/// Reads the claims of a token from their JSON and writes them.
final class ClaimsJson {

  private ClaimsJson() {}

  static Optional<Struct> parse(String json) {
    try {
      Struct.Builder struct = Struct.newBuilder();
      JsonFormat.parser().merge(json, struct);
      return Optional.of(struct.build());
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /// Empty when a claim has a wrong type where guessing would grant something.
  static Optional<Claims> read(Struct all) {
    Value video = all.getFieldsMap().get("video");
    if (video != null && !video.hasStructValue() && !video.hasNullValue()) {
      return Optional.empty();
    }
    String subject = text(all, "sub");
    return Optional.of(
        new Claims(
            text(all, "iss"),
            subject.isEmpty() ? text(all, "jti") : subject,
            text(all, "name"),
            text(all, "metadata"),
            textMap(all, "attributes"),
            kind(text(all, "kind")),
            kindDetails(all),
            seconds(all, "exp"),
            seconds(all, "nbf"),
            Optional.ofNullable(video)
                .filter(Value::hasStructValue)
                .map(v -> grant(v.getStructValue())),
            roomConfig(all),
            text(all, "roomPreset"),
            text(all, "sha256"),
            all));
  }

  static String text(Struct struct, String field) {
    Value value = struct.getFieldsMap().get(field);
    return value != null && value.hasStringValue() ? value.getStringValue() : "";
  }

  static OptionalLong seconds(Struct struct, String field) {
    Value value = struct.getFieldsMap().get(field);
    return value != null && value.hasNumberValue()
        ? OptionalLong.of((long) value.getNumberValue())
        : OptionalLong.empty();
  }

  private static boolean flag(Struct struct, String field) {
    return optionalFlag(struct, field).orElse(false);
  }

  private static Optional<Boolean> optionalFlag(Struct struct, String field) {
    Value value = struct.getFieldsMap().get(field);
    return value != null && value.hasBoolValue()
        ? Optional.of(value.getBoolValue())
        : Optional.empty();
  }

  private static Map<String, String> textMap(Struct struct, String field) {
    Map<String, String> map = new LinkedHashMap<>();
    Value value = struct.getFieldsMap().get(field);
    if (value != null && value.hasStructValue()) {
      value
          .getStructValue()
          .getFieldsMap()
          .forEach((key, entry) -> {
            if (entry.hasStringValue()) {
              map.put(key, entry.getStringValue());
            }
          });
    }
    return map;
  }

  private static List<String> texts(Struct struct, String field) {
    List<String> list = new ArrayList<>();
    Value value = struct.getFieldsMap().get(field);
    if (value != null && value.hasListValue()) {
      for (Value entry : value.getListValue().getValuesList()) {
        if (entry.hasStringValue()) {
          list.add(entry.getStringValue());
        }
      }
    }
    return list;
  }

  private static VideoGrant grant(Struct video) {
    return new VideoGrant(
        flag(video, "roomCreate"),
        flag(video, "roomList"),
        flag(video, "roomRecord"),
        flag(video, "roomAdmin"),
        flag(video, "roomJoin"),
        text(video, "room"),
        text(video, "destinationRoom"),
        optionalFlag(video, "canPublish"),
        optionalFlag(video, "canSubscribe"),
        optionalFlag(video, "canPublishData"),
        sources(video),
        flag(video, "canUpdateOwnMetadata"),
        flag(video, "ingressAdmin"),
        flag(video, "hidden"),
        flag(video, "recorder"),
        flag(video, "agent"),
        flag(video, "canSubscribeMetrics"),
        flag(video, "canManageAgentSession"));
  }

  /// A name that is not a source restricts all the same: the set must not become empty by it.
  private static Set<TrackSource> sources(Struct video) {
    Set<TrackSource> sources = new LinkedHashSet<>();
    for (String name : texts(video, "canPublishSources")) {
      sources.add(source(name));
    }
    return sources;
  }

  private static TrackSource source(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "camera" -> TrackSource.CAMERA;
      case "microphone" -> TrackSource.MICROPHONE;
      case "screen_share" -> TrackSource.SCREEN_SHARE;
      case "screen_share_audio" -> TrackSource.SCREEN_SHARE_AUDIO;
      default -> TrackSource.UNKNOWN;
    };
  }

  private static Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UNRECOGNIZED && kind.name().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    return Kind.STANDARD;
  }

  private static List<KindDetail> kindDetails(Struct all) {
    List<KindDetail> details = new ArrayList<>();
    for (String name : texts(all, "kindDetails")) {
      for (KindDetail detail : KindDetail.values()) {
        if (detail != KindDetail.UNRECOGNIZED && detail.name().equalsIgnoreCase(name)) {
          details.add(detail);
        }
      }
    }
    return details;
  }

  private static Optional<RoomConfiguration> roomConfig(Struct all) {
    Value value = all.getFieldsMap().get("roomConfig");
    if (value == null || !value.hasStructValue()) {
      return Optional.empty();
    }
    try {
      RoomConfiguration.Builder config = RoomConfiguration.newBuilder();
      JsonFormat.parser().ignoringUnknownFields().merge(write(value.getStructValue()), config);
      return Optional.of(config.build());
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /// Writes whole numbers without fraction or exponent, as other JWT libraries expect them.
  static String write(Struct struct) {
    StringBuilder out = new StringBuilder();
    write(struct, out);
    return out.toString();
  }

  private static void write(Struct struct, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Value> field : struct.getFieldsMap().entrySet()) {
      out.append(separator);
      quote(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void write(ListValue list, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Value value : list.getValuesList()) {
      out.append(separator);
      write(value, out);
      separator = ",";
    }
    out.append(']');
  }

  private static void write(Value value, StringBuilder out) {
    switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> out.append("null");
      case NUMBER_VALUE -> number(value.getNumberValue(), out);
      case STRING_VALUE -> quote(value.getStringValue(), out);
      case BOOL_VALUE -> out.append(value.getBoolValue());
      case STRUCT_VALUE -> write(value.getStructValue(), out);
      case LIST_VALUE -> write(value.getListValue(), out);
    }
  }

  private static void number(double number, StringBuilder out) {
    if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
      out.append((long) number);
    } else {
      out.append(number);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
