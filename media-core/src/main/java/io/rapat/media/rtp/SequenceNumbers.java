package io.rapat.media.rtp;

/// Sequence numbers modulo 2^16 (RFC 3550 §5.1) and their extension to 64 bits.
///
/// Hot path.
public final class SequenceNumbers {

  private SequenceNumbers() {}

  /// How far `a` lies after `b` on the circle, -32768 to 32767.
  public static int distance(int a, int b) {
    return (short) (a - b);
  }

  /// The extended number nearest to `reference` whose low 16 bits are `sequence`. May be negative
  /// when `reference` is small.
  public static long extend(int sequence, long reference) {
    return reference + (short) (sequence - (int) reference);
  }
}
