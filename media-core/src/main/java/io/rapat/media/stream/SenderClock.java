package io.rapat.media.stream;

import io.rapat.media.rtcp.NtpTime;

/// How a stream's timestamps relate to its sender's clock, from its last sender report (RFC 3550
/// §6.4.1).
///
/// Hot path.
public final class SenderClock {
  private final int clockRate;
  private boolean known;
  private long ntp;
  private int rtpTimestamp;
  private long arrivalNanos;

  /// @param clockRate RTP ticks per second
  public SenderClock(int clockRate) {
    this.clockRate = clockRate;
  }

  public void onSenderReport(long ntp, int rtpTimestamp, long nowNanos) {
    this.ntp = ntp;
    this.rtpTimestamp = rtpTimestamp;
    arrivalNanos = nowNanos;
    known = true;
  }

  /// Forgets the report: the stream's source is another one.
  public void clear() {
    known = false;
  }

  /// Whether a report came; without one nothing below means anything.
  public boolean isKnown() {
    return known;
  }

  public long ntp() {
    return ntp;
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  /// The sender's clock now, in NTP format: the report's time and what passed since it came.
  public long ntpAt(long nowNanos) {
    return ntp + NtpTime.ofNanos(nowNanos - arrivalNanos);
  }

  /// The stream's timestamp at [#ntpAt].
  public int timestampAt(long nowNanos) {
    return rtpTimestamp + ticks(nowNanos - arrivalNanos);
  }

  /// The sender's clock in NTP format when it made `timestamp`, which lies within half a circle of
  /// the report's.
  public long ntpOf(int timestamp) {
    int ticks = timestamp - rtpTimestamp;
    return ntp + NtpTime.ofNanos(1_000_000_000L * ticks / clockRate);
  }

  private int ticks(long nanos) {
    return (int)
        (nanos / 1_000_000_000L * clockRate + nanos % 1_000_000_000L * clockRate / 1_000_000_000L);
  }
}
