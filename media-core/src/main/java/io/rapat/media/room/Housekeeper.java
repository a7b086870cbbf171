package io.rapat.media.room;

import io.rapat.media.stream.PacketHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a room does ten times a second: layers that came or went, key frames that are waited for,
/// the budget of each subscriber, old packets.
final class Housekeeper {
  private static final long MIN_REQUEST_NANOS = 200_000_000L;
  private static final long MAX_REQUEST_NANOS = 500_000_000L;
  private static final long VIDEO_MEMORY_NANOS = 3_000_000_000L;
  private static final long AUDIO_MEMORY_NANOS = 1_000_000_000L;

  private final PacketSlots slots;
  private final Counters counters;

  Housekeeper(PacketSlots slots, Counters counters) {
    this.slots = slots;
    this.counters = counters;
  }

  void run(@Nullable RoomPeer[] peers, List<Publication> publications, long nowNanos) {
    for (RoomPeer peer : peers) {
      if (peer != null) {
        peer.budget.update(peer.sent.bitrateBps(nowNanos), nowNanos);
        expireParked(peer, nowNanos);
      }
    }
    for (int i = 0; i < publications.size(); i++) {
      tend(publications.get(i), nowNanos);
    }
  }

  private void expireParked(RoomPeer peer, long nowNanos) {
    for (int slot = peer.parked.expire(nowNanos);
        slot != ParkedPackets.NONE;
        slot = peer.parked.expire(nowNanos)) {
      counters.count(Drop.UNKNOWN_SSRC);
      slots.release(slot);
    }
  }

  private void tend(Publication publication, long nowNanos) {
    for (Layer layer : publication.layers) {
      layer.observeRate(nowNanos);
      expire(layer, nowNanos);
    }
    for (int i = 0; i < publication.subscriptions.size(); i++) {
      Subscription subscription = publication.subscriptions.get(i);
      subscription.select(nowNanos);
      requestKeyFrame(subscription, nowNanos);
    }
    if (publication.rewire) {
      publication.rewire();
    }
  }

  private void expire(Layer layer, long nowNanos) {
    boolean video = layer.publication.kind == MediaKind.VIDEO;
    long before = nowNanos - (video ? VIDEO_MEMORY_NANOS : AUDIO_MEMORY_NANOS);
    PacketHistory history = layer.stream.history();
    for (int slot = history.expire(before);
        slot != PacketHistory.NONE;
        slot = history.expire(before)) {
      slots.release(slot);
    }
  }

  /// Asks for a key frame as long as one is waited for: of the highest layer that would do and may
  /// be asked now.
  static void requestKeyFrame(Subscription subscription, long nowNanos) {
    Publication publication = subscription.publication;
    if (!subscription.awaitsKeyFrame()
        || publication.muted
        || nowNanos - subscription.nextKeyFrameRequestNanos < 0) {
      return;
    }
    int wanted = subscription.candidates == 0 ? ~0 : subscription.candidates;
    for (int i = publication.layers.length - 1; i >= 0; i--) {
      Layer layer = publication.layers[i];
      if ((wanted & 1 << i) == 0 || !layer.bound) {
        continue;
      }
      if (layer.keyFrames.isPending(nowNanos)) {
        return;
      }
      if (layer.keyFrames.isOpen(nowNanos)) {
        layer.keyFrames.want();
        long spacing =
            Math.clamp(2 * publication.peer.roundTripNanos(), MIN_REQUEST_NANOS, MAX_REQUEST_NANOS);
        subscription.nextKeyFrameRequestNanos = nowNanos + spacing;
        return;
      }
    }
  }
}
