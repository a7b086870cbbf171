package io.rapat.signal.architecture.planted;

import org.assertj.core.api.Assertions;

public final class DependsOnLibrary {
  void check() {
    Assertions.assertThat(1).isOne();
  }
}
