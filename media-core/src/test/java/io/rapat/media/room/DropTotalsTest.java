package io.rapat.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What rooms drop stays counted when they are gone.
class DropTotalsTest {
  private final FakeSlots slots = new FakeSlots(4);
  private final DropTotals totals = new DropTotals();

  private RoomMedia room(long id) {
    return new RoomMedia(
        new RoomId(id), slots, new SilentOutput(), _ -> {}, new Random(id), totals);
  }

  @Test
  void outlivesItsRooms() {
    RoomMedia first = room(1);
    RoomMedia second = room(2);
    first.onRtp(0, slots.acquire(), 100, 0);
    first.close();
    second.onRtp(0, slots.acquire(), 100, 0);
    assertThat(totals.of(Drop.UNKNOWN_PEER)).isEqualTo(2);
    assertThat(second.snapshot().drops(Drop.UNKNOWN_PEER)).isEqualTo(1);
    assertThat(totals.of(Drop.MALFORMED_RTP)).isZero();
  }

  @Test
  void countsFeedbackAboutPacketsNeverSent() {
    RoomMedia room = room(1);
    room.addPeer(new PeerId(1), 0);
    byte[] feedback = {
      (byte) 0x8f, (byte) 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 9, 0, 1, 0, 0, 0, 0, 0x20, 1, 4, 0
    };
    room.onRtcp(0, MemorySegment.ofArray(feedback), 0, feedback.length, 0);
    assertThat(totals.of(Drop.UNKNOWN_FEEDBACK)).isEqualTo(1);
    feedback[14] = -1;
    room.onRtcp(0, MemorySegment.ofArray(feedback), 0, feedback.length, 0);
    assertThat(totals.of(Drop.MALFORMED_RTCP)).isEqualTo(1);
  }

  private static final class SilentOutput implements PacketOutput {
    @Override
    public void sendRtp(
        int peer,
        MemorySegment header,
        long headerOffset,
        int headerLength,
        MemorySegment prefix,
        long prefixOffset,
        int prefixLength,
        MemorySegment payload,
        long payloadOffset,
        int payloadLength,
        boolean endOfFrame) {}

    @Override
    public void sendRtcp(int peer, MemorySegment packet, long offset, int length) {}
  }
}
