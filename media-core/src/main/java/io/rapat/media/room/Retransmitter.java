package io.rapat.media.room;

import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.rtp.SequenceNumbers;
import io.rapat.media.stream.PacketHistory;

/// Answers a subscriber's NACKs from the publisher's history, as retransmissions with their own
/// SSRC and numbers. Without RTX it doesn't answer: under AES-GCM the same number must never be
/// encrypted twice (RFC 7714 §8.1).
///
/// Hot path.
final class Retransmitter {
  private static final int MIN_SPACING_MILLIS = 50;

  private final PacketSlots slots;
  private final Counters counters;
  private final PacketSender sender;
  private final RtpPacket packet = new RtpPacket();

  Retransmitter(PacketSlots slots, Counters counters, PacketSender sender) {
    this.slots = slots;
    this.counters = counters;
    this.sender = sender;
  }

  void onNack(Subscription subscription, int sequence, long nowNanos) {
    if (!subscription.hasRtx) {
      counters.count(Drop.NACK_WITHOUT_RTX);
      return;
    }
    SequenceMap map = subscription.sequence;
    long out = SequenceNumbers.extend(sequence, map.highestOut());
    if (out > map.highestOut() || !map.knows(out)) {
      counters.count(Drop.NACK_UNKNOWN);
      return;
    }
    int spacing =
        Math.max(
            MIN_SPACING_MILLIS,
            subscription.receiver.isRoundTripKnown()
                ? (int) (subscription.receiver.roundTripNanos() / 1_000_000)
                : MIN_SPACING_MILLIS);
    if (!map.resend(out, (int) (nowNanos / 1_000_000), spacing)) {
      counters.count(Drop.NACK_REPEATED);
      return;
    }
    resend(subscription, out, nowNanos);
  }

  private void resend(Subscription subscription, long out, long nowNanos) {
    SequenceMap map = subscription.sequence;
    Layer layer = subscription.publication.layers[map.spatial(out)];
    PacketHistory history = layer.stream.history();
    int index = history.find(map.source(out));
    if (index < 0 && !map.isFiller(out)) {
      counters.count(Drop.NACK_UNKNOWN);
      return;
    }
    int size = index < 0 ? RtpPacket.FIXED_HEADER : history.length(index);
    if (!subscription.receiver.retransmissions.spend(size, nowNanos)) {
      counters.count(Drop.NACK_BUDGET);
      return;
    }
    if (index < 0) {
      int timestamp = subscription.timeline.highestOut();
      sender.resendFiller(subscription, layer.codec, out, timestamp, nowNanos);
      return;
    }
    int slot = history.slot(index);
    packet.parse(
        slots.segment(slot), slots.offset(slot) + history.start(index), history.length(index));
    Codec codec = layer.publication.codecOf(packet.payloadType());
    if (codec == null) {
      return;
    }
    sender.begin(packet, codec, layer.publication.extensions, nowNanos);
    if (!sender.canResend(subscription)) {
      counters.count(Drop.NACK_WITHOUT_RTX);
      return;
    }
    sender.resend(
        subscription,
        out,
        packet.timestamp() + map.timestampOffset(out),
        map.wasSent(out) ? map.marker(out) : packet.marker(),
        map.pictureOffset(out));
  }
}
