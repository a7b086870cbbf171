package io.rapat.net.loop;

/// A rate with room for bursts, in units of the caller's choice.
///
/// Hot path.
final class Budget {
  private final double nanosPerUnit;
  private final long burstNanos;
  private long spentUntilNanos;
  private boolean started;

  Budget(long unitsPerSecond, long burstUnits) {
    nanosPerUnit = 1e9 / unitsPerSecond;
    burstNanos = (long) (burstUnits * nanosPerUnit);
  }

  /// Takes a share; false, and nothing taken, when it isn't there.
  boolean take(long units, long nowNanos) {
    if (!started || spentUntilNanos - nowNanos < 0) {
      started = true;
      spentUntilNanos = nowNanos;
    }
    long cost = (long) (units * nanosPerUnit);
    if (spentUntilNanos + cost - nowNanos > burstNanos) {
      return false;
    }
    spentUntilNanos += cost;
    return true;
  }
}
