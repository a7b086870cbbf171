package io.rapat.media.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores every peer by the worst of what it publishes and receives.
final class QualityReporter {
  private static final double MISSED_LAYER = 35;

  private final RoomId room;
  private final MediaEventSink events;

  QualityReporter(RoomId room, MediaEventSink events) {
    this.room = room;
    this.events = events;
  }

  /// Ends a window of 5 s. All scores go out when one of them changed; allocates only then.
  void update(@Nullable RoomPeer[] peers, long nowNanos) {
    boolean changed = false;
    for (RoomPeer peer : peers) {
      if (peer != null) {
        peer.silent = isSilent(peer);
        peer.quality.update(window(peer, nowNanos));
        changed |= peer.quality.changed(peer.silent);
        peer.heard = 0;
      }
    }
    if (changed) {
      report(peers);
    }
  }

  private void report(@Nullable RoomPeer[] peers) {
    List<MediaEvent.Score> scores = new ArrayList<>();
    for (RoomPeer peer : peers) {
      if (peer != null) {
        scores.add(new MediaEvent.Score(peer.id, (float) peer.quality.score(), peer.silent));
      }
    }
    events.accept(new MediaEvent.Quality(room, scores));
  }

  /// Silent is only who sent before, isn't muted, and of whom nothing at all was heard: a client
  /// that is told to be lost connects anew.
  private static boolean isSilent(RoomPeer peer) {
    if (peer.heard > 0) {
      return false;
    }
    for (int i = 0; i < peer.publications.size(); i++) {
      Publication publication = peer.publications.get(i);
      for (Layer layer : publication.layers) {
        if (layer.started && !publication.muted) {
          return true;
        }
      }
    }
    return false;
  }

  private static double window(RoomPeer peer, long nowNanos) {
    double worst = Quality.BEST;
    for (int i = 0; i < peer.publications.size(); i++) {
      Publication publication = peer.publications.get(i);
      for (Layer layer : publication.layers) {
        double loss = layer.window.endWindow(layer.stream.statistics());
        if (loss >= 0 && !publication.muted) {
          long jitter = layer.stream.statistics().jitterNanos();
          worst = Math.min(worst, Quality.of(layer.codec, loss, peer.roundTripNanos(), jitter));
        }
      }
    }
    for (int i = 0; i < peer.subscriptions.size(); i++) {
      worst = Math.min(worst, received(peer.subscriptions.get(i), nowNanos));
    }
    return worst;
  }

  private static double received(Subscription subscription, long nowNanos) {
    Layer layer = subscription.current;
    LinkReport report = subscription.report;
    if (layer == null || report.blocks == 0) {
      report.clear();
      return Quality.BEST;
    }
    double loss = report.worstFraction * 100.0 / 256;
    long jitter = (long) (report.jitter * 1e9 / subscription.publication.clockRate);
    double score = Quality.of(layer.codec, loss, subscription.receiver.roundTripNanos(), jitter);
    report.clear();
    return Math.max(0, score - MISSED_LAYER * subscription.missedLayers(nowNanos));
  }
}
