package io.rapat.signal.architecture.planted;

import java.lang.System.Logger;

public final class WritesLog {
  Logger log() {
    return System.getLogger("planted");
  }
}
