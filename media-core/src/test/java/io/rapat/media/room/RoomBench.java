package io.rapat.media.room;

import io.rapat.media.rtcp.RtcpHandler;
import io.rapat.media.rtcp.RtcpReader;
import io.rapat.media.rtcp.RtcpWriter;
import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A room with recorded output and a clock that moves when it is told to.
final class RoomBench implements PacketOutput {
  static final RoomId ROOM = new RoomId(1);
  static final long MILLIS = 1_000_000L;
  static final HeaderExtensionIds UP = new HeaderExtensionIds(4, 10, 11, 1, 3, 2, 0, 12, 0);
  static final HeaderExtensionIds DOWN = new HeaderExtensionIds(0, 0, 0, 0, 0, 2, 0, 12, 0);
  static final PayloadMapping VP8 = new PayloadMapping(Codec.VP8, 96, 97, true);
  static final PayloadMapping VP9 = new PayloadMapping(Codec.VP9, 98, 99, true);
  static final PayloadMapping OPUS = new PayloadMapping(Codec.OPUS, 111, -1, false);
  static final PayloadMapping RED = new PayloadMapping(Codec.RED, 63, -1, false);

  /// A packet that left.
  record Sent(int peer, long atNanos, byte[] header, byte[] body, boolean endOfFrame) {
    int ssrc() {
      return view().ssrc();
    }

    int sequence() {
      return view().sequence();
    }

    int timestamp() {
      return view().timestamp();
    }

    int payloadType() {
      return view().payloadType();
    }

    boolean marker() {
      return view().marker();
    }

    boolean padded() {
      return (header[0] & 0x20) != 0;
    }

    RtpPacket view() {
      RtpPacket packet = new RtpPacket();
      byte[] all = new byte[header.length + body.length];
      System.arraycopy(header, 0, all, 0, header.length);
      System.arraycopy(body, 0, all, header.length, body.length);
      int parsed = packet.parse(MemorySegment.ofArray(all), 0, all.length);
      if (parsed != RtpPacket.OK) {
        throw new AssertionError("sent a packet that can't be read: " + parsed);
      }
      return packet;
    }
  }

  /// An RTCP datagram that left.
  record Report(int peer, long atNanos, byte[] bytes) {
    void read(RtcpHandler handler) {
      RtcpReader reader = new RtcpReader();
      reader.read(MemorySegment.ofArray(bytes), 0, bytes.length, handler);
      if (reader.malformed() + reader.overBudget() > 0) {
        throw new AssertionError("sent RTCP that can't be read");
      }
    }
  }

  final FakeSlots slots = new FakeSlots(8192);
  final List<Sent> sent = new ArrayList<>();
  final List<Report> reports = new ArrayList<>();
  final List<MediaEvent> events = new ArrayList<>();
  final RoomMedia room;
  long nowNanos = 1_000_000_000_000L;

  RoomBench() {
    this(1);
  }

  RoomBench(long seed) {
    room = new RoomMedia(ROOM, slots, this, events::add, new Random(seed));
  }

  /// Peers 0 to count - 1.
  RoomBench peers(int count) {
    for (int i = 0; i < count; i++) {
      room.addPeer(new PeerId(i), i);
    }
    return this;
  }

  RoomBench publish(
      int peer, long id, MediaKind kind, List<PayloadMapping> payloads, LayerSource... layers) {
    apply(
        new MediaCommand.Publish(
            ROOM,
            new PeerId(peer),
            new PublicationId(id),
            kind,
            "m" + id,
            payloads.get(payloads.size() - 1).codec(),
            payloads,
            UP,
            List.of(layers)),
        peer);
    return this;
  }

  RoomBench subscribe(int peer, long id, long publication, PayloadMapping... payloads) {
    boolean rtx = payloads[0].rtxPayloadType() >= 0;
    apply(
        new MediaCommand.Subscribe(
            ROOM,
            new PeerId(peer),
            new SubscriptionId(id),
            new PublicationId(publication),
            ssrcOf(id),
            rtx ? ssrcOf(id) + 1 : -1,
            List.of(payloads),
            DOWN,
            "stream",
            "0"),
        peer);
    return this;
  }

