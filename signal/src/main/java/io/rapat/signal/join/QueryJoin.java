package io.rapat.signal.join;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.ReconnectReason;

/// Reads the query of `/rtc`.
final class QueryJoin {

  private QueryJoin() {}

  static WishesResult read(JoinHttp http) {
    Map<String, String> attributes = new HashMap<>();
    if (!http.parameter("attributes").isEmpty() && !readAttributes(http, attributes)) {
      return new WishesResult.Unreadable("cannot decode attributes");
    }
    return new WishesResult.Read(
        new Wishes(
            false,
            client(http),
            flag(http, "auto_subscribe", true),
            flag(http, "auto_subscribe_data_track", true),
            flag(http, "adaptive_stream", false),
            flag(http, "reconnect", false),
            reconnectReason(http),
            http.parameter("sid"),
            http.parameter("room"),
            http.parameter("publish"),
            "",
            attributes,
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private static boolean readAttributes(JoinHttp http, Map<String, String> attributes) {
    Optional<byte[]> json = LenientBase64.decode(http.parameter("attributes"));
    if (json.isEmpty()) {
      return false;
    }
    try {
      Struct.Builder struct = Struct.newBuilder();
      JsonFormat.parser().merge(new String(json.get(), StandardCharsets.UTF_8), struct);
      struct.getFieldsMap().forEach((key, value) -> attributes.put(key, value.getStringValue()));
      return true;
    } catch (InvalidProtocolBufferException _) {
      return false;
    }
  }

  private static ClientInfo client(JoinHttp http) {
    ClientInfo.Builder client =
        ClientInfo.newBuilder()
            .setSdk(sdk(http.parameter("sdk")))
            .setVersion(http.parameter("version"))
            .setProtocol(number(http, "protocol"))
            .setClientProtocol(number(http, "client_protocol"))
            .setOs(http.parameter("os"))
            .setOsVersion(http.parameter("os_version"))
            .setDeviceModel(http.parameter("device_model"))
            .setBrowser(http.parameter("browser"))
            .setBrowserVersion(http.parameter("browser_version"))
            .setNetwork(http.parameter("network"));
    for (String name : http.parameter("capabilities").split(",")) {
      for (ClientInfo.Capability capability : ClientInfo.Capability.values()) {
        if (capability.name().equals(name)) {
          client.addCapabilities(capability);
        }
      }
    }
    return UserAgent.complete(client, http);
  }

  private static ClientInfo.SDK sdk(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "js" -> ClientInfo.SDK.JS;
      case "reactnative" -> ClientInfo.SDK.REACT_NATIVE;
      case "ios", "swift" -> ClientInfo.SDK.SWIFT;
      case "android" -> ClientInfo.SDK.ANDROID;
      case "flutter" -> ClientInfo.SDK.FLUTTER;
      case "go" -> ClientInfo.SDK.GO;
      case "unity" -> ClientInfo.SDK.UNITY;
      case "unityweb" -> ClientInfo.SDK.UNITY_WEB;
      case "rust" -> ClientInfo.SDK.RUST;
      case "python" -> ClientInfo.SDK.PYTHON;
      case "cpp" -> ClientInfo.SDK.CPP;
      case "node" -> ClientInfo.SDK.NODE;
      case "unreal" -> ClientInfo.SDK.UNREAL;
      case "esp32" -> ClientInfo.SDK.ESP32;
      default -> ClientInfo.SDK.UNKNOWN;
    };
  }

  private static ReconnectReason reconnectReason(JoinHttp http) {
    ReconnectReason reason = ReconnectReason.forNumber(number(http, "reconnect_reason"));
    return reason == null ? ReconnectReason.RR_UNKNOWN : reason;
  }

  private static boolean flag(JoinHttp http, String name, boolean absent) {
    String value = http.parameter(name);
    return value.isEmpty() ? absent : value.equals("1") || value.equalsIgnoreCase("true");
  }

  private static int number(JoinHttp http, String name) {
    try {
      return Math.max(0, Integer.parseInt(http.parameter(name)));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
