package io.rapat.bench.load;

/// Times in steps of 100 µs up to one second.
final class Histogram {
  private static final int STEP_NANOS = 100_000;
  private final int[] counts = new int[10_001];
  private long total;

  void add(long nanos) {
    counts[(int) Math.clamp(nanos / STEP_NANOS, 0, counts.length - 1L)]++;
    total++;
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
    total = 0;
  }

  long total() {
    return total;
  }

  /// The time that a share of all do not exceed, in milliseconds.
  double millisAt(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return (i + 1) / 10.0;
      }
    }
    return 0;
  }
}
