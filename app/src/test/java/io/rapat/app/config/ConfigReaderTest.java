package io.rapat.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  private static RapatConfig valid(List<String> flags, Map<String, String> environment) {
    ConfigResult result = ConfigReader.read(flags, environment);
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).config();
  }

  private static List<ConfigProblem> problems(List<String> flags, Map<String, String> environment) {
    ConfigResult result = ConfigReader.read(flags, environment);
    assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
    return ((ConfigResult.Invalid) result).problems();
  }

  @Test
  void everySettingHasItsDefault() {
    RapatConfig config = valid(List.of(), Map.of());

    assertThat(config.port()).isEqualTo(7880);
    assertThat(config.bindAddress()).isEmpty();
    assertThat(config.dev()).isFalse();
    assertThat(config.keys()).isEmpty();
    assertThat(config.rtc().udpPort()).isEqualTo(7882);
    assertThat(config.rtc().tcpPort()).isEqualTo(7881);
    assertThat(config.rtc().nodeIps()).isEmpty();
    assertThat(config.rtc().dtls()).isEmpty();
    assertThat(config.rooms().autoCreate()).isTrue();
    assertThat(config.rooms().emptyTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.rooms().departureTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.rooms().maxParticipants()).isZero();
    assertThat(config.chatRetention()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void everyKeyIsReadFromYamlEnvironmentAndFlag() {
    for (ConfigKey key : ConfigKey.values()) {
      String value =
          switch (key.kind()) {
            case PORT, SECONDS, COUNT, HOURS -> "77";
            case ADDRESS, ADDRESSES -> "192.0.2.7";
            case TEXT -> "elsewhere";
            case DTLS -> "java";
            case BOOLEAN -> "false";
            case ORIGIN -> "https://meet.example.org";
            case NETWORKS -> "10.0.0.0/8, 192.0.2.7";
            case MAIL_ADDRESS -> "rapat@example.org";
            case SECRET -> "not told";
          };
      // A mail server's settings mean something beside its host only.
      Map<String, String> beside =
          key.key().startsWith("smtp.")
              ? Map.of("RAPAT_SMTP_HOST", "mail.example.org", "RAPAT_SMTP_FROM", "a@example.org")
              : Map.of();
      RapatConfig byFlag = valid(List.of("--" + key.key(), value), beside);
      Map<String, String> environment = new HashMap<>(beside);
      environment.put(key.environmentName(), value);
      RapatConfig byEnvironment = valid(List.of(), environment);
      environment.remove(key.environmentName());
      environment.put("LIVEKIT_CONFIG", nested(key.key(), value));
      RapatConfig byYaml = valid(List.of(), environment);

      assertThat(byFlag).isNotEqualTo(valid(List.of(), beside));
      assertThat(byEnvironment).isEqualTo(byFlag);
      assertThat(byYaml).isEqualTo(byFlag);
    }
  }

  private static String nested(String key, String value) {
    String[] parts = key.split("\\.", -1);
    return parts.length == 1 ? key + ": " + value : parts[0] + ":\n  " + parts[1] + ": " + value;
  }

  @Test
  void flagsWinOverEnvironmentOverLivekitConfigOverFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("r.yaml"), "port: 1\nrtc: {udp_port: 1, tcp_port: 1}");
    Map<String, String> environment =
        Map.of("LIVEKIT_CONFIG", "{port: 2, rtc: {udp_port: 2}}", "RAPAT_PORT", "3");

    RapatConfig config = valid(List.of("--config", file.toString(), "--port", "4"), environment);

    assertThat(config.port()).isEqualTo(4);
    assertThat(config.rtc().udpPort()).isEqualTo(2);
    assertThat(config.rtc().tcpPort()).isEqualTo(1);
  }

  @Test
  void allProblemsAreReportedTogetherEachWithARemedy() {
    List<ConfigProblem> problems =
        problems(
            List.of("--prot", "1", "--rtc.udp_port", "99999", "stray"),
            Map.of("RAPAT_NONSENSE", "x", "LIVEKIT_CONFIG", "keys: {short: abc}\nudp_port: 3"));

    assertThat(problems)
        .extracting(ConfigProblem::where)
        .containsExactlyInAnyOrder(
            "--prot",
            "--rtc.udp_port",
            "stray",
            "RAPAT_NONSENSE",
            "LIVEKIT_CONFIG: keys",
            "LIVEKIT_CONFIG: udp_port");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    assertThat(problems.toString()).contains("Did you mean rtc.udp_port?");
  }

  @Test
  void brokenYamlIsAProblemAndNotAnException() {
    assertThat(problems(List.of(), Map.of("LIVEKIT_CONFIG", "a: [")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("not valid YAML"));
  }

  @Test
  void devListensOnLoopbackWithTheWellKnownKey() {
    RapatConfig config = valid(List.of("--dev"), Map.of());

    assertThat(config.bindAddress()).contains("127.0.0.1");
    assertThat(config.keys()).containsKey("devkey");
    assertThat(config.keys().toString()).doesNotContain("secret\"");
  }

  @Test
  void settingsThatComeLaterAreNotedAndNotSwallowed() {
    ConfigResult result =
        ConfigReader.read(List.of(), Map.of("LIVEKIT_CONFIG", "turn: {enabled: true}"));

    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    assertThat(((ConfigResult.Valid) result).notes())
        .containsExactly("LIVEKIT_CONFIG: turn.enabled has no effect in this version");
  }

  @Test
  void secretsAreNotPrinted() {
    RapatConfig config =
        valid(List.of(), Map.of("RAPAT_KEYS", "k: 0123456789abcdef0123456789abcdef"));

    assertThat(config.toString()).doesNotContain("0123456789abcdef");
  }
}
