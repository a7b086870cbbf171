package io.rapat.signal.architecture.planted;

public final class StartsThread {
  Thread start() {
    return Thread.ofVirtual().unstarted(() -> {});
  }
}
