package io.rapat.media.architecture.planted;

public final class ReadsClock {
  long now() {
    return System.nanoTime();
  }
}
