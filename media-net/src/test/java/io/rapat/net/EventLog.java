package io.rapat.net;

import io.rapat.media.room.MediaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Collects what a server tells; a test waits for what it expects.
final class EventLog implements MediaEventListener {
  private final LinkedBlockingQueue<MediaEvent> incoming = new LinkedBlockingQueue<>();
  final List<MediaEvent> seen = new ArrayList<>();

  @Override
  public void onEvent(MediaEvent event) {
    incoming.add(event);
  }

  /// The first event of the type that comes, or came and wasn't waited for, and fits.
  <T extends MediaEvent> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
    for (int i = 0; i < seen.size(); i++) {
      if (type.isInstance(seen.get(i)) && fits.test(type.cast(seen.get(i)))) {
        return type.cast(seen.remove(i));
      }
    }
    while (true) {
      MediaEvent next = incoming.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + type.getSimpleName() + " came, only " + seen);
      }
      if (type.isInstance(next) && fits.test(type.cast(next))) {
        return type.cast(next);
      }
      seen.add(next);
    }
  }

  <T extends MediaEvent> T await(Class<T> type) throws InterruptedException {
    return await(type, event -> true);
  }
}
