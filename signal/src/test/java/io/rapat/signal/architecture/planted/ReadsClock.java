package io.rapat.signal.architecture.planted;

import java.time.Instant;

public final class ReadsClock {
  Instant now() {
    return Instant.now();
  }
}
