package io.rapat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {
  private static LoadOptions options(String... arguments) {
    return switch (LoadOptions.parse(List.of(arguments))) {
      case LoadOptions.Parsed.Options(LoadOptions options) -> options;
      case LoadOptions.Parsed.Problems(List<String> problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void isACallOfTwoByDefault() {
    LoadOptions options = options();

    assertThat(options.publishers()).isEqualTo(1);
    assertThat(options.subscribers()).isEqualTo(1);
    assertThat(options.audio()).isTrue();
    assertThat(options.video()).isTrue();
    assertThat(options.duration()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void readsEachOption() {
    LoadOptions options =
        options(
            "--url",
            "ws://[::1]:1",
            "--api-key",
            "k",
            "--api-secret",
            "s",
            "--room",
            "r",
            "--publishers",
            "3",
            "--audio",
            "dtx",
            "--video",
            "none",
            "--simulcast",
            "--subscribers",
            "0",
            "--duration",
            "1500ms",
            "--loss",
            "0.25",
            "--seed",
            "9");

    assertThat(options.url().getHost()).isEqualTo("[::1]");
    assertThat(options.dtx()).isTrue();
    assertThat(options.video()).isFalse();
    assertThat(options.simulcast()).isTrue();
    assertThat(options.subscribers()).isZero();
    assertThat(options.duration()).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.loss()).isEqualTo(0.25);
    assertThat(options.seed()).isEqualTo(9);
  }

  @Test
  void namesEveryProblemAtOnce() {
    LoadOptions.Parsed parsed =
        LoadOptions.parse(
            List.of(
                "--publishers", "x", "--loss", "1", "--what", "1", "--duration", "0s", "--room"));

    assertThat(parsed)
        .isInstanceOfSatisfying(
            LoadOptions.Parsed.Problems.class,
            problems -> assertThat(problems.problems()).hasSize(5));
  }
}
