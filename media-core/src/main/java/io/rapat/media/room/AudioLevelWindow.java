package io.rapat.media.room;

/// How loud one microphone was lately, from the level in each packet (RFC 6464). Time is counted by
/// the packets' timestamps.
///
/// Hot path.
final class AudioLevelWindow {
  private static final int ACTIVE_LEVEL = 35;
  private static final double WINDOW_MILLIS = 400;
  private static final double MIN_ACTIVE_MILLIS = 160;
  private static final double SMOOTHING = 2.0 / 3;
  private static final double THRESHOLD = Math.pow(10, -ACTIVE_LEVEL / 20.0);
  private static final long STALE_NANOS = 800_000_000L;
  private static final double STEPS = 8;

  private boolean started;
  private int lastTimestamp;
  private long lastNanos;
  private double observedMillis;
  private double activeMillis;
  private int loudest = 127;
  private double smoothed;

  /// What was told last, see [#level].
  float told;

  /// A packet in order.
  ///
  /// @param level in -dBov, 0 the loudest to 127
  void observe(int level, int timestamp, int clockRate, long nowNanos) {
    int ticks = started ? timestamp - lastTimestamp : 0;
    started = true;
    lastTimestamp = timestamp;
    lastNanos = nowNanos;
    if (ticks <= 0) {
      return;
    }
    double millis = ticks * 1000.0 / clockRate;
    observedMillis += millis;
    if (level <= ACTIVE_LEVEL) {
      activeMillis += millis;
      loudest = Math.min(loudest, level);
    }
    if (observedMillis >= WINDOW_MILLIS) {
      endWindow();
    }
  }

  private void endWindow() {
    if (activeMillis >= MIN_ACTIVE_MILLIS) {
      double adjusted = loudest - 20 * Math.log10(activeMillis / WINDOW_MILLIS);
      double linear = Math.pow(10, -adjusted / 20);
      smoothed += (linear - smoothed) * SMOOTHING;
    } else {
      smoothed = 0;
    }
    observedMillis = 0;
    activeMillis = 0;
    loudest = 127;
  }

  /// The level in eighths, 0 to 1; 0 when not speaking.
  float level(long nowNanos) {
    if (!started || nowNanos - lastNanos >= STALE_NANOS || smoothed < THRESHOLD) {
      return 0;
    }
    return (float) Math.min(1, Math.ceil(smoothed * STEPS) / STEPS);
  }
}
