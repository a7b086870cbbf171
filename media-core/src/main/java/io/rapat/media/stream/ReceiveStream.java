package io.rapat.media.stream;

import io.rapat.media.rtp.SequenceNumbers;

/// One received SSRC: places each packet in the extended sequence and keeps what was received, what
/// is missing, and what its receiver reports say. Owned by the thread of its room.
///
/// Hot path.
public final class ReceiveStream {
  /// The packet was already received.
  public static final int DUPLICATE = -1;

  /// The packet is older than the history.
  public static final int TOO_OLD = -2;

  /// The number is far away; if the next packet follows it, the stream goes on there.
  public static final int JUMP = -3;

  /// RFC 3550 A.1 `MAX_DROPOUT`.
  private static final int MAX_DROPOUT = 3000;

  private final PacketHistory history;
  private final NackRegister nacks = new NackRegister();
  private final ReceptionStatistics statistics;
  private final SenderClock clock;
  private final RateMeter rate = new RateMeter();
  private final boolean nackable;
  private boolean started;
  private long highest;
  private int suspect = -1;
  private int epoch;
  private long lastPacketNanos;

  /// @param historyPackets a power of two
  /// @param nackable whether missing packets are asked for
  public ReceiveStream(int clockRate, int historyPackets, boolean nackable) {
    history = new PacketHistory(historyPackets);
    statistics = new ReceptionStatistics(clockRate);
    clock = new SenderClock(clockRate);
    this.nackable = nackable;
  }

  /// Finds a packet's extended sequence number and notes that it came; [#store] must follow.
  ///
  /// @param restored whether it came as retransmission (RFC 4588)
  /// @param size bytes on the wire
  /// @return the number, or [#DUPLICATE], [#TOO_OLD] or [#JUMP]
  public long accept(int sequence, int timestamp, boolean restored, int size, long nowNanos) {
    if (!started) {
      if (restored) {
        return TOO_OLD;
      }
      start(nextCycle() + sequence);
    }
    int distance = SequenceNumbers.distance(sequence, (int) highest);
    long number = highest + distance;
    if (distance > MAX_DROPOUT || distance <= -history.capacity()) {
      if (restored) {
        return TOO_OLD;
      }
      if (sequence != suspect) {
        suspect = (sequence + 1) & 0xffff;
        return JUMP;
      }
      number = jump(sequence);
    } else if (history.contains(number)) {
      return DUPLICATE;
    }
    advance(number, nowNanos);
    if (!restored) {
      statistics.received(number, timestamp, nowNanos);
      lastPacketNanos = nowNanos;
      rate.add(size, nowNanos);
    }
    return number;
  }

  private void start(long number) {
    started = true;
    highest = number - 1;
  }

  /// Numbers never come twice in one stream, whatever its source does; they start above 0, so that
  /// packets from before the first one have positive numbers, too.
  private long nextCycle() {
    return (highest | 0xffff) + 1;
  }

  private long jump(int sequence) {
    long number = nextCycle() + sequence;
    highest = number - 1;
    suspect = -1;
    epoch++;
    nacks.clear();
    statistics.restart(number);
    return number;
  }

  private void advance(long number, long nowNanos) {
    if (number > highest) {
      if (nackable && number > highest + 1) {
        nacks.missing(highest + 1, number, nowNanos);
      }
      highest = number;
    } else if (nackable) {
      nacks.received(number);
    }
  }

  /// Keeps the accepted packet: the slot that gave way, or [PacketHistory#NONE].
  public int store(long number, int slot, int start, int length, long nowNanos) {
    return history.put(number, slot, start, length, nowNanos);
  }

  /// Another source takes this stream's place. The history is to be cleared by its owner.
  public void restart() {
    started = false;
    suspect = -1;
    epoch++;
    nacks.clear();
    clock.clear();
  }

  /// Changes whenever numbers before and after can't be compared.
  public int epoch() {
    return epoch;
  }

  /// The highest extended number received.
  public long highest() {
    return highest;
  }

  /// When the last packet came in this stream itself.
  public long lastPacketNanos() {
    return lastPacketNanos;
  }

  public PacketHistory history() {
    return history;
  }

  public NackRegister nacks() {
    return nacks;
  }

  public ReceptionStatistics statistics() {
    return statistics;
  }

  public SenderClock clock() {
    return clock;
  }

  public RateMeter rate() {
    return rate;
  }
}
