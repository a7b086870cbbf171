package io.rapat.signal.room;

/// A bucket of messages that a connection may send: it fills with 200 a second up to 1000. Owned by
/// the participant.
final class RateLimit {

  private static final double PER_NANO = 200 / 1e9;
  private static final double CAPACITY = 1000;

  private double level = CAPACITY;
  private long filledNanos;
  private boolean started;

  boolean accept(long nowNanos) {
    if (started) {
      level = Math.min(CAPACITY, level + (nowNanos - filledNanos) * PER_NANO);
    }
    started = true;
    filledNanos = nowNanos;
    if (level < 1) {
      return false;
    }
    level--;
    return true;
  }
}
