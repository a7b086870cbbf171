package io.rapat.media.sctp;

/// A timer that somebody else looks at.
final class Alarm {
  private boolean armed;
  private long atNanos;

  void arm(long atNanos) {
    this.armed = true;
    this.atNanos = atNanos;
  }

  void disarm() {
    armed = false;
  }

  boolean armed() {
    return armed;
  }

  long atNanos() {
    return atNanos;
  }

  /// Whether the time came; the alarm is off afterwards.
  boolean fires(long nowNanos) {
    if (!armed || atNanos - nowNanos > 0) {
      return false;
    }
    armed = false;
    return true;
  }
}
