package io.rapat.media.sctp;

/// The retransmission timeout of RFC 9260 §6.3.1, in nanoseconds.
final class RetransmissionTimeout {
  private final long minNanos;
  private final long maxNanos;
  private long smoothed = -1;
  private long variation;
  private long rto;

  RetransmissionTimeout(SctpConfig config) {
    minNanos = config.rtoMin().toNanos();
    maxNanos = config.rtoMax().toNanos();
    rto = config.rtoInitial().toNanos();
  }

  long nanos() {
    return rto;
  }

  /// A round trip that was measured on a packet sent only once (Karn's rule).
  void measured(long roundTripNanos) {
    long sample = Math.max(0, roundTripNanos);
    if (smoothed < 0) {
      smoothed = sample;
      variation = sample / 2;
    } else {
      variation += (Math.abs(smoothed - sample) - variation) / 4;
      smoothed += (sample - smoothed) / 8;
    }
    rto = Math.clamp(smoothed + 4 * variation, minNanos, maxNanos);
  }

  /// Doubles after an expiry, RFC 9260 §6.3.3 rule E2.
  void backOff() {
    rto = Math.min(maxNanos, 2 * rto);
  }
}
