package io.rapat.media.rtcp;

/// NTP time stamps in 32.32 fixed point (RFC 3550 §4) and their conversions.
///
/// Hot path.
public final class NtpTime {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private NtpTime() {}

  /// The 32.32 fixed point of a duration or of a clock that counts nanoseconds.
  public static long ofNanos(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
    long rest = Math.floorMod(nanos, NANOS_PER_SECOND);
    return (seconds << 32) + (rest << 32) / NANOS_PER_SECOND;
  }

  /// Nanoseconds of a difference of two NTP times.
  public static long toNanos(long difference) {
    long seconds = difference >> 32;
    long fraction = difference & 0xffff_ffffL;
    return seconds * NANOS_PER_SECOND + ((fraction * NANOS_PER_SECOND) >>> 32);
  }

  /// The middle 32 bits.
  public static int middle(long ntp) {
    return (int) (ntp >>> 16);
  }

  /// Units of 1/65536 s.
  public static int shortOfNanos(long nanos) {
    return (int) (ofNanos(nanos) >>> 16);
  }

  /// Nanoseconds of a duration in units of 1/65536 s.
  public static long nanosOfShort(long units) {
    return (units * NANOS_PER_SECOND) >>> 16;
  }
}
