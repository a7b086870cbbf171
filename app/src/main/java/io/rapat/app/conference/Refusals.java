package io.rapat.app.conference;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What signalling refused, by reason. Safe for use by several threads.
@Component
class Refusals {
  private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

  /// Why. The names are labels of a metric.
  enum Refusal {
    /// A join without a token, or with one that isn't accepted.
    TOKEN,
    /// A join that is well signed and can't be had: a bad request, no such room, a limit.
    JOIN,
    /// A join that the meeting refuses: not let in, removed, locked out, ended.
    MEETING,
    /// A data packet under a topic that its sender may not use.
    DATA_TOPIC,
    /// An attribute that only the server sets.
    RESERVED_ATTRIBUTE,
    /// A session that doesn't fit its client: a description that breaks the rules, or a resumption
    /// of what is gone.
    STATE_MISMATCH,
    /// A signalling message that can't be read.
    MALFORMED_MESSAGE,
    /// A signalling message larger than any honest one.
    OVERSIZED_MESSAGE,
    /// A connection that was closed for breaking a rule, such as too many messages.
    POLICY,
    /// A connection whose client didn't read what it was sent.
    SLOW_READER,
    /// A message to a room in which too much waits already.
    ROOM_BUSY
  }

  Refusals() {
    for (Refusal reason : Refusal.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void count(Refusal reason) {
    LongAdder counter = counts.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  long of(Refusal reason) {
    @Nullable LongAdder counter = counts.get(reason);
    return counter == null ? 0 : counter.sum();
  }
}
