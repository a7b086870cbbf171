package io.rapat.net.loop;

import io.rapat.media.sctp.SctpDrop;
import io.rapat.net.dtls.DtlsFailure;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What handshakes and data channels refused. Safe for use by several threads.
final class WorkerCounters {
  private final Map<DtlsFailure, LongAdder> failures = new EnumMap<>(DtlsFailure.class);
  private final Map<SctpDrop, LongAdder> sctp = new EnumMap<>(SctpDrop.class);
  private final LongAdder aborted = new LongAdder();

  WorkerCounters() {
    for (DtlsFailure reason : DtlsFailure.values()) {
      failures.put(reason, new LongAdder());
    }
    for (SctpDrop reason : SctpDrop.values()) {
      sctp.put(reason, new LongAdder());
    }
  }

  void failed(DtlsFailure reason) {
    add(failures.get(reason));
  }

  void dropped(SctpDrop reason) {
    add(sctp.get(reason));
  }

  /// An SCTP association was ended because of its peer.
  void aborted() {
    aborted.increment();
  }

  private static void add(@Nullable LongAdder counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  Map<String, Long> snapshot() {
    Map<String, Long> labels = new TreeMap<>();
    failures.forEach((reason, count) -> labels.put("dtls_failed_" + label(reason), count.sum()));
    sctp.forEach((reason, count) -> labels.put("sctp_" + label(reason), count.sum()));
    labels.put("sctp_association_aborted", aborted.sum());
    return labels;
  }

  private static String label(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
