package io.rapat.media.stream;

/// What a receiver report says of a stream (RFC 3550 §6.4.1, A.3, A.8).
///
/// Hot path.
public final class ReceptionStatistics {
  private final int clockRate;
  private boolean started;
  private long first;
  private long highest;
  private long received;
  private long expectedPrior;
  private long receivedPrior;
  private int fractionLost;
  private long transit;
  private double jitter;

  /// @param clockRate RTP ticks per second
  public ReceptionStatistics(int clockRate) {
    this.clockRate = clockRate;
  }

  /// A packet came over the network in its own stream, not as a retransmission.
  public void received(long number, int timestamp, long nowNanos) {
    long arrivalTicks =
        nowNanos / 1_000_000_000L * clockRate
            + nowNanos % 1_000_000_000L * clockRate / 1_000_000_000L;
    long now = arrivalTicks - timestamp;
    if (started) {
      // The difference is taken modulo 2^32, as timestamps are.
      int difference = (int) (now - transit);
      jitter += (Math.abs((double) difference) - jitter) / 16;
    } else {
      restart(number);
      started = true;
    }
    transit = now;
    highest = Math.max(highest, number);
    received++;
  }

  /// The stream goes on at another sequence number: the jump isn't loss.
  public void restart(long number) {
    first = number;
    highest = number;
    received = 0;
    expectedPrior = 0;
    receivedPrior = 0;
  }

  /// Ends a reporting interval: the share lost in it, in 256ths.
  public int endInterval() {
    long expected = expected();
    long expectedInterval = expected - expectedPrior;
    long lostInterval = expectedInterval - (received - receivedPrior);
    expectedPrior = expected;
    receivedPrior = received;
    fractionLost =
        expectedInterval <= 0 || lostInterval <= 0
            ? 0
            : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
    return fractionLost;
  }

  /// Packets between the first and the highest, both included.
  public long expected() {
    return started ? highest - first + 1 : 0;
  }

  /// Share lost in the last interval, in 256ths.
  public int fractionLost() {
    return fractionLost;
  }

  /// Packets lost since the start; negative when some came twice.
  public long lost() {
    return expected() - received;
  }

  /// The extended highest sequence number received.
  public long highest() {
    return highest;
  }

  /// Interarrival jitter in clock ticks.
  public int jitter() {
    return (int) jitter;
  }

  /// Interarrival jitter.
  public long jitterNanos() {
    return (long) (jitter * 1_000_000_000.0 / clockRate);
  }

  public boolean isStarted() {
    return started;
  }
}
