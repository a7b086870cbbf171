package io.rapat.app.meeting;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Wakes those who wait for news of a meeting. Safe for use by several threads.
@Component
class Pulses {
  private final Map<MeetingCode, CompletableFuture<Boolean>> next = new ConcurrentHashMap<>();

  /// Completes with the next news. To be taken before the state is read, so that none is missed.
  CompletableFuture<Boolean> next(MeetingCode code) {
    return next.computeIfAbsent(code, _ -> new CompletableFuture<>());
  }

  /// There is news.
  void beat(MeetingCode code) {
    CompletableFuture<Boolean> waiting = next.remove(code);
    if (waiting != null) {
      waiting.complete(true);
    }
  }
}
