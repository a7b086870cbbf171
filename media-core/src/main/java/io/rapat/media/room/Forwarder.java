package io.rapat.media.room;

import io.rapat.media.codec.AudioLevel;
import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.stream.PacketHistory;
import io.rapat.media.stream.ReceiveStream;
import io.rapat.media.stream.Retransmission;
import io.rapat.media.wire.Bytes;

/// A packet's way through the room, from the top of this file to its end: find the layer, undo a
/// retransmission, place it in its stream, keep it, read its frame, and for each subscription of
/// this layer decide, renumber, send.
///
/// Hot path.
final class Forwarder {
  private final RoomId room;
  private final PacketSlots slots;
  private final MediaEventSink events;
  private final Counters counters;
  private final PacketSender sender;
  private final FrameInspector inspector = new FrameInspector();
  private final RtpPacket packet;
  private final Frame frame = new Frame();

  Forwarder(
      RoomId room,
      PacketSlots slots,
      MediaEventSink events,
      Counters counters,
      PacketSender sender,
      RtpPacket packet) {
    this.room = room;
    this.slots = slots;
    this.events = events;
    this.counters = counters;
    this.sender = sender;
    this.packet = packet;
  }

  /// The packet lies at the beginning of the slot.
  void onRtp(RoomPeer peer, int slot, int length, long nowNanos) {
    int parsed = packet.parse(slots.segment(slot), slots.offset(slot), length);
    if (parsed != RtpPacket.OK) {
      drop(parsed == RtpPacket.BAD_PADDING ? Drop.BAD_PADDING : Drop.MALFORMED_RTP, slot);
      return;
    }
    noteArrival(peer, nowNanos);
    int ssrc = packet.ssrc();
    Layer layer = peer.media.get(ssrc);
    if (layer != null) {
      peer.feedbackMedia = ssrc;
      receive(layer, slot, 0, length, false, nowNanos);
      return;
    }
    Layer repaired = peer.repair.get(ssrc);
    if (repaired != null) {
      restore(repaired, slot, length, nowNanos);
    } else if (Demultiplexer.bind(peer, packet, nowNanos)) {
      onRtp(peer, slot, length, nowNanos);
    } else if (!peer.parked.park(slot, length, nowNanos)) {
      drop(Drop.UNKNOWN_SSRC, slot);
    }
  }

  private void noteArrival(RoomPeer peer, long nowNanos) {
    int id = peer.transportSequenceExtension;
    int position = packet.extensions().position(id);
    if (position >= 0 && packet.extensions().length(id) == 2) {
      int sequence = Bytes.u16(packet.segment(), packet.offset() + position);
      peer.arrivals.onPacket(sequence, packet.marker(), nowNanos);
    }
  }

  private void restore(Layer layer, int slot, int length, long nowNanos) {
    if (layer.repairLearned) {
      layer.repairLearned = false;
      announceAgain(layer);
    }
    if (packet.payloadLength() < Retransmission.OSN_BYTES || !layer.bound) {
      // Without payload it is a probe of the path.
      drop(packet.payloadLength() == 0 ? Drop.PADDING_ONLY : Drop.MALFORMED_RTX, slot);
      return;
    }
    int payloadType = layer.publication.repairedBy(packet.payloadType());
    if (payloadType < 0) {
      drop(Drop.UNKNOWN_PAYLOAD_TYPE, slot);
      return;
    }
    Retransmission.restore(packet, payloadType, layer.ssrc);
    int start = Retransmission.OSN_BYTES;
    int restored = length - start;
    packet.parse(slots.segment(slot), slots.offset(slot) + start, restored);
    receive(layer, slot, start, restored, true, nowNanos);
  }

  private void receive(
      Layer layer, int slot, int start, int length, boolean restored, long nowNanos) {
    Codec codec = layer.publication.codecOf(packet.payloadType());
    if (codec == null) {
      drop(Drop.UNKNOWN_PAYLOAD_TYPE, slot);
      return;
    }
    ReceiveStream stream = layer.stream;
    long number = stream.accept(packet.sequence(), packet.timestamp(), restored, length, nowNanos);
    if (number < 0) {
      drop(reason(number), slot);
      return;
    }
    counters.packetsRestored += restored ? 1 : 0;
    boolean empty = packet.payloadLength() == 0;
    boolean readable = !empty && inspector.inspect(packet, layer, codec, frame);
    int evicted =
        stream.store(number, readable ? slot : PacketHistory.NONE, start, length, nowNanos);
    if (evicted != PacketHistory.NONE) {
      slots.release(evicted);
    }
    if (!readable) {
      leaveOut(layer, codec, number, nowNanos);
      drop(empty ? Drop.PADDING_ONLY : Drop.MALFORMED_PAYLOAD, slot);
      return;
    }
    if (!layer.started) {
      announce(layer, codec, nowNanos);
    }
    observeLevel(layer, restored, nowNanos);
    deliver(layer, codec, number, nowNanos);
  }

  private static Drop reason(long number) {
    if (number == ReceiveStream.DUPLICATE) {
      return Drop.DUPLICATE;
    }
    return number == ReceiveStream.TOO_OLD ? Drop.TOO_OLD : Drop.SEQUENCE_JUMP;
  }

  private void announce(Layer layer, Codec codec, long nowNanos) {
    layer.started = true;
    layer.codec = codec;
    layer.repairLearned = false;
    announceAgain(layer);
    Publication publication = layer.publication;
    for (int i = 0; i < publication.subscriptions.size(); i++) {
      publication.subscriptions.get(i).select(nowNanos);
    }
    publication.rewire();
  }

