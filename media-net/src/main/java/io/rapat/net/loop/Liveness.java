package io.rapat.net.loop;

/// Whether a peer is heard, and whether one that was busy has fallen silent: a network that
/// swallows UDP shows itself here long before consent expires (RFC 7675 allows 30 s).
///
/// Owned by the loop.
final class Liveness {
  /// Silence that a busy peer doesn't keep: media goes every 20 ms, reports every second.
  static final long QUIET_NANOS = 3_500_000_000L;

  /// So many packets within [#BUSY_NANOS] make a peer busy. One that only checks its consent sends
  /// a packet every few seconds, and its silence says nothing.
  static final int BUSY_PACKETS = 10;

  static final long BUSY_NANOS = 2_000_000_000L;

  /// When something authentic came last: a check, SRTP or SRTCP.
  long lastHeardNanos;

  private long packets;
  private long markPackets;
  private long markNanos;
  private boolean busy;
  private boolean quiet;

  /// What a look at the peer found.
  enum Change {
    NONE,
    FELL_QUIET,
    HEARD_AGAIN
  }

  /// Hot path.
  void packet(long nowNanos) {
    lastHeardNanos = nowNanos;
    packets++;
  }

  void check(long nowNanos) {
    lastHeardNanos = nowNanos;
  }

  /// Looks at the peer, several times a second.
  Change look(long nowNanos) {
    long silence = nowNanos - lastHeardNanos;
    if (packets - markPackets >= BUSY_PACKETS) {
      busy = true;
      mark(nowNanos);
    } else if (lastHeardNanos - markNanos > BUSY_NANOS) {
      // Counted in time that was heard: silence itself must not make it idle.
      busy = false;
      mark(nowNanos);
    }
    if (!quiet && busy && silence > QUIET_NANOS) {
      quiet = true;
      return Change.FELL_QUIET;
    }
    if (quiet && silence < QUIET_NANOS) {
      quiet = false;
      return Change.HEARD_AGAIN;
    }
    return Change.NONE;
  }

  private void mark(long nowNanos) {
    markPackets = packets;
    markNanos = nowNanos;
  }
}
