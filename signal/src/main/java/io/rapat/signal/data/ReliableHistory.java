package io.rapat.signal.data;

import io.rapat.signal.data.Route.Forward;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The newest reliable packets of a room, for participants who missed them while their connection
/// was replaced. Owned by the room.
public final class ReliableHistory {

  /// How long a packet is kept, in nanoseconds.
  static final long KEPT_NANOS = 5_000_000_000L;

  /// How many bytes are kept.
  static final int KEPT_BYTES = 256 * 1024;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private int bytes;

  /// Remembers a packet that was sent.
  public void add(Forward forward, long nowNanos) {
    int size = forward.packet().getSerializedSize();
    if (size > KEPT_BYTES) {
      return;
    }
    entries.addLast(new Entry(forward, size, nowNanos));
    bytes += size;
    expire(nowNanos);
  }

  /// Packets for a participant that are newer than what it says it has, oldest first.
  ///
  /// @param lastSequences by sid of the sender; packets of senders that aren't listed are left out
  public List<Forward> newerThan(
      Map<String, Integer> lastSequences, String identity, String sid, long nowNanos) {
    expire(nowNanos);
    List<Forward> missed = new ArrayList<>();
    for (Entry entry : entries) {
      Forward forward = entry.forward();
      Integer last = lastSequences.get(forward.packet().getParticipantSid());
      boolean newer =
          last != null && Integer.compareUnsigned(forward.packet().getSequence(), last) > 0;
      if (newer && forward.reaches(identity, sid)) {
        missed.add(forward);
      }
    }
    return missed;
  }

  private void expire(long nowNanos) {
    while (!entries.isEmpty()
        && (bytes > KEPT_BYTES || nowNanos - entries.getFirst().nanos() > KEPT_NANOS)) {
      bytes -= entries.removeFirst().size();
    }
  }

  private record Entry(Forward forward, int size, long nanos) {}
}
