package io.rapat.media.congestion;

import io.rapat.media.rtcp.TransportFeedback;
import io.rapat.media.rtp.SequenceNumbers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Estimates what the path to a subscriber carries, from transport-wide feedback: backs off when
/// the queue on the way has grown or packets are lost, creeps up otherwise, never far above what
/// was acknowledged. What was never sent, or is told of twice, counts for nothing.
///
/// Hot path.
public final class FeedbackEstimator implements TransportFeedback.Handler {
  private static final int CAPACITY = 1024;
  private static final int MASK = CAPACITY - 1;
  private static final long NEVER = Long.MIN_VALUE;
  private static final long FIRST_CYCLE = 1L << 16;
  private static final long ROUND_NANOS = 200_000_000L;
  private static final long QUEUE_NANOS = 100_000_000L;
  private static final long BASE_WINDOW_NANOS = 10_000_000_000L;
  private static final double LOSS = 0.1;
  private static final double DECREASE = 0.85;
  private static final double INCREASE = 1.05;
  private static final double ABOVE_ACKNOWLEDGED = 1.5;
  private static final double EXTRA_BPS = 100_000;

  private final long[] numbers = new long[CAPACITY];
  private final long[] sentNanos = new long[CAPACITY];
  private final int[] sizes = new int[CAPACITY];
  private long highest = FIRST_CYCLE - 1;

  private boolean roundStarted;
  private long roundNanos;
  private long acknowledgedBytes;
  private int received;
  private int lost;
  private int unknown;
  private long delaySum;
  private boolean baseKnown;
  private long baseDelay;
  private long windowDelay;
  private long windowNanos;
  private double estimateBps = -1;

  public FeedbackEstimator() {
    Arrays.fill(numbers, NEVER);
  }

  /// A packet goes out under the next transport-wide sequence number: its low 16 bits are the
  /// number.
  public int onSent(int size, long nowNanos) {
    highest++;
    int i = (int) highest & MASK;
    numbers[i] = highest;
    sentNanos[i] = nowNanos;
    sizes[i] = size;
    return (int) highest & 0xffff;
  }

  /// Reads one feedback packet, from the base sequence number on.
  ///
  /// @return how many of its statuses are about packets that weren't sent lately or were told
  ///   before, or -1 when it doesn't fit
  public int onFeedback(MemorySegment segment, long offset, int length, long nowNanos) {
    if (!roundStarted) {
      roundStarted = true;
      roundNanos = nowNanos;
    }
    unknown = 0;
    int read = TransportFeedback.read(segment, offset, length, this);
    long elapsed = nowNanos - roundNanos;
    if (elapsed >= ROUND_NANOS && received + lost > 0) {
      endRound(elapsed, nowNanos);
    }
    return read < 0 ? -1 : unknown;
  }

  @Override
  public void onReceived(int sequence, long arrivalTicks) {
    int i = take(sequence);
    if (i >= 0) {
      received++;
      acknowledgedBytes += sizes[i];
      delaySum += arrivalTicks * TransportFeedback.TICK_NANOS - sentNanos[i];
    }
  }

  @Override
  public void onLost(int sequence) {
    if (take(sequence) >= 0) {
      lost++;
    }
  }

  private int take(int sequence) {
    long number = SequenceNumbers.extend(sequence, highest);
    int i = (int) number & MASK;
    if (number > highest || numbers[i] != number) {
      unknown++;
      return -1;
    }
    numbers[i] = NEVER;
    return i;
  }

  private void endRound(long elapsed, long nowNanos) {
    double acknowledgedBps = acknowledgedBytes * 8e9 / elapsed;
    double lossShare = (double) lost / (received + lost);
    boolean queued = received > 0 && queueGrew(delaySum / received, nowNanos);
    if (queued || lossShare > LOSS) {
      double lower = DECREASE * acknowledgedBps;
      estimateBps = estimateBps < 0 ? lower : Math.min(estimateBps, lower);
    } else {
      double most = ABOVE_ACKNOWLEDGED * acknowledgedBps + EXTRA_BPS;
      estimateBps = estimateBps < 0 ? most : Math.min(most, estimateBps * INCREASE);
    }
    roundNanos = nowNanos;
    acknowledgedBytes = 0;
    received = 0;
    lost = 0;
    delaySum = 0;
  }

  /// Compares with the smallest delay of the last seconds; the clocks' difference cancels out.
  private boolean queueGrew(long delay, long nowNanos) {
    if (!baseKnown || nowNanos - windowNanos > BASE_WINDOW_NANOS) {
      baseDelay = baseKnown ? windowDelay : delay;
      windowDelay = delay;
      windowNanos = nowNanos;
      baseKnown = true;
    }
    windowDelay = Math.min(windowDelay, delay);
    baseDelay = Math.min(baseDelay, delay);
    return delay - baseDelay > QUEUE_NANOS;
  }

  public boolean hasEstimate() {
    return estimateBps >= 0;
  }

  /// In bit/s, 0 or more; only when [#hasEstimate()].
  public long estimateBps() {
    return (long) estimateBps;
  }
}
