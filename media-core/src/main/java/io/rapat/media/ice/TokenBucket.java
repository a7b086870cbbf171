package io.rapat.media.ice;

/// Lets `perSecond` events through on average and `burst` at once. Time comes from the caller.
final class TokenBucket {
  private final long nanosPerToken;
  private final long capacityNanos;
  private long spentUntil;
  private boolean started;

  TokenBucket(int perSecond, int burst) {
    nanosPerToken = 1_000_000_000L / perSecond;
    capacityNanos = nanosPerToken * burst;
  }

  /// Takes a token; false when there is none.
  boolean take(long nowNanos) {
    if (!started || spentUntil - nowNanos < 0) {
      started = true;
      spentUntil = nowNanos;
    }
    if (spentUntil + nanosPerToken - nowNanos > capacityNanos) {
      return false;
    }
    spentUntil += nanosPerToken;
    return true;
  }
}
