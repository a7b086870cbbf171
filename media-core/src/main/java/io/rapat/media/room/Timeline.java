package io.rapat.media.room;

import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.stream.SenderClock;
import org.jspecify.annotations.Nullable;

/// Carries a subscriber's RTP timestamps over from one source to the next: never backwards, and as
/// far apart as the moments of capture were.
///
/// Hot path.
final class Timeline {
  private static final long NANOS = 1_000_000_000L;
  private static final long MAX_DISAGREEMENT_NANOS = 2 * NANOS;

  private final int clockRate;
  private int offset;
  private boolean started;
  private int highestOut;
  private int highestSource;
  private long lastNanos;
  private @Nullable SenderClock lastClock;

  /// @param firstTimestamp what the first packet is sent with
  Timeline(int clockRate, int firstTimestamp) {
    this.clockRate = clockRate;
    highestOut = firstTimestamp;
  }

  /// What is added to a source's timestamp.
  int offset() {
    return offset;
  }

  /// The highest timestamp sent.
  int highestOut() {
    return highestOut;
  }

  /// A source begins with a packet of this timestamp.
  ///
  /// @param clock the source's
  void begin(int timestamp, SenderClock clock, long nowNanos) {
    if (!started) {
      started = true;
      offset = highestOut - timestamp;
    } else {
      int elapsed = elapsedTicks(timestamp, clock, nowNanos);
      offset = highestOut + Math.max(1, elapsed) - timestamp;
    }
    lastClock = clock;
    note(timestamp, nowNanos);
  }

  /// The same source goes on after an interruption.
  void resume(int timestamp, long nowNanos) {
    if (timestamp + offset - highestOut <= 0) {
      offset = highestOut + 1 - timestamp;
    }
    note(timestamp, nowNanos);
  }

  /// Ticks between the last packet sent and the new source's first. The senders' clocks tell when
  /// both reports are there and agree with our own clock within reason.
  private int elapsedTicks(int timestamp, SenderClock clock, long nowNanos) {
    long byArrival = Math.clamp(nowNanos - lastNanos, 0, 3600 * NANOS);
    long elapsed = byArrival;
    SenderClock last = lastClock;
    if (last != null && last.isKnown() && clock.isKnown()) {
      long bySender = NtpTime.toNanos(clock.ntpOf(timestamp) - last.ntpOf(highestSource));
      if (Math.abs(bySender - byArrival) <= MAX_DISAGREEMENT_NANOS) {
        elapsed = bySender;
      }
    }
    return (int) (elapsed / 1000 * clockRate / 1_000_000);
  }

  /// A packet of the present source goes out.
  void note(int timestamp, long nowNanos) {
    if (timestamp + offset - highestOut >= 0) {
      highestOut = timestamp + offset;
      highestSource = timestamp;
      lastNanos = nowNanos;
    }
  }
}
