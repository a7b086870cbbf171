package io.rapat.media.sctp;

/// Slow start, congestion avoidance and fast recovery of RFC 9260 §7.2, in bytes, for the one
/// destination that SCTP over DTLS has.
final class CongestionWindow {
  private static final long MAX = 1 << 20;

  private final int mtu;
  private long window;
  private long threshold = Long.MAX_VALUE;
  private long partlyAcked;
  private boolean recovering;
  private long recoveryExit;

  CongestionWindow(int mtu) {
    this.mtu = mtu;
    // RFC 9260 §7.2.1.
    this.window = Math.min(4L * mtu, Math.max(2L * mtu, 4404));
  }

  long bytes() {
    return window;
  }

  boolean recovering() {
    return recovering;
  }

  /// Data was acknowledged and the cumulative TSN moved to `cumulative`. `flightBefore` is what was
  /// in flight before.
  void acknowledged(long bytes, long flightBefore, long cumulative) {
    if (recovering) {
      if (cumulative >= recoveryExit) {
        recovering = false;
      }
      return;
    }
    boolean used = flightBefore >= window;
    if (window <= threshold) {
      if (used) {
        grow(Math.min(bytes, mtu));
      }
      return;
    }
    partlyAcked += bytes;
    if (partlyAcked >= window && used) {
      partlyAcked -= window;
      grow(mtu);
    }
  }

  /// Fast retransmit found a loss. `lastSent` is the highest TSN sent; until it is acknowledged
  /// further losses belong to the same event, RFC 9260 §7.2.4.
  void lost(long lastSent) {
    if (recovering) {
      return;
    }
    threshold = Math.max(window / 2, 4L * mtu);
    window = threshold;
    partlyAcked = 0;
    recovering = true;
    recoveryExit = lastSent;
  }

  /// T3 expired, RFC 9260 §7.2.3.
  void timedOut() {
    threshold = Math.max(window / 2, 4L * mtu);
    window = mtu;
    partlyAcked = 0;
    recovering = false;
  }

  private void grow(long bytes) {
    window = Math.min(MAX, window + bytes);
  }
}
