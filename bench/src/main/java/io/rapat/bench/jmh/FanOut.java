package io.rapat.bench.jmh;

import io.rapat.media.room.Codec;
import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PacketOutput;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.PublicationId;
import io.rapat.media.room.RoomId;
import io.rapat.media.room.RoomMedia;
import io.rapat.media.room.SubscriptionId;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One packet of video from the publisher to all subscribers of a room, without encryption and
/// without sockets. The question: what one subscriber more costs.
@State(Scope.Thread)
public class FanOut implements PacketOutput {
  private static final RoomId ROOM = new RoomId(1);
  private static final int PACKETS_PER_FRAME = 4;
  private static final long PACKET_NANOS = 4_000_000;
  private static final HeaderExtensionIds IDS =
      new HeaderExtensionIds(4, 10, 11, 1, Fixtures.TRANSPORT_SEQUENCE, 2, 0, 12, 0);
  private static final PayloadMapping VP8 = new PayloadMapping(Codec.VP8, 96, 97, true);

  @Param({"1", "10", "50"})
  public int subscribers;

  private final OnePool slots = new OnePool(4096);
  private final MemorySegment packet = Fixtures.video();
  private final RoomMedia room = new RoomMedia(ROOM, slots, this, _ -> {}, new Random(1));
  private long nowNanos = 1_000_000_000L;
  private int sequence;
  private long sent;

  @Setup(Level.Trial)
  public void open() {
    for (int i = 0; i <= subscribers; i++) {
      room.addPeer(new PeerId(i), i);
    }
    room.apply(
        new MediaCommand.Publish(
            ROOM,
            new PeerId(0),
            new PublicationId(1),
            MediaKind.VIDEO,
            "0",
            Codec.VP8,
            List.of(VP8),
            IDS,
            List.of(new LayerSource(0, "", Fixtures.SSRC, -1))),
        0,
        nowNanos);
    for (int i = 1; i <= subscribers; i++) {
      room.apply(
          new MediaCommand.Subscribe(
              ROOM,
              new PeerId(i),
              new SubscriptionId(i),
              new PublicationId(1),
              0x5000_0000 + 16 * i,
              0x5000_0001 + 16 * i,
              List.of(VP8),
              new HeaderExtensionIds(0, 0, 0, 0, 5, 2, 0, 12, 0),
              "stream",
              "0"),
          i,
          nowNanos);
    }
  }

  @Benchmark
  public void forward() {
    long before = sent;
    int slot = slots.acquire();
    MemorySegment segment = slots.segment(slot);
    long at = slots.offset(slot);
    MemorySegment.copy(packet, 0, segment, at, Fixtures.VIDEO_BYTES);
    boolean marker = sequence % PACKETS_PER_FRAME == PACKETS_PER_FRAME - 1;
    Bytes.put8(segment, at + 1, marker ? 0x80 | 96 : 96);
    Bytes.put16(segment, at + 2, sequence & 0xffff);
    Bytes.put32(segment, at + 4, 1440 * (sequence / PACKETS_PER_FRAME));
    Bytes.put16(segment, at + Fixtures.TRANSPORT_SEQUENCE_AT, sequence & 0xffff);
    sequence++;
    nowNanos += PACKET_NANOS;
    room.onRtp(0, slot, Fixtures.VIDEO_BYTES, nowNanos);
    if (nowNanos - room.nextDeadlineNanos() >= 0) {
      room.onTimer(nowNanos);
    }
    if (sent - before != subscribers) {
      throw new IllegalStateException("packet reached " + (sent - before));
    }
  }

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
      boolean endOfFrame) {
    sent++;
  }

  @Override
  public void sendRtcp(int peer, MemorySegment report, long offset, int length) {}
}
