package io.rapat.media.stream;

/// The missing packets of one stream and when to ask for them again.
///
/// Hot path.
public final class NackRegister {
  /// Missing packets that are tracked; the oldest give way.
  public static final int MAX_MISSING = 100;

  /// How often one packet is asked for.
  public static final int MAX_TRIES = 5;

  private static final long FIRST_DELAY_NANOS = 20_000_000L;
  private static final long MAX_SPACING_NANOS = 400_000_000L;
  private static final double BACKOFF = 1.25;

  private final long[] numbers = new long[MAX_MISSING];
  private final int[] tries = new int[MAX_MISSING];
  private final long[] dueNanos = new long[MAX_MISSING];
  private int count;

  /// Registers the numbers from `first` to before `end`, all higher than those registered so far.
  public void missing(long first, long end, long nowNanos) {
    long from = Math.max(first, end - MAX_MISSING);
    int fresh = (int) (end - from);
    int overflow = count + fresh - MAX_MISSING;
    if (overflow > 0) {
      removeFirst(overflow);
    }
    for (long number = from; number < end; number++) {
      numbers[count] = number;
      tries[count] = 0;
      dueNanos[count] = nowNanos + FIRST_DELAY_NANOS;
      count++;
    }
  }

  private void removeFirst(int many) {
    int left = count - many;
    System.arraycopy(numbers, many, numbers, 0, left);
    System.arraycopy(tries, many, tries, 0, left);
    System.arraycopy(dueNanos, many, dueNanos, 0, left);
    count = left;
  }

  /// The packet came.
  public void received(long number) {
    int i = indexOf(number);
    if (i >= 0) {
      remove(i);
    }
  }

  private int indexOf(long number) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] < number) {
        low = middle + 1;
      } else if (numbers[middle] > number) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  private void remove(int i) {
    int left = count - i - 1;
    System.arraycopy(numbers, i + 1, numbers, i, left);
    System.arraycopy(tries, i + 1, tries, i, left);
    System.arraycopy(dueNanos, i + 1, dueNanos, i, left);
    count--;
  }

  /// Forgets all.
  public void clear() {
    count = 0;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// Writes the numbers that are to be asked for now into `due`, ascending: how many.
  ///
  /// @param roundTripNanos sets the spacing of the tries
  /// @param due has room for [#MAX_MISSING]
  public int collect(long nowNanos, long roundTripNanos, long[] due) {
    int collected = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (dueNanos[i] - nowNanos <= 0) {
        due[collected++] = numbers[i];
        tries[i]++;
        dueNanos[i] = nowNanos + spacing(tries[i], roundTripNanos);
      }
      if (tries[i] < MAX_TRIES) {
        numbers[kept] = numbers[i];
        tries[kept] = tries[i];
        dueNanos[kept] = dueNanos[i];
        kept++;
      }
    }
    count = kept;
    return collected;
  }

  private static long spacing(int tries, long roundTripNanos) {
    double nanos = roundTripNanos;
    for (int i = 1; i < tries; i++) {
      nanos *= BACKOFF;
    }
    return Math.min(MAX_SPACING_NANOS, Math.max(FIRST_DELAY_NANOS, (long) nanos));
  }
}
