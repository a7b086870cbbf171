package io.rapat.media.policing;

/// Lets so many units through a second on average and `burst` at once: bytes, datagrams, checks,
/// messages. Full at the start. Owned by one thread; time comes from the caller.
///
/// Hot path.
public final class TokenBucket {
  private final double nanosPerUnit;
  private final long burstNanos;
  private long spentUntilNanos;
  private boolean started;

  /// @param unitsPerSecond at least 1
  /// @param burst units that may come at once, at least 1
  public TokenBucket(long unitsPerSecond, long burst) {
    nanosPerUnit = 1e9 / unitsPerSecond;
    burstNanos = (long) (burst * nanosPerUnit);
  }

  /// Takes one unit; false when there is none.
  public boolean take(long nowNanos) {
    return take(1, nowNanos);
  }

  /// Takes a share; false, and nothing taken, when it isn't there.
  public boolean take(long units, long nowNanos) {
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
