package io.rapat.media.room;

import io.rapat.media.stream.ReceptionStatistics;

/// Loss of a received stream since it was last asked for.
final class LossWindow {
  private long expected;
  private long lost;

  /// Percent lost since the last call, or -1 when nothing came.
  double endWindow(ReceptionStatistics statistics) {
    long came = statistics.expected() - expected;
    long missing = statistics.lost() - lost;
    expected = statistics.expected();
    lost = statistics.lost();
    return came <= 0 ? -1 : Math.clamp(100.0 * missing / came, 0, 100);
  }
}
