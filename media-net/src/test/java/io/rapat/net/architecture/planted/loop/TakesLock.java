package io.rapat.net.architecture.planted.loop;

public final class TakesLock {
  private int packets;

  int count() {
    synchronized (this) {
      return ++packets;
    }
  }
}
