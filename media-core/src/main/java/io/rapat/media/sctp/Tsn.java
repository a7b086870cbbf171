package io.rapat.media.sctp;

/// Transmission sequence numbers (RFC 9260 §1.6) as 64-bit numbers that never wrap: the low 32 bits
/// are what the wire carries.
final class Tsn {
  private Tsn() {}

  /// The number nearest to `reference` whose low 32 bits are `wire`.
  static long unwrap(long reference, int wire) {
    return reference + (wire - (int) reference);
  }

  /// The number for the first TSN of an association.
  static long first(int wire) {
    return wire & 0xffff_ffffL;
  }

  /// Whether stream sequence number `a` comes after `b`, modulo 2^16 (RFC 1982).
  static boolean ssnAfter(int a, int b) {
    return (short) (a - b) > 0;
  }
}
