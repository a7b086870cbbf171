package io.rapat.media.room;

import java.util.Arrays;

/// The way between a publisher's sequence numbers and the gapless ones of one subscriber, both
/// extended. Left-out packets close the gap when they are the newest; a packet that comes late
/// finds the place that was left for it. Also remembers what each outgoing number carried, for
/// retransmission.
///
/// Hot path.
final class SequenceMap {
  /// No place: too late, or left out on purpose.
  static final long NONE = -1;

  private static final long NEVER = Long.MIN_VALUE;
  private static final byte SENT = 1;
  private static final byte FILLER = 2;
  private static final byte MARKER = 4;

  private final int mask;
  // By source number.
  private final long[] sources;
  private final long[] outs;
  // By outgoing number.
  private final long[] outNumbers;
  private final long[] outSources;
  private final int[] timestampOffsets;
  private final int[] pictureOffsets;
  private final int[] resentMillis;
  private final byte[] spatials;
  private final byte[] flags;

  private long offset;
  private long begin;
  private long highestSource;
  private long highestOut;

  /// @param capacity how many packets back numbers are known, a power of two
  /// @param first the first outgoing number
  SequenceMap(int capacity, int first) {
    mask = capacity - 1;
    sources = new long[capacity];
    outs = new long[capacity];
    outNumbers = new long[capacity];
    outSources = new long[capacity];
    timestampOffsets = new int[capacity];
    pictureOffsets = new int[capacity];
    resentMillis = new int[capacity];
    spatials = new byte[capacity];
    flags = new byte[capacity];
    highestOut = first - 1L;
    Arrays.fill(sources, NEVER);
    Arrays.fill(outNumbers, NEVER);
    begin = Long.MAX_VALUE;
  }

  /// A source, or the same one after an interruption, begins with the packet `source`: it gets the
  /// next outgoing number.
  void begin(long source) {
    begin = source;
    highestSource = source - 1;
    offset = source - (highestOut + 1);
    Arrays.fill(sources, NEVER);
  }

  /// Whether the packet is newer than all before it.
  boolean isHead(long source) {
    return source > highestSource;
  }

  /// The outgoing number for a packet to send, or [#NONE].
  long place(long source, int spatial, int timestampOffset, int pictureOffset) {
    if (!isHead(source)) {
      return late(source);
    }
    leaveRoom(source, spatial, timestampOffset, pictureOffset);
    highestSource = source;
    long out = source - offset;
    expect(source, out, spatial, timestampOffset, pictureOffset);
    highestOut = out;
    return out;
  }

  /// Leaves a packet out. When it is the newest, the next one takes its number: [#NONE]. When it is
  /// late, the number that was left for it, to be filled with padding.
  long leaveOut(long source, int spatial, int timestampOffset, int pictureOffset) {
    if (!isHead(source)) {
      return late(source);
    }
    leaveRoom(source, spatial, timestampOffset, pictureOffset);
    highestSource = source;
    highestOut = source - offset - 1;
    offset++;
    int i = (int) source & mask;
    sources[i] = source;
    outs[i] = NONE;
    return NONE;
  }

  private long late(long source) {
    int i = (int) source & mask;
    if (source < begin || sources[i] != source || outs[i] == NONE) {
      return NONE;
    }
    long out = outs[i];
    int o = (int) out & mask;
    // A number is never sent twice: the cipher would be broken (RFC 7714 §8.1).
    return outNumbers[o] == out && (flags[o] & SENT) == 0 ? out : NONE;
  }

  private void leaveRoom(long source, int spatial, int timestampOffset, int pictureOffset) {
    for (long gap = Math.max(highestSource + 1, source - mask); gap < source; gap++) {
      expect(gap, gap - offset, spatial, timestampOffset, pictureOffset);
    }
  }

  private void expect(long source, long out, int spatial, int timestampOffset, int pictureOffset) {
    int i = (int) source & mask;
    sources[i] = source;
    outs[i] = out;
    int o = (int) out & mask;
    outNumbers[o] = out;
    outSources[o] = source;
    timestampOffsets[o] = timestampOffset;
    pictureOffsets[o] = pictureOffset;
    resentMillis[o] = 0;
    spatials[o] = (byte) spatial;
    flags[o] = 0;
  }

  /// Notes that the number was sent.
  void sent(long out, boolean marker) {
    flags[(int) out & mask] = marker ? SENT | MARKER : SENT;
  }

  /// Notes that the number was sent with padding only.
  void sentFiller(long out) {
    flags[(int) out & mask] = SENT | FILLER;
  }

  /// The highest outgoing number, sent or left out of [#place].
  long highestOut() {
    return highestOut;
  }

  /// Whether it is known what the outgoing number carries.
  boolean knows(long out) {
    return outNumbers[(int) out & mask] == out;
  }

  // The following are for numbers that are known.

  boolean isFiller(long out) {
    return (flags[(int) out & mask] & FILLER) != 0;
  }

  boolean wasSent(long out) {
    return (flags[(int) out & mask] & SENT) != 0;
  }

  boolean marker(long out) {
    return (flags[(int) out & mask] & MARKER) != 0;
  }

  long source(long out) {
    return outSources[(int) out & mask];
  }

  int spatial(long out) {
    return spatials[(int) out & mask];
  }

  int timestampOffset(long out) {
    return timestampOffsets[(int) out & mask];
  }

  int pictureOffset(long out) {
    return pictureOffsets[(int) out & mask];
  }

  /// Whether the number wasn't sent again for `spacingMillis`; then it is noted as sent again.
  boolean resend(long out, int nowMillis, int spacingMillis) {
    int i = (int) out & mask;
    // 0 stands for never.
    int now = nowMillis == 0 ? 1 : nowMillis;
    if (resentMillis[i] != 0 && now - resentMillis[i] < spacingMillis) {
      return false;
    }
    resentMillis[i] = now;
    return true;
  }
}
