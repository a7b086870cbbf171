package io.rapat.media.room;

import io.rapat.media.stream.ReceptionStatistics;

/// Loss of a received stream since it was last asked for.
final class LossWindow {
  private long highest;
  private long lost;
  private boolean started;

  /// Percent lost since the last call, or -1 when nothing came.
  double endWindow(ReceptionStatistics statistics) {
    if (!statistics.isStarted()) {
      return -1;
    }
    long expected = started ? statistics.highest() - highest : 0;
    long missing = statistics.lost() - lost;
    started = true;
    highest = statistics.highest();
    lost = statistics.lost();
    return expected <= 0 ? -1 : Math.clamp(100.0 * missing / expected, 0, 100);
  }
}
