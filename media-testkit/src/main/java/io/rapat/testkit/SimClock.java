package io.rapat.testkit;

/// The time of a simulation. It moves only when told.
public final class SimClock {
  private long nowNanos;

  /// @param startNanos any value; a start near `Long.MAX_VALUE` finds wrong comparisons
  public SimClock(long startNanos) {
    nowNanos = startNanos;
  }

  public long nowNanos() {
    return nowNanos;
  }

  /// Moves time forward to an instant.
  ///
  /// @throws IllegalArgumentException when it is in the past
  public void advanceTo(long nanos) {
    if (nanos - nowNanos < 0) {
      throw new IllegalArgumentException("back by " + (nowNanos - nanos) + " ns");
    }
    nowNanos = nanos;
  }
}
