package io.rapat.signal.architecture.planted;

import java.util.UUID;

public final class MakesRandom {
  UUID id() {
    return UUID.randomUUID();
  }
}
