package io.rapat.net;

import io.rapat.media.room.MediaEvent;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events from the loops to the listener in their order, so that no loop waits for it. When
/// the listener lags, messages of data channels are dropped and counted; nothing else is.
final class EventThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventThread.class);
  private static final int DATA_LIMIT = 10_000;
  private static final long POLL_MILLIS = 200;

  private final LinkedBlockingQueue<MediaEvent> queue = new LinkedBlockingQueue<>();
  private final MediaEventListener listener;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  EventThread(MediaEventListener listener) {
    this.listener = listener;
    thread = Thread.ofPlatform().daemon().name("rapat-media-events").start(this::run);
  }

  void accept(MediaEvent event) {
    if (event instanceof MediaEvent.DataReceived && queue.size() >= DATA_LIMIT) {
      dropped.incrementAndGet();
    } else {
      queue.add(event);
    }
  }

  long dropped() {
    return dropped.get();
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        MediaEvent event = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          listener.onEvent(event);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("listener of media events failed", e);
      }
    }
  }

  /// Delivers what waits, for at most half a second, and ends.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
