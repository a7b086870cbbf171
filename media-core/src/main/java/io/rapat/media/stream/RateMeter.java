package io.rapat.media.stream;

/// Bytes and packets per second over the last second.
///
/// Hot path.
public final class RateMeter {
  private static final int BUCKETS = 10;
  private static final long BUCKET_NANOS = 100_000_000L;

  private final long[] bytes = new long[BUCKETS];
  private final int[] packets = new int[BUCKETS];
  private long current = Long.MIN_VALUE;
  private long totalBytes;
  private int totalPackets;

  public void add(int size, long nowNanos) {
    advance(nowNanos);
    int i = Math.floorMod(current, BUCKETS);
    bytes[i] += size;
    packets[i]++;
    totalBytes += size;
    totalPackets++;
  }

  private void advance(long nowNanos) {
    long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
    long steps = current == Long.MIN_VALUE ? BUCKETS : Math.min(BUCKETS, bucket - current);
    for (long step = 1; step <= steps; step++) {
      int i = Math.floorMod(bucket - steps + step, BUCKETS);
      totalBytes -= bytes[i];
      totalPackets -= packets[i];
      bytes[i] = 0;
      packets[i] = 0;
    }
    current = Math.max(current, bucket);
  }

  public long bitrateBps(long nowNanos) {
    advance(nowNanos);
    return totalBytes * 8;
  }

  public int packetsPerSecond(long nowNanos) {
    advance(nowNanos);
    return totalPackets;
  }
}
