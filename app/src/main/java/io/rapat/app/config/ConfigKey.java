package io.rapat.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The settings there are, by their names in a LiveKit YAML file; our own ones beside them.
enum ConfigKey {
  PORT("port", Kind.PORT, "7880"),
  BIND_ADDRESSES("bind_addresses", Kind.ADDRESS, ""),
  DATA_DIR("data_dir", Kind.TEXT, "data"),
  RTC_UDP_PORT("rtc.udp_port", Kind.PORT, "7882"),
  RTC_TCP_PORT("rtc.tcp_port", Kind.PORT, "7881"),
  RTC_NODE_IP("rtc.node_ip", Kind.ADDRESSES, ""),
  RTC_DTLS("rtc.dtls", Kind.DTLS, ""),
  ROOM_AUTO_CREATE("room.auto_create", Kind.BOOLEAN, "true"),
  ROOM_EMPTY_TIMEOUT("room.empty_timeout", Kind.SECONDS, "300"),
  ROOM_DEPARTURE_TIMEOUT("room.departure_timeout", Kind.SECONDS, "20"),
  ROOM_MAX_PARTICIPANTS("room.max_participants", Kind.COUNT, "0"),
  CHAT_RETENTION_HOURS("chat.retention_hours", Kind.HOURS, "24"),
  HTTP_PUBLIC_URL("http.public_url", Kind.ORIGIN, ""),
  HTTP_TRUSTED_PROXIES("http.trusted_proxies", Kind.NETWORKS, ""),
  SMTP_HOST("smtp.host", Kind.TEXT, ""),
  SMTP_PORT("smtp.port", Kind.PORT, "587"),
  SMTP_USERNAME("smtp.username", Kind.TEXT, ""),
  SMTP_PASSWORD("smtp.password", Kind.SECRET, ""),
  SMTP_FROM("smtp.from", Kind.MAIL_ADDRESS, ""),
  SMTP_STARTTLS("smtp.starttls", Kind.BOOLEAN, "true");

  /// How a value is checked, and what to tell when it fails.
  enum Kind {
    PORT("a whole number from 0 to 65535"),
    ADDRESS("an IP address such as 0.0.0.0 or 192.0.2.10"),
    ADDRESSES("IP addresses, separated by commas"),
    TEXT("some text"),
    DTLS("libssl or java"),
    BOOLEAN("true or false"),
    SECONDS("a whole number of seconds from 1 to 86400"),
    COUNT("a whole number from 0 to 100000"),
    HOURS("a whole number of hours from 1 to 8760"),
    ORIGIN("an address such as https://meet.example.org, without a path"),
    NETWORKS("IP addresses or networks such as 10.0.0.0/8, separated by commas"),
    MAIL_ADDRESS("a mail address such as rapat@example.org"),
    SECRET("some text");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    String expected() {
      return expected;
    }

    boolean accepts(String value) {
      return switch (this) {
        case PORT -> number(value, 0, 65_535);
        case ADDRESS -> Addresses.isLiteral(value);
        case ADDRESSES ->
            Arrays.stream(value.split(",", -1)).allMatch(each -> Addresses.isLiteral(each.strip()));
        case TEXT, SECRET -> !value.isBlank();
        case DTLS -> value.equals("libssl") || value.equals("java");
        case BOOLEAN -> value.equals("true") || value.equals("false");
        case SECONDS -> number(value, 1, 86_400);
        case COUNT -> number(value, 0, 100_000);
        case HOURS -> number(value, 1, 8_760);
        case ORIGIN -> value.matches("https?://[A-Za-z0-9.\\-\\[\\]:]{1,255}");
        case NETWORKS ->
            Arrays.stream(value.split(",", -1)).allMatch(each -> Network.parse(each).isPresent());
        case MAIL_ADDRESS -> value.matches("[^\\s@<>]{1,64}@[^\\s@<>]{1,189}");
      };
    }

    private static boolean number(String value, int min, int max) {
      if (!value.matches("[0-9]{1,9}")) {
        return false;
      }
      int number = Integer.parseInt(value);
      return number >= min && number <= max;
    }
  }

  private final String key;
  private final Kind kind;
  private final String defaultValue;

  ConfigKey(String key, Kind kind, String defaultValue) {
    this.key = key;
    this.kind = kind;
    this.defaultValue = defaultValue;
  }

  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  String defaultValue() {
    return defaultValue;
  }

  /// `rtc.udp_port` is read from `RAPAT_RTC_UDP_PORT`.
  String environmentName() {
    return "RAPAT_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  static Optional<ConfigKey> named(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }
}
