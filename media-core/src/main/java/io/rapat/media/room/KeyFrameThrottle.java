package io.rapat.media.room;

/// Limits how often a layer's encoder is asked for a key frame: requests that come too early wait
/// for their time, however many they are.
final class KeyFrameThrottle {
  private static final long LOWEST_SPACING_NANOS = 500_000_000L;
  private static final long SPACING_NANOS = 1_000_000_000L;

  private static final long PATIENCE_NANOS = 200_000_000L;

  private final long spacingNanos;
  private boolean wanted;
  private boolean asked;
  private boolean answered;
  private long lastNanos;

  KeyFrameThrottle(int spatial) {
    spacingNanos = spatial == 0 ? LOWEST_SPACING_NANOS : SPACING_NANOS;
  }

  void want() {
    wanted = true;
  }

  /// Whether a request would go out now.
  boolean isOpen(long nowNanos) {
    return !asked || nowNanos - lastNanos >= spacingNanos;
  }

  /// Whether a request is to be sent now; it is then noted as sent.
  boolean take(long nowNanos) {
    if (!wanted || !isOpen(nowNanos)) {
      return false;
    }
    wanted = false;
    asked = true;
    answered = false;
    lastNanos = nowNanos;
    return true;
  }

  /// A key frame came: whoever waited is served.
  void served() {
    wanted = false;
    answered = true;
  }

  /// Whether the encoder was asked just now and its answer may be on the way.
  boolean isPending(long nowNanos) {
    return wanted || (asked && !answered && nowNanos - lastNanos < PATIENCE_NANOS);
  }
}
