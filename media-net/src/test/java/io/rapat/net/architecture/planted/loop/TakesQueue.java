package io.rapat.net.architecture.planted.loop;

import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;

public final class TakesQueue {
  Queue<String> queue() {
    return new LinkedBlockingQueue<>();
  }
}
