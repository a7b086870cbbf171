package io.rapat.media.rtcp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// The body of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |      base sequence number     |      packet status count      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                 reference time (64 ms)        | feedback count|
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |      status chunks (16 bits each), then deltas of 250 us      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// Hot path.
public final class TransportFeedback {
  /// Length of one tick of a delta.
  public static final long TICK_NANOS = 250_000L;

  /// Length of one unit of the reference time.
  public static final long REFERENCE_NANOS = 64_000_000L;

  private static final int MAX_STATUS = 1024;
  private static final int VECTOR = 7;

  /// Takes the statuses of one feedback packet in order.
  public interface Handler {

    /// @param arrivalTicks arrival in ticks of 250 us on the receiver's clock
    void onReceived(int sequence, long arrivalTicks);

    void onLost(int sequence);
  }

  private TransportFeedback() {}

  /// Reads a body: the number of statuses, or -1 when it doesn't fit. Everything before the fault
  /// was handed over. More than 1024 statuses aren't read: no sender asks about so many.
  public static int read(MemorySegment segment, long offset, int length, Handler handler) {
    int base = Bytes.u16(segment, offset);
    int count = Bytes.u16(segment, offset + 2);
    if (count > MAX_STATUS) {
      return -1;
    }
    int delta = deltasBegin(segment, offset, length, count);
    if (delta < 0) {
      return -1;
    }
    // The reference time is signed, 24 bits.
    long ticks = (long) (Bytes.u24(segment, offset + 4) << 8 >> 8) * 256;
    int chunkAt = 8;
    int done = 0;
    while (done < count) {
      int chunk = Bytes.u16(segment, offset + chunkAt);
      chunkAt += 2;
      int symbols = Math.min(symbols(chunk), count - done);
      for (int i = 0; i < symbols; i++, done++) {
        int size = symbol(chunk, i);
        if (size == 0 || size == 3) {
          handler.onLost(base + done & 0xffff);
          continue;
        }
        if (delta + size > length) {
          return -1;
        }
        ticks +=
            size == 1
                ? Bytes.u8(segment, offset + delta)
                : (short) Bytes.u16(segment, offset + delta);
        delta += size;
        handler.onReceived(base + done & 0xffff, ticks);
      }
    }
    return count;
  }

  private static int deltasBegin(MemorySegment segment, long offset, int length, int count) {
    int at = 8;
    int done = 0;
    while (done < count) {
      if (at + 2 > length) {
        return -1;
      }
      int symbols = symbols(Bytes.u16(segment, offset + at));
      if (symbols == 0) {
        return -1;
      }
      done += symbols;
      at += 2;
    }
    return at;
  }

  private static int symbols(int chunk) {
    if ((chunk & 0x8000) == 0) {
      return chunk & 0x1fff;
    }
    return (chunk & 0x4000) == 0 ? 14 : VECTOR;
  }

  private static int symbol(int chunk, int index) {
    if ((chunk & 0x8000) == 0) {
      return chunk >>> 13 & 3;
    }
    if ((chunk & 0x4000) == 0) {
      return (chunk >>> (13 - index)) & 1;
    }
    return (chunk >>> (12 - 2 * index)) & 3;
  }

  /// Bytes of a body for these deltas, padded to words; see [#write].
  public static int size(int count, int[] deltas) {
    int bytes = 8;
    for (int i = 0; i < count; i++) {
      bytes += symbolOf(deltas[i]);
    }
    for (int i = 0; i < count; ) {
      i += run(count, deltas, i);
      bytes += 2;
    }
    return bytes + 3 & ~3;
  }

  /// Writes a body.
  ///
  /// @param reference in units of 64 ms
  /// @param deltas ticks since the packet before (the first: since the reference time);
  ///   [Integer#MIN_VALUE] for a packet that didn't arrive, otherwise within 16 bits signed
  public static void write(
      MemorySegment segment,
      long offset,
      int base,
      int reference,
      int feedbackCount,
      int count,
      int[] deltas) {
    Bytes.put16(segment, offset, base);
    Bytes.put16(segment, offset + 2, count);
    Bytes.put24(segment, offset + 4, reference);
    Bytes.put8(segment, offset + 7, feedbackCount);
    long at = offset + 8;
    for (int i = 0; i < count; ) {
      int run = run(count, deltas, i);
      Bytes.put16(segment, at, chunk(count, deltas, i, run));
      at += 2;
      i += run;
    }
    for (int i = 0; i < count; i++) {
      int symbol = symbolOf(deltas[i]);
      if (symbol == 1) {
        Bytes.put8(segment, at, deltas[i]);
      } else if (symbol == 2) {
        Bytes.put16(segment, at, deltas[i]);
      }
      at += symbol;
    }
    while ((at - offset & 3) != 0) {
      Bytes.put8(segment, at++, 0);
    }
  }

  private static int symbolOf(int delta) {
    if (delta == Integer.MIN_VALUE) {
      return 0;
    }
    return delta >= 0 && delta <= 255 ? 1 : 2;
  }

  /// Statuses the chunk at `from` covers: a run when it is longer than a two-bit vector, else one
  /// vector.
  private static int run(int count, int[] deltas, int from) {
    int symbol = symbolOf(deltas[from]);
    int end = from + 1;
    while (end < count && end - from < 0x1fff && symbolOf(deltas[end]) == symbol) {
      end++;
    }
    return end - from > VECTOR || end == count ? end - from : Math.min(VECTOR, count - from);
  }

  private static int chunk(int count, int[] deltas, int from, int run) {
    int symbol = symbolOf(deltas[from]);
    boolean same = true;
    for (int i = from; i < from + run; i++) {
      same &= symbolOf(deltas[i]) == symbol;
    }
    if (same) {
      return symbol << 13 | run;
    }
    int chunk = 0xc000;
    for (int i = 0; i < VECTOR && from + i < count; i++) {
      chunk |= symbolOf(deltas[from + i]) << (12 - 2 * i);
    }
    return chunk;
  }
}
