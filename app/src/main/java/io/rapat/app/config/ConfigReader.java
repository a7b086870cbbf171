package io.rapat.app.config;

import io.rapat.app.config.RapatConfig.Http;
import io.rapat.app.config.RapatConfig.Rooms;
import io.rapat.app.config.RapatConfig.Rtc;
import io.rapat.app.config.RapatConfig.Secret;
import io.rapat.app.config.RapatConfig.Smtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads every source of settings, later ones over earlier ones: defaults, `--config` file,
/// `LIVEKIT_CONFIG`, `RAPAT_*`, flags. Collects all problems instead of stopping at the first.
public final class ConfigReader {
  /// Keys of a LiveKit file that are understood and have no effect here, with the reason.
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "rtc.use_external_ip", "set rtc.node_ip to the public address instead",
          "rtc.use_ice_lite", "this server is always ICE-lite",
          "rtc.enable_loopback_candidate", "loopback candidates follow the listening address",
          "logging.level", "the log level is fixed",
          "log_level", "the log level is fixed",
          "development", "use --dev");

  private static final Set<String> COMING = Set.of("turn", "webhook");

  private final Map<ConfigKey, String> values = new HashMap<>();
  private final Map<String, Secret> keys = new LinkedHashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean dev;

  private ConfigReader() {}

  /// Reads flags as given on the command line, and the environment.
  public static ConfigResult read(List<String> arguments, Map<String, String> environment) {
    return new ConfigReader().readAll(arguments, environment);
  }

  private ConfigResult readAll(List<String> arguments, Map<String, String> environment) {
    Map<String, String> flags = parseFlags(arguments);
    Optional.ofNullable(flags.remove("config")).ifPresent(this::readFile);
    Optional.ofNullable(environment.get("LIVEKIT_CONFIG"))
        .ifPresent(text -> readYaml("LIVEKIT_CONFIG", text));
    readEnvironment(environment);
    flags.forEach((name, value) -> set("--" + name, name, value));
    if (values.containsKey(ConfigKey.SMTP_HOST) && !values.containsKey(ConfigKey.SMTP_FROM)) {
      problems.add(
          new ConfigProblem(
              "smtp.from", "is missing beside smtp.host", "Give the sender's address"));
    }
    if (!problems.isEmpty()) {
      return new ConfigResult.Invalid(List.copyOf(problems));
    }
    return new ConfigResult.Valid(build(), List.copyOf(notes));
  }

  private Map<String, String> parseFlags(List<String> arguments) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--dev")) {
        dev = true;
      } else if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        if (equals > 0) {
          flags.put(flagKey(argument.substring(2, equals)), argument.substring(equals + 1));
        } else if (i + 1 < arguments.size()) {
          flags.put(flagKey(argument.substring(2)), arguments.get(++i));
        } else {
          problems.add(new ConfigProblem(argument, "has no value", "Write " + argument + " VALUE"));
        }
      } else {
        problems.add(
            new ConfigProblem(argument, "is not an option", "See ./rapat help for the options"));
      }
    }
    return flags;
  }

  private static String flagKey(String flag) {
    return switch (flag) {
      case "data-dir" -> "data_dir";
      case "bind" -> "bind_addresses";
      case "node-ip" -> "rtc.node_ip";
      default -> flag;
    };
  }

  private void readFile(String name) {
    try {
      readYaml(name, Files.readString(Path.of(name)));
    } catch (IOException _) {
      problems.add(
          new ConfigProblem("--config " + name, "cannot be read", "Check the path and its rights"));
    }
  }

  private void readYaml(String source, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(1 << 20);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> map) {
        map.forEach((key, value) -> flatten(source, String.valueOf(key), value));
      } else if (root != null) {
        problems.add(new ConfigProblem(source, "is not a YAML mapping", "Write key: value lines"));
      }
    } catch (YAMLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(new ConfigProblem(source, "is not valid YAML (" + first + ")", "Correct it"));
    }
  }

  private void flatten(String source, String key, Object value) {
    if (key.equals("keys") && value instanceof Map<?, ?> map) {
      map.forEach((name, secret) -> addKey(source, String.valueOf(name), String.valueOf(secret)));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> flatten(source, key + "." + name, inner));
    } else if (value instanceof List<?> list) {
      set(source + ": " + key, key, String.join(",", list.stream().map(String::valueOf).toList()));
    } else {
      set(source + ": " + key, key, value == null ? "" : String.valueOf(value));
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    for (var entry : environment.entrySet()) {
      if (!entry.getKey().startsWith("RAPAT_")) {
        continue;
      }
      if (entry.getKey().equals("RAPAT_DEV")) {
        dev = entry.getValue().equals("true");
      } else if (entry.getKey().equals("RAPAT_KEYS")) {
        readKeyList(entry.getValue());
      } else {
        String name =
            Arrays.stream(ConfigKey.values())
                .filter(key -> key.environmentName().equals(entry.getKey()))
                .map(ConfigKey::key)
                .findFirst()
                .orElse(entry.getKey());
        set(entry.getKey(), name, entry.getValue());
      }
    }
  }

  private void readKeyList(String text) {
    for (String pair : text.split("[,\\n]", -1)) {
      String[] parts = pair.split(":", 2);
      if (parts.length == 2) {
        addKey("RAPAT_KEYS", parts[0].strip(), parts[1].strip());
      } else {
        problems.add(
            new ConfigProblem("RAPAT_KEYS", "has no 'key: secret' pair", "Write KEY: SECRET"));
      }
    }
  }

  private void addKey(String source, String key, String secret) {
    if (key.isBlank() || secret.length() < 32) {
      problems.add(
          new ConfigProblem(
              source + ": keys",
              "an API key needs a name and a secret of at least 32 characters",
              "Make one with: openssl rand -hex 24"));
      return;
    }
    keys.put(key, new Secret(secret));
  }

  private void set(String where, String name, String value) {
    Optional<ConfigKey> known = ConfigKey.named(name);
    if (known.isEmpty()) {
      unknown(where, name);
    } else if (!known.get().kind().accepts(value)) {
      String shown = known.get().kind() == ConfigKey.Kind.SECRET ? "it" : "'" + value + "'";
      problems.add(
          new ConfigProblem(
              where, shown + " is not valid", "Give " + known.get().kind().expected()));
    } else {
      values.put(known.get(), value);
    }
  }

  private void unknown(String where, String name) {
    String group = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    if (WITHOUT_EFFECT.containsKey(name)) {
      notes.add(where + " has no effect: " + WITHOUT_EFFECT.get(name));
    } else if (COMING.contains(group)) {
      notes.add(where + " has no effect in this version");
    } else {
      problems.add(new ConfigProblem(where, "there is no setting of this name", nearest(name)));
    }
  }

  private static String nearest(String name) {
    String lower = name.replace('-', '_');
    return ConfigKey.named(lower)
        .or(() ->
            Arrays.stream(ConfigKey.values())
                .filter(key -> key.key().endsWith("." + lower))
                .findFirst())
        .map(key -> "Did you mean " + key.key() + "?")
        .orElse("Remove it; docs/operations/configuration.md lists the settings");
  }

  private String value(ConfigKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  private int number(ConfigKey key) {
    return Integer.parseInt(value(key));
  }

  private Optional<String> text(ConfigKey key) {
    return Optional.of(value(key)).filter(text -> !text.isEmpty());
  }

  private RapatConfig build() {
    Map<String, Secret> effective = dev ? Map.of("devkey", new Secret("secret")) : Map.copyOf(keys);
    return new RapatConfig(
        number(ConfigKey.PORT),
        dev
            ? text(ConfigKey.BIND_ADDRESSES).or(() -> Optional.of("127.0.0.1"))
            : text(ConfigKey.BIND_ADDRESSES),
        dev,
        Path.of(value(ConfigKey.DATA_DIR)).toAbsolutePath().normalize(),
        effective,
        rtc(),
        rooms(),
        Duration.ofHours(number(ConfigKey.CHAT_RETENTION_HOURS)),
        http(),
        smtp());
  }

  private Http http() {
    List<Network> proxies =
        text(ConfigKey.HTTP_TRUSTED_PROXIES).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .flatMap(each -> Network.parse(each).stream())
            .toList();
    return new Http(text(ConfigKey.HTTP_PUBLIC_URL), proxies);
  }

  private Optional<Smtp> smtp() {
    return text(ConfigKey.SMTP_HOST)
        .map(host ->
            new Smtp(
                host,
                number(ConfigKey.SMTP_PORT),
                text(ConfigKey.SMTP_USERNAME),
                text(ConfigKey.SMTP_PASSWORD).map(Secret::new),
                value(ConfigKey.SMTP_FROM),
                value(ConfigKey.SMTP_STARTTLS).equals("true")));
  }

  private Rtc rtc() {
    List<String> nodeIps =
        text(ConfigKey.RTC_NODE_IP)
            .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    return new Rtc(
        number(ConfigKey.RTC_UDP_PORT),
        number(ConfigKey.RTC_TCP_PORT),
        nodeIps,
        text(ConfigKey.RTC_DTLS));
  }

  private Rooms rooms() {
    return new Rooms(
        value(ConfigKey.ROOM_AUTO_CREATE).equals("true"),
        Duration.ofSeconds(number(ConfigKey.ROOM_EMPTY_TIMEOUT)),
        Duration.ofSeconds(number(ConfigKey.ROOM_DEPARTURE_TIMEOUT)),
        number(ConfigKey.ROOM_MAX_PARTICIPANTS));
  }
}
