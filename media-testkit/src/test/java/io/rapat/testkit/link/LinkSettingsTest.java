package io.rapat.testkit.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.testkit.LinkModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkSettingsTest {

  @Test
  void readsEverySetting() {
    Options options =
        Options.parse(
            List.of(
                ("--ns-a a --ns-b b --addr-a 192.0.2.9 --seed 5 --mtu 1400 --loss 5% --delay 25ms"
                        + " --jitter 500us --reorder 0.01 --duplicate 2% --burst 1%/25%"
                        + " --up --rate 2.5mbit --queue 300ms --down --rate 800kbit --queue 64kb"
                        + " --loss 0")
                    .split(" ")));

    assertThat(options.a()).isEqualTo(new Options.Side("a", "192.0.2.9"));
    assertThat(options.a().prefix()).isEqualTo("192.0.2.9/24");
    assertThat(options.b()).isEqualTo(new Options.Side("b", "192.0.2.1"));
    assertThat(options.seed()).isEqualTo(5);
    assertThat(options.mtu()).isEqualTo(1400);
    LinkModel.Burst burst = new LinkModel.Burst(0.01, 0.25);
    assertThat(options.up().model())
        .isEqualTo(new LinkModel(0.05, burst, 25_000_000, 500_000, 0.01, 2_500_000, 93_750, 0.02));
    assertThat(options.down().model())
        .isEqualTo(new LinkModel(0, burst, 25_000_000, 500_000, 0.01, 800_000, 64_000, 0.02));
  }

  @Test
  void keepsAQueueOfTimeInStepWithTheRate() {
    LinkSettings settings =
        LinkSettings.PERFECT.with("queue", "200ms").with("rate", "1mbit").with("rate", "4mbit");

    assertThat(settings.model().queueBytes()).isEqualTo(100_000);
    assertThat(settings.with("rate", "10kbit").model().queueBytes()).isEqualTo(3000);
    assertThat(settings.with("rate", "unlimited").model().rateBps()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "loss,101%",
    "loss,-1",
    "loss,many",
    "loss,NaN",
    "delay,25",
    "delay,-1ms",
    "rate,2.5",
    "rate,1e30mbit",
    "burst,5%",
    "queue,3",
    "colour,red"
  })
  void refusesWhatIsNoSetting(String name, String value) {
    assertThatThrownBy(() -> LinkSettings.PERFECT.with(name, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnIncompleteCommandLine() {
    assertThatThrownBy(() -> Options.parse(List.of("--loss")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(List.of("loss", "5%")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(List.of("--seed", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
