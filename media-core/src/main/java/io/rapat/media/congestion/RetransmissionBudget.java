package io.rapat.media.congestion;

/// Bytes that may be spent on retransmissions to one subscriber: 15 % of what is sent to it, and
/// 100 kbit/s in any case. A flood of NACKs gets no more.
///
/// Hot path.
public final class RetransmissionBudget {
  private static final long MAX_BYTES = 128_000;
  private static final long FLOOR_BYTES_PER_SECOND = 12_500;
  private static final int SHARE_PERCENT = 15;

  // In hundredths of a byte, so that small packets count, too.
  private long tokens = MAX_BYTES / 4 * 100;
  private boolean started;
  private long lastNanos;

  /// Media bytes went out.
  public void onSent(int bytes) {
    tokens = Math.min(MAX_BYTES * 100, tokens + (long) bytes * SHARE_PERCENT);
  }

  /// Spends `bytes`, or says no.
  public boolean spend(int bytes, long nowNanos) {
    if (started) {
      long micros = Math.clamp((nowNanos - lastNanos) / 1000, 0, 10_000_000);
      tokens = Math.min(MAX_BYTES * 100, tokens + micros * FLOOR_BYTES_PER_SECOND / 10_000);
      lastNanos += micros * 1000;
    } else {
      started = true;
      lastNanos = nowNanos;
    }
    if (tokens < bytes * 100L) {
      return false;
    }
    tokens -= bytes * 100L;
    return true;
  }
}