  /// SSRC of a subscription; its retransmissions have the next one.
  static int ssrcOf(long subscription) {
    return (int) (0x5000_0000 + 16 * subscription);
  }

  void update(long subscription, boolean paused, int spatial, int temporal) {
    apply(
        new MediaCommand.UpdateSubscription(
            ROOM, new SubscriptionId(subscription), paused, spatial, temporal),
        -1);
  }

  void mute(long publication, boolean muted) {
    apply(new MediaCommand.SetMuted(ROOM, new PublicationId(publication), muted), -1);
  }

  void apply(MediaCommand command, int peer) {
    room.apply(command, peer, nowNanos);
  }

  void rtp(int peer, Rtp packet) {
    rtp(peer, packet.bytes());
  }

  void rtp(int peer, byte[] packet) {
    int slot = slots.acquire();
    MemorySegment.copy(
        MemorySegment.ofArray(packet), 0, slots.segment(slot), slots.offset(slot), packet.length);
    room.onRtp(peer, slot, packet.length, nowNanos);
  }

  void rtcp(int peer, Consumer<RtcpWriter> content) {
    MemorySegment segment = MemorySegment.ofArray(new byte[2000]);
    RtcpWriter writer = new RtcpWriter(segment, 0, 2000);
    content.accept(writer);
    room.onRtcp(peer, segment, 0, writer.length(), nowNanos);
  }

  void rtcp(int peer, byte[] datagram) {
    room.onRtcp(peer, MemorySegment.ofArray(datagram), 0, datagram.length, nowNanos);
  }

  /// Lets time pass; the room is called whenever it asked to be.
  void advance(long nanos) {
    advanceTo(nowNanos + nanos);
  }

  void advanceTo(long end) {
    while (room.nextDeadlineNanos() - end <= 0) {
      nowNanos = Math.max(nowNanos, room.nextDeadlineNanos());
      room.onTimer(nowNanos);
      if (room.nextDeadlineNanos() - nowNanos <= 0) {
        throw new AssertionError("the room would loop without time passing");
      }
    }
    nowNanos = end;
  }

  List<Sent> sentTo(int peer, int ssrc) {
    return sent.stream().filter(s -> s.peer == peer && s.ssrc() == ssrc).toList();
  }

  <E extends MediaEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Sequence numbers asked for again, in the order they were.
  List<Integer> nacks(int peer, int ssrc) {
    List<Integer> found = new ArrayList<>();
    for (Report report : reports) {
      if (report.peer == peer) {
        report.read(
            new RecordingHandler() {
              @Override
              public void onNack(int media, int sequence) {
                if (media == ssrc) {
                  found.add(sequence);
                }
              }
            });
      }
    }
    return found;
  }

  /// Times at which a key frame of the SSRC was asked for.
  List<Long> keyFrameRequests(int peer, int ssrc) {
    List<Long> found = new ArrayList<>();
    for (Report report : reports) {
      if (report.peer == peer) {
        report.read(
            new RecordingHandler() {
              @Override
              public void onKeyFrameRequest(int media) {
                if (media == ssrc) {
                  found.add(report.atNanos);
                }
              }
            });
      }
    }
    return found;
  }

  long drops(Drop reason) {
    return room.snapshot().drops(reason);
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
    byte[] body = new byte[prefixLength + payloadLength];
    for (int i = 0; i < prefixLength; i++) {
      body[i] = (byte) Bytes.u8(prefix, prefixOffset + i);
    }
    for (int i = 0; i < payloadLength; i++) {
      body[prefixLength + i] = (byte) Bytes.u8(payload, payloadOffset + i);
    }
    byte[] head = new byte[headerLength];
    for (int i = 0; i < headerLength; i++) {
      head[i] = (byte) Bytes.u8(header, headerOffset + i);
    }
    sent.add(new Sent(peer, nowNanos, head, body, endOfFrame));
  }

  @Override
  public void sendRtcp(int peer, MemorySegment packet, long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Bytes.u8(packet, offset + i);
    }
    reports.add(new Report(peer, nowNanos, bytes));
  }
}