  private void announceAgain(Layer layer) {
    if (layer.started) {
      events.accept(
          new MediaEvent.LayerStarted(
              room,
              layer.publication.id,
              layer.spatial,
              layer.codec,
              layer.ssrcOrMinusOne(),
              layer.rtxSsrcOrMinusOne()));
    }
  }

  private void observeLevel(Layer layer, boolean restored, long nowNanos) {
    int id = layer.publication.extensions.audioLevel();
    int position = packet.extensions().position(id);
    if (position < 0 || restored) {
      return;
    }
    int level =
        AudioLevel.level(
            packet.segment(), packet.offset() + position, packet.extensions().length(id));
    layer.publication.level.observe(
        level, packet.timestamp(), layer.publication.clockRate, nowNanos);
  }

  /// A packet with nothing in it for anyone.
  private void leaveOut(Layer layer, Codec codec, long number, long nowNanos) {
    for (int i = 0; i < layer.subscriberCount(); i++) {
      Subscription subscription = layer.subscriber(i);
      if (subscription != null && isSending(subscription, layer)) {
        leaveOut(subscription, layer, codec, number, nowNanos);
      }
    }
  }

  private static boolean isSending(Subscription subscription, Layer layer) {
    return subscription.current == layer
        && subscription.currentEpoch == layer.stream.epoch()
        && !layer.publication.muted;
  }

  private void leaveOut(
      Subscription subscription, Layer layer, Codec codec, long number, long nowNanos) {
    SequenceMap sequence = subscription.sequence;
    long filler =
        sequence.leaveOut(
            number, layer.spatial, subscription.timeline.offset(), subscription.vp8.packed());
    if (filler != SequenceMap.NONE) {
      int timestamp = packet.timestamp() + sequence.timestampOffset(filler);
      sender.sendFiller(subscription, codec, filler, timestamp, nowNanos);
      sequence.sentFiller(filler);
    }
  }

  private void deliver(Layer layer, Codec codec, long number, long nowNanos) {
    Publication publication = layer.publication;
    if (publication.muted) {
      counters.count(Drop.MUTED);
      return;
    }
    sender.begin(packet, codec, publication.extensions, nowNanos);
    for (int i = 0; i < layer.subscriberCount(); i++) {
      Subscription subscription = layer.subscriber(i);
      if (subscription != null) {
        forward(subscription, layer, codec, number, nowNanos);
      }
    }
    if (frame.startsKeyFrame) {
      layer.keyFrames.served();
    }
    if (publication.rewire) {
      publication.rewire();
    }
  }

  private void forward(
      Subscription subscription, Layer layer, Codec codec, long number, long nowNanos) {
    if (!sender.canSend(subscription)) {
      counters.count(Drop.CODEC_NOT_NEGOTIATED);
      return;
    }
    if (!isSending(subscription, layer) && !begins(subscription, layer, number, nowNanos)) {
      counters.count(Drop.AWAITS_KEY_FRAME);
      return;
    }
    boolean head = subscription.sequence.isHead(number);
    if (!FrameFilter.passes(subscription, layer, frame, head)) {
      counters.count(Drop.LAYER_FILTERED);
      if (head && codec == Codec.VP8) {
        subscription.vp8.leaveOut(sender.vp8());
      }
      leaveOut(subscription, layer, codec, number, nowNanos);
      return;
    }
    send(subscription, layer, codec, number, head, nowNanos);
  }

  /// Whether the subscriber's stream goes on with this packet, after a beginning, an interruption
  /// or with another layer than before.
  private boolean begins(Subscription subscription, Layer layer, long number, long nowNanos) {
    if (subscription.current == layer) {
      // The layer's numbers have jumped.
      subscription.interrupt();
      subscription.select(nowNanos);
    }
    if (!frame.startsKeyFrame || (subscription.candidates & 1 << layer.spatial) == 0) {
      return false;
    }
    subscription.begin(layer, number, packet.timestamp(), nowNanos);
    subscription.decodeTarget = -1;
    if (frame.codec == Codec.VP8) {
      subscription.vp8.begin(sender.vp8());
    }
    subscription.select(nowNanos);
    return true;
  }

  private void send(
      Subscription subscription,
      Layer layer,
      Codec codec,
      long number,
      boolean head,
      long nowNanos) {
    SequenceMap sequence = subscription.sequence;
    int timestamp = packet.timestamp();
    long out =
        sequence.place(
            number, layer.spatial, subscription.timeline.offset(), subscription.vp8.packed());
    if (out == SequenceMap.NONE) {
      counters.count(Drop.LATE);
      return;
    }
    if (head) {
      subscription.timeline.note(timestamp, nowNanos);
      if (codec == Codec.VP8) {
        subscription.vp8.sent(sender.vp8());
      }
    }
    boolean marker = packet.marker() || FrameFilter.endsPicture(subscription, layer, frame);
    sender.send(
        subscription,
        out,
        timestamp + sequence.timestampOffset(out),
        marker,
        sequence.pictureOffset(out));
    sequence.sent(out, marker);
    if (!subscription.started) {
      subscription.started = true;
      subscription.nextReportNanos = nowNanos;
      events.accept(new MediaEvent.SubscriptionStarted(room, subscription.id));
    }
  }

  private void drop(Drop reason, int slot) {
    counters.count(reason);
    slots.release(slot);
  }
}
