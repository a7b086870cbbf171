package io.rapat.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static boolean contains(String network, String address) {
    return Network.parse(network).orElseThrow().contains(address);
  }

  @Test
  void containsWhatSharesItsPrefix() {
    assertThat(contains("10.0.0.0/8", "10.255.1.2")).isTrue();
    assertThat(contains("10.0.0.0/8", "11.0.0.0")).isFalse();
    assertThat(contains("192.0.2.128/25", "192.0.2.200")).isTrue();
    assertThat(contains("192.0.2.128/25", "192.0.2.100")).isFalse();
    assertThat(contains("192.0.2.7", "192.0.2.7")).isTrue();
    assertThat(contains("192.0.2.7", "192.0.2.8")).isFalse();
    assertThat(contains("0.0.0.0/0", "203.0.113.1")).isTrue();
    assertThat(contains("0.0.0.0/0", "::1")).isFalse();
    assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
    assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
    assertThat(contains("10.0.0.0/8", "localhost")).isFalse();
  }

  @Test
  void readsNothingElse() {
    for (String text : List.of("", "x", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/8/8")) {
      assertThat(Network.parse(text)).as(text).isEmpty();
    }
  }
}
