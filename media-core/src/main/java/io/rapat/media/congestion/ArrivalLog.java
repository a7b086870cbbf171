package io.rapat.media.congestion;

import io.rapat.media.rtcp.RtcpWriter;
import io.rapat.media.rtcp.TransportFeedback;
import io.rapat.media.rtp.SequenceNumbers;
import java.util.Arrays;

/// When the packets of one transport arrived, by transport-wide sequence number, and the feedback
/// that tells their sender (draft-holmer-rmcat-transport-wide-cc-extensions-01). Without it a
/// browser's rate stays where it starts.
///
/// Hot path.
public final class ArrivalLog {
  private static final int CAPACITY = 1024;
  private static final int MASK = CAPACITY - 1;
  private static final int MAX_STATUSES = 400;
  private static final int MANY = 100;
  private static final long INTERVAL_NANOS = 100_000_000L;
  private static final long FRAME_INTERVAL_NANOS = 50_000_000L;
  private static final long NEVER = Long.MIN_VALUE;
  private static final long FIRST_CYCLE = 1L << 16;

  private final long[] numbers = new long[CAPACITY];
  private final long[] ticks = new long[CAPACITY];
  private final int[] deltas = new int[MAX_STATUSES];
  private boolean started;
  private long next;
  private long highest;
  private int pending;
  private boolean frameEnded;
  private long lastFeedbackNanos;
  private int feedbackCount;

  public ArrivalLog() {
    Arrays.fill(numbers, NEVER);
  }

  /// Notes a packet; one that is noted already is ignored.
  ///
  /// @param sequence its transport-wide sequence number
  /// @param marker whether it ends a frame
  public void onPacket(int sequence, boolean marker, long nowNanos) {
    if (!started) {
      started = true;
      highest = FIRST_CYCLE + sequence - 1;
      next = highest + 1;
      lastFeedbackNanos = nowNanos;
    }
    long number = SequenceNumbers.extend(sequence, highest);
    int i = (int) number & MASK;
    if (number <= highest - CAPACITY || numbers[i] == number) {
      return;
    }
    if (number - highest > CAPACITY) {
      next = number;
    }
    numbers[i] = number;
    ticks[i] = Math.floorDiv(nowNanos, TransportFeedback.TICK_NANOS);
    highest = Math.max(highest, number);
    // A late packet is told of, and what came after it once more.
    next = Math.max(Math.min(next, number), highest - MASK);
    pending++;
    frameEnded |= marker;
  }

  /// Whether packets came that no feedback told of.
  public boolean isPending() {
    return pending > 0;
  }

  /// Whether feedback is to be sent now.
  public boolean isDue(long nowNanos) {
    long since = nowNanos - lastFeedbackNanos;
    return pending > 0
        && (since >= INTERVAL_NANOS
            || pending > MANY
            || (frameEnded && since >= FRAME_INTERVAL_NANOS));
  }

  /// Writes one feedback packet. May be due again at once when there was more than one can tell.
  ///
  /// @param sender SSRC of whoever sends the feedback
  /// @param media an SSRC of the transport that sent the packets
  public void write(RtcpWriter writer, int sender, int media, long nowNanos) {
    long first = firstReceived();
    if (first > highest) {
      pending = 0;
      return;
    }
    long reference = Math.floorDiv(ticks[(int) first & MASK], 256);
    int count = collect(reference * 256);
    int size = TransportFeedback.size(count, deltas);
    if (writer.remaining() < 12 + size) {
      return;
    }
    long at = writer.transportFeedback(sender, media, size);
    TransportFeedback.write(
        writer.segment(), at, (int) next, (int) reference, feedbackCount++, count, deltas);
    next += count;
    if (next > highest) {
      pending = 0;
      frameEnded = false;
    }
    lastFeedbackNanos = nowNanos;
  }

  private long firstReceived() {
    long first = next;
    while (first <= highest && numbers[(int) first & MASK] != first) {
      first++;
    }
    // Losses in front of it are told as far as they fit.
    next = Math.max(next, first - MAX_STATUSES / 2);
    return first;
  }

  /// Fills the deltas from `next` on: how many. Ends before a delta that doesn't fit 16 bits.
  private int collect(long referenceTicks) {
    long last = referenceTicks;
    int count = 0;
    while (count < MAX_STATUSES && next + count <= highest) {
      int i = (int) (next + count) & MASK;
      if (numbers[i] != next + count) {
        deltas[count++] = Integer.MIN_VALUE;
        continue;
      }
      long delta = ticks[i] - last;
      if (delta != (short) delta) {
        return count;
      }
      last = ticks[i];
      deltas[count++] = (int) delta;
    }
    return count;
  }
}
