package io.rapat.signal.data;

/// Drops reliable packets that a client sends again after a resume. Owned by the session of the
/// sender.
public final class SequenceFilter {

  private long last;

  /// Whether a packet with that sequence number is new. 0 comes from clients that don't number.
  public boolean accept(int sequence) {
    long unsigned = Integer.toUnsignedLong(sequence);
    if (unsigned == 0) {
      return true;
    }
    if (unsigned <= last) {
      return false;
    }
    last = unsigned;
    return true;
  }

  /// The newest number that came, 0 when none did.
  public int last() {
    return (int) last;
  }
}
