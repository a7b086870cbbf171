package io.rapat.media.architecture.planted;

public final class StartsThread {
  Thread start() {
    return Thread.ofVirtual().unstarted(() -> {});
  }
}
