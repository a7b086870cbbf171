package io.rapat.media.congestion;

/// Decides by how many layers the video to one subscriber is lowered, from what the subscriber says
/// it can receive and what is sent to it. Down after a second of too much; up again after seconds
/// of room to spare, and each attempt that fails makes the next one wait longer. Audio isn't
/// touched.
///
/// Hot path.
public final class LayerBudget {
  /// Lowered by so many layers there's nothing left to lower.
  public static final int MAX_LEVEL = 3;

  private static final long MIN_ESTIMATE_BPS = 10_000;
  private static final long MAX_ESTIMATE_BPS = 1_000_000_000;
  private static final long STALE_NANOS = 10_000_000_000L;
  private static final long OVERUSE_NANOS = 1_000_000_000L;
  private static final long MIN_RAISE_NANOS = 3_000_000_000L;
  private static final long MAX_RAISE_NANOS = 60_000_000_000L;
  private static final long TRIAL_NANOS = 8_000_000_000L;
  private static final double HEADROOM = 1.15;

  private long estimateBps = -1;
  private long estimateNanos;
  private int level;
  private boolean over;
  private long overSince;
  private boolean spare;
  private long spareSince;
  private long raiseWaitNanos = MIN_RAISE_NANOS;
  private boolean raised;
  private long raisedAt;

  /// The subscriber's or our own estimate of the path; clamped to 10 kbit/s to 1 Gbit/s.
  public void onEstimate(long bitrateBps, long nowNanos) {
    estimateBps = Math.clamp(bitrateBps, MIN_ESTIMATE_BPS, MAX_ESTIMATE_BPS);
    estimateNanos = nowNanos;
  }

  /// The last estimate in bit/s, or -1 when none came.
  public long estimateBps() {
    return estimateBps;
  }

  /// Layers to lower by, 0 to [#MAX_LEVEL].
  public int level() {
    return level;
  }

  /// To be called every 100 ms or so: whether the level changed.
  ///
  /// @param sentBps everything sent to the subscriber over the last second
  public boolean update(long sentBps, long nowNanos) {
    if (estimateBps < 0 || nowNanos - estimateNanos > STALE_NANOS) {
      over = false;
      spare = false;
      return false;
    }
    return estimateBps < sentBps ? overused(nowNanos) : unused(sentBps, nowNanos);
  }

  private boolean overused(long nowNanos) {
    spare = false;
    if (!over) {
      over = true;
      overSince = nowNanos;
    }
    if (nowNanos - overSince < OVERUSE_NANOS || level == MAX_LEVEL) {
      return false;
    }
    over = false;
    level++;
    if (raised && nowNanos - raisedAt < TRIAL_NANOS) {
      raiseWaitNanos = Math.min(MAX_RAISE_NANOS, 2 * raiseWaitNanos);
    }
    raised = false;
    return true;
  }

  private boolean unused(long sentBps, long nowNanos) {
    over = false;
    if (raised && nowNanos - raisedAt >= TRIAL_NANOS) {
      raised = false;
      raiseWaitNanos = MIN_RAISE_NANOS;
    }
    if (level == 0 || estimateBps < sentBps * HEADROOM) {
      spare = false;
      return false;
    }
    if (!spare) {
      spare = true;
      spareSince = nowNanos;
    }
    if (nowNanos - spareSince < raiseWaitNanos) {
      return false;
    }
    spare = false;
    level--;
    raised = true;
    raisedAt = nowNanos;
    return true;
  }
}
