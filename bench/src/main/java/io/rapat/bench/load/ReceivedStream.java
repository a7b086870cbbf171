package io.rapat.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one subscriber got of one stream: counts, gaps, and what to ask for again.
final class ReceivedStream {
  private static final int WINDOW = 4096;
  private static final int MAX_MISSING = 512;
  private static final int MAX_ASKED = 5;
  private static final long REORDER_NANOS = 10_000_000;
  private static final long ASK_AGAIN_NANOS = 60_000_000;

  /// Keeps extended sequence numbers positive when the first packets come out of order.
  private static final long FIRST_CYCLE = 1L << 20;

  private static final long MAX_JUMP = 3000;

  private static final class Missing {
    long nextAskNanos;
    int asked;
  }

  final int ssrc;
  final String mid;
  final boolean video;
  private final long[] seen = new long[WINDOW];
  private final Map<Long, Missing> missing = new TreeMap<>();
  private boolean started;
  private long highest;
  private long expectedFrom;
  private long received;
  private long recovered;
  private long duplicates;
  private long bytes;
  private long lastArrivalNanos;
  private long longestGapNanos;
  private long firstNanos;
  private int lastSenderReport;
  private long senderReportNanos;
  private long reportedExpected;
  private long reportedReceived;

  ReceivedStream(int ssrc, String mid, boolean video) {
    this.ssrc = ssrc;
    this.mid = mid;
    this.video = video;
  }

  boolean started() {
    return started;
  }

  long firstNanos() {
    return firstNanos;
  }

  /// Forgets all counts: measuring starts now.
  void restart(long nowNanos) {
    expectedFrom = highest + 1;
    received = 0;
    recovered = 0;
    duplicates = 0;
    bytes = 0;
    longestGapNanos = 0;
    lastArrivalNanos = nowNanos;
    reportedExpected = 0;
    reportedReceived = 0;
    missing.clear();
  }

  void arrived(int sequence, int length, boolean repair, long nowNanos) {
    if (!started) {
      started = true;
      highest = (sequence & 0xffffL) + FIRST_CYCLE - 1;
      expectedFrom = highest + 1;
      firstNanos = nowNanos;
      lastArrivalNanos = nowNanos;
    }
    long extended = highest + (short) (sequence - (int) highest);
    int slot = (int) (extended & WINDOW - 1);
    if (seen[slot] == extended) {
      duplicates++;
      return;
    }
    seen[slot] = extended;
    bytes += length;
    if (extended >= expectedFrom) {
      received++;
    }
    if (missing.remove(extended) != null && repair) {
      recovered++;
    }
    if (!repair) {
      longestGapNanos = Math.max(longestGapNanos, nowNanos - lastArrivalNanos);
      lastArrivalNanos = nowNanos;
    }
    if (extended > highest) {
      noteMissing(extended, nowNanos);
      highest = extended;
    }
  }

  private void noteMissing(long arrived, long nowNanos) {
    if (arrived - highest > MAX_JUMP) {
      return;
    }
    for (long gone = highest + 1; gone < arrived && missing.size() < MAX_MISSING; gone++) {
      Missing entry = new Missing();
      entry.nextAskNanos = nowNanos + REORDER_NANOS;
      missing.put(gone, entry);
    }
  }

  /// The sequence numbers to ask for now.
  List<Integer> toAsk(long nowNanos) {
    if (missing.isEmpty()) {
      return List.of();
    }
    List<Integer> sequences = new ArrayList<>();
    missing
        .entrySet()
        .removeIf(entry -> {
          Missing gone = entry.getValue();
          if (gone.nextAskNanos - nowNanos > 0 || sequences.size() >= 100) {
            return false;
          }
          if (++gone.asked > MAX_ASKED) {
            return true;
          }
          gone.nextAskNanos = nowNanos + ASK_AGAIN_NANOS;
          sequences.add((int) (entry.getKey() & 0xffff));
          return false;
        });
    return sequences;
  }

  void senderReport(int middleOfNtp, long nowNanos) {
    lastSenderReport = middleOfNtp;
    senderReportNanos = nowNanos;
  }

  private long expected() {
    return Math.max(0, highest - expectedFrom + 1);
  }

  long received() {
    return received;
  }

  long lost() {
    return Math.max(0, expected() - received);
  }

  /// The longest time without a packet, up to now.
  long longestGapNanos(long nowNanos) {
    return Math.max(longestGapNanos, nowNanos - lastArrivalNanos);
  }

  /// RFC 3550 §6.4.1.
  void writeReportBlock(ByteBuffer out, long nowNanos) {
    long expectedNow = expected() - reportedExpected;
    long receivedNow = received - reportedReceived;
    reportedExpected = expected();
    reportedReceived = received;
    long lostNow = Math.max(0, expectedNow - receivedNow);
    int fraction = expectedNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
    int delay =
        lastSenderReport == 0
            ? 0
            : (int) ((nowNanos - senderReportNanos) / 1000 * 65_536 / 1_000_000);
    out.putInt(ssrc);
    out.putInt(fraction << 24 | (int) Math.min(lost(), 0x7fffff));
    out.putInt((int) (highest - FIRST_CYCLE)).putInt(0).putInt(lastSenderReport).putInt(delay);
  }

  Map<String, Object> report(long nowNanos, String track) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", video ? "video" : "audio");
    map.put("mid", mid);
    map.put("track", track);
    map.put("received", received);
    map.put("bytes", bytes);
    map.put("lost", lost());
    map.put("recovered", recovered);
    map.put("duplicates", duplicates);
    map.put("longest_gap_ms", longestGapNanos(nowNanos) / 1e6);
    return map;
  }
}
