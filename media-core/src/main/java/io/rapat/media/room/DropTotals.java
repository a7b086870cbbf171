package io.rapat.media.room;

/// What all rooms of a loop dropped since its start, also those that are closed. Written by the
/// loop's thread; others may read a value that is a little old.
@SuppressWarnings("EnumOrdinal") // an array index, never stored
public final class DropTotals {
  private final long[] drops = new long[Drop.values().length];

  /// Hot path.
  void count(Drop reason, int times) {
    drops[reason.ordinal()] += times;
  }

  public long of(Drop reason) {
    return drops[reason.ordinal()];
  }
}
