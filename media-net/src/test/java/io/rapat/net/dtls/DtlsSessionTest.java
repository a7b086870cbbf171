package io.rapat.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsSessionTest {
  @ParameterizedTest
  @EnumSource
  void warmsUp(DtlsEngines.Library library) {
    DtlsEngines engines = DtlsEngines.create(library, Instant.parse("2026-01-01T00:00:00Z"));
    engines.warmUp(20);
    assertThat(engines.openConnections()).isZero();
  }
}
