package io.rapat.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rapat.media.rtcp.RtcpWriter;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The way of a packet costs no garbage: camera and microphone to fifty subscribers, with losses,
/// NACKs from both sides, reports, feedback and timers.
class ZeroAllocationTest implements PacketOutput {
  private static final int SUBSCRIBERS = 50;
  private static final int PACKETS = 100_000;
  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 5;
  private static final int CAMERA = 0x2222;
  private static final int MICROPHONE = 0x1111;

  private final FakeSlots slots = new FakeSlots(4096);
  private final RoomMedia room =
      new RoomMedia(RoomBench.ROOM, slots, this, event -> this.events++, new Random(1));
  private final byte[] video =
      Rtp.packet(CAMERA, 0, 0).vp8(true, false, 1000).extension16(3, 0).bytes();
  private final byte[] audio =
      Rtp.packet(MICROPHONE, 0, 0)
          .payloadType(111)
          .payload(new byte[100])
          .extension(1, (byte) 127)
          .bytes();
  private final MemorySegment rtcp = Arena.ofAuto().allocate(1500);
  private final RtcpWriter writer = new RtcpWriter(rtcp, 0, 1500);
  private int events;
  private long sent;
  private final int[] lastSequence = new int[SUBSCRIBERS + 1];
  private long nowNanos = 1_000_000_000L;
  private int count;
  private int videoSequence;
  private int transportSequence;

  @Test
  void forwardsWithoutAllocating() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    open();
    run(WARM_UP);
    long allocated = Long.MAX_VALUE;
    // The compiler may still change its mind in the first rounds, which allocates a few bytes once.
    for (int round = 0; round < ROUNDS && allocated > 0; round++) {
      long sentBefore = sent;
      int eventsBefore = events;
      long before = threads.getCurrentThreadAllocatedBytes();
      run(PACKETS);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(sent - sentBefore).isGreaterThan(4_000_000L);
      assertThat(events).isEqualTo(eventsBefore);
    }

    assertThat(room.snapshot().packetsRetransmitted()).isPositive();
    assertThat(room.snapshot().nacksSent()).isPositive();
    assertThat(allocated).isZero();
  }

  private void open() {
    for (int i = 0; i <= SUBSCRIBERS; i++) {
      room.addPeer(new PeerId(i), i);
    }
    publish(1, MediaKind.AUDIO, RoomBench.OPUS, MICROPHONE);
    publish(2, MediaKind.VIDEO, RoomBench.VP8, CAMERA);
    for (int i = 1; i <= SUBSCRIBERS; i++) {
      subscribe(i, 2L * i, 1, RoomBench.OPUS);
      subscribe(i, 2L * i + 1, 2, RoomBench.VP8);
    }
  }

  private void publish(long id, MediaKind kind, PayloadMapping payload, int ssrc) {
    room.apply(
        new MediaCommand.Publish(
            RoomBench.ROOM,
            new PeerId(0),
            new PublicationId(id),
            kind,
            "0",
            payload.codec(),
            List.of(payload),
            RoomBench.UP,
            List.of(new LayerSource(0, "", ssrc, -1))),
        0,
        nowNanos);
  }

  private void subscribe(int peer, long id, long publication, PayloadMapping payload) {
    room.apply(
        new MediaCommand.Subscribe(
            RoomBench.ROOM,
            new PeerId(peer),
            new SubscriptionId(id),
            new PublicationId(publication),
            RoomBench.ssrcOf(id),
            payload.rtxPayloadType() < 0 ? -1 : RoomBench.ssrcOf(id) + 1,
            List.of(payload),
            new HeaderExtensionIds(0, 0, 0, 0, 5, 2, 0, 12, 0),
            "stream",
            "0"),
        peer,
        nowNanos);
  }

  /// Packets at 250 a second, one in five of them sound.
  private void run(int packets) {
    for (int i = 0; i < packets; i++) {
      count++;
      nowNanos += 4_000_000;
      if (count % 5 == 0) {
        put(audio, count / 5, 960 * (count / 5), false);
      } else {
        sendVideo();
      }
      if (count % 40 == 0) {
        control();
      }
      if (nowNanos - room.nextDeadlineNanos() >= 0) {
        room.onTimer(nowNanos);
      }
    }
  }

  private void sendVideo() {
    videoSequence++;
    if (videoSequence % 100 == 50) {
      return;
    }
    put(video, videoSequence, 1800 * (videoSequence / 4), videoSequence % 4 == 3);
    if (videoSequence % 100 == 65) {
      put(video, videoSequence - 15, 1800 * ((videoSequence - 15) / 4), false);
    }
  }

  private void put(byte[] packet, int sequence, int timestamp, boolean marker) {
    int slot = slots.acquire();
    MemorySegment segment = slots.segment(slot);
    long at = slots.offset(slot);
    for (int i = 0; i < packet.length; i++) {
      Bytes.put8(segment, at + i, packet[i]);
    }
    if (packet.length > 500) {
      Bytes.put16(segment, at + 17, transportSequence++);
      if (sequence <= 1) {
        // A key frame: the lowest bit of the frame tag is 0.
        Bytes.put8(segment, at + 21, 0);
      }
    }
    Bytes.put8(segment, at + 1, Bytes.u8(segment, at + 1) | (marker ? 0x80 : 0));
    Bytes.put16(segment, at + 2, sequence);
    Bytes.put32(segment, at + 4, timestamp);
    room.onRtp(0, slot, packet.length, nowNanos);
  }

  private void control() {
    writer.reset();
    writer.senderReport(CAMERA, nowNanos, 90 * count, 1, 1);
    room.onRtcp(0, rtcp, 0, writer.length(), nowNanos);
    writer.reset();
    int peer = 1 + count / 40 % SUBSCRIBERS;
    int ssrc = RoomBench.ssrcOf(2L * peer + 1);
    writer.receiverReport(1);
    writer.reportBlock(ssrc, 0, 0, 1, 10, 0, 0);
    writer.nack(1, ssrc);
    writer.nackSequence((lastSequence[peer] - 20) & 0xffff);
    writer.nackSequence((lastSequence[peer] - 10) & 0xffff);
    writer.receiverReferenceTime(1, nowNanos);
    room.onRtcp(peer, rtcp, 0, writer.length(), nowNanos);
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
    if (payloadLength > 500 && prefixLength == 0) {
      lastSequence[peer] = Bytes.u16(header, headerOffset + 2);
    }
  }

  @Override
  public void sendRtcp(int peer, MemorySegment packet, long offset, int length) {}
}
