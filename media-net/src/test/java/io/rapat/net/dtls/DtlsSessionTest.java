package io.rapat.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DtlsSessionTest {
  @Test
  void warmsUp() {
    DtlsEngines engines = DtlsEngines.create(Instant.parse("2026-01-01T00:00:00Z"));
    engines.warmUp(20);
    assertThat(engines.openConnections()).isZero();
  }
}
