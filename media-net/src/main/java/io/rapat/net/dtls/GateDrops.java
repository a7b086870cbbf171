package io.rapat.net.dtls;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// How often gates dropped something, by reason. Safe for use by several threads.
final class GateDrops {
  private final Map<GateDrop, LongAdder> counts;

  GateDrops() {
    Map<GateDrop, LongAdder> zeros = new EnumMap<>(GateDrop.class);
    for (GateDrop reason : GateDrop.values()) {
      zeros.put(reason, new LongAdder());
    }
    counts = Collections.unmodifiableMap(zeros);
  }

  void count(GateDrop reason) {
    LongAdder counter = counts.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  long of(GateDrop reason) {
    LongAdder counter = counts.get(reason);
    return counter == null ? 0 : counter.sum();
  }

  Map<String, Long> snapshot() {
    Map<String, Long> labels = new TreeMap<>();
    counts.forEach(
        (reason, count) -> labels.put(reason.name().toLowerCase(Locale.ROOT), count.sum()));
    return labels;
  }
}
