package io.rapat.media.sctp;

import java.util.Arrays;

/// TSNs received above the cumulative one, as sorted disjoint ranges. Bounded in number.
final class TsnRanges {
  private final int limit;
  private long[] starts = new long[8];
  private long[] ends = new long[8];
  private int count;

  TsnRanges(int limit) {
    this.limit = limit;
  }

  int count() {
    return count;
  }

  long start(int index) {
    return starts[index];
  }

  long end(int index) {
    return ends[index];
  }

  boolean contains(long tsn) {
    int at = lastStartingAtOrBefore(tsn);
    return at >= 0 && tsn <= ends[at];
  }

  /// Adds a TSN that is not contained. False if a further range would be one too many.
  boolean add(long tsn) {
    int before = lastStartingAtOrBefore(tsn);
    boolean joinsBefore = before >= 0 && ends[before] + 1 == tsn;
    boolean joinsAfter = before + 1 < count && starts[before + 1] - 1 == tsn;
    if (joinsBefore && joinsAfter) {
      ends[before] = ends[before + 1];
      remove(before + 1);
    } else if (joinsBefore) {
      ends[before] = tsn;
    } else if (joinsAfter) {
      starts[before + 1] = tsn;
    } else {
      return insert(before + 1, tsn);
    }
    return true;
  }

  /// Forgets all up to `cumulative`, and what follows it without a gap. Returns the new cumulative
  /// TSN.
  long advance(long cumulative) {
    long reached = cumulative;
    int gone = 0;
    while (gone < count && starts[gone] <= reached + 1) {
      reached = Math.max(reached, ends[gone]);
      gone++;
    }
    System.arraycopy(starts, gone, starts, 0, count - gone);
    System.arraycopy(ends, gone, ends, 0, count - gone);
    count -= gone;
    return reached;
  }

  private int lastStartingAtOrBefore(long tsn) {
    int found = Arrays.binarySearch(starts, 0, count, tsn);
    return found >= 0 ? found : -found - 2;
  }

  private boolean insert(int index, long tsn) {
    if (count == limit) {
      return false;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(starts, index, starts, index + 1, count - index);
    System.arraycopy(ends, index, ends, index + 1, count - index);
    starts[index] = tsn;
    ends[index] = tsn;
    count++;
    return true;
  }

  private void remove(int index) {
    System.arraycopy(starts, index + 1, starts, index, count - index - 1);
    System.arraycopy(ends, index + 1, ends, index, count - index - 1);
    count--;
  }
}
