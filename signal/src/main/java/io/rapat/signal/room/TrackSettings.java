package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import java.util.List;
import java.util.TreeSet;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.UpdateTrackSettings;

/// Which layer of a track a subscriber gets, from the size at which it shows the picture.
final class TrackSettings {

  private static final long BURST_NANOS = 100 * Timers.MILLI;
  private static final int MOST_SIDS = 1000;
  private static final int TOP_TEMPORAL = 3;

  /// A layer that has nine tenths of the wanted size is good enough.
  private static final double ENOUGH = 0.9;

  private final Room room;

  TrackSettings(Room room) {
    this.room = room;
  }

  void update(Participant subscriber, UpdateTrackSettings settings) {
    if (settings.getTrackSidsCount() > MOST_SIDS) {
      return;
    }
    for (String sid : new TreeSet<>(settings.getTrackSidsList())) {
      Subscription subscription = subscriber.subscriptions.get(sid);
      if (subscription != null) {
        update(subscription, settings);
      }
    }
  }

  /// Clients send bursts, for instance "disabled" just before "enabled". Only what shows a picture
  /// again doesn't wait for the end of the burst.
  private void update(Subscription subscription, UpdateTrackSettings settings) {
    boolean shows = subscription.settings.getDisabled() && !settings.getDisabled();
    subscription.settings = settings;
    if (shows) {
      apply(subscription);
    } else if (subscription.debounce == null || subscription.debounce.isOver()) {
      subscription.debounce =
          room.timers.at(room.nowNanos + BURST_NANOS, () -> apply(subscription));
    }
  }

  /// Tells the media path, if it doesn't know.
  void apply(Subscription subscription) {
    if (subscription.id().isEmpty()) {
      return;
    }
    UpdateTrackSettings settings = subscription.settings;
    boolean paused = settings.getDisabled() || settings.getQuality() == VideoQuality.OFF;
    int spatial = spatialLayer(subscription);
    int temporal = temporalLayer(settings.getFps());
    String wanted = paused + " " + spatial + " " + temporal;
    boolean saysNothing =
        !subscription.track.isVideo() && !paused && subscription.applied.isEmpty();
    if (!wanted.equals(subscription.applied) && !saysNothing) {
      subscription.applied = wanted;
      room.out.media(
          new MediaCommand.UpdateSubscription(
              room.media, subscription.id().get(), paused, spatial, temporal));
      room.dynacast.subscribersChanged(subscription.track);
    }
  }

  /// The quality a subscriber uses, as number of VideoQuality, or [QualityWish#OFF].
  static int quality(Subscription subscription) {
    UpdateTrackSettings settings = subscription.settings;
    if (settings.getDisabled() || settings.getQuality() == VideoQuality.OFF) {
      return QualityWish.OFF;
    }
    List<VideoLayer> layers = layers(subscription.track);
    if (layers.isEmpty()) {
      return VideoQuality.HIGH_VALUE;
    }
    return layers.get(Math.min(spatialLayer(subscription), layers.size() - 1)).getQualityValue();
  }

  private static int spatialLayer(Subscription subscription) {
    UpdateTrackSettings settings = subscription.settings;
    List<VideoLayer> layers = layers(subscription.track);
    if (settings.getWidth() > 0 && settings.getHeight() > 0 && !layers.isEmpty()) {
      return layerOfSize(layers, settings.getWidth(), settings.getHeight());
    }
    return layerOfQuality(layers, settings.getQualityValue());
  }

  private static int layerOfSize(List<VideoLayer> layers, int width, int height) {
    double wanted = Math.min(width, height) * ENOUGH;
    for (int i = 0; i < layers.size(); i++) {
      int size = Math.min(layers.get(i).getWidth(), layers.get(i).getHeight());
      if (size >= wanted) {
        return i;
      }
    }
    return layers.size() - 1;
  }

  /// The best declared layer of no higher quality.
  private static int layerOfQuality(List<VideoLayer> layers, int quality) {
    if (layers.isEmpty()) {
      return quality;
    }
    int best = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).getQualityValue() <= quality) {
        best = i;
      }
    }
    return best;
  }

  @SuppressWarnings("deprecation") // the layers of the main codec
  private static List<VideoLayer> layers(Track track) {
    return track.info().getLayersList();
  }

  /// Layers usually halve the frame rate; the full rate is taken for 30 a second.
  private static int temporalLayer(int fps) {
    if (fps == 0 || fps > 15) {
      return TOP_TEMPORAL;
    }
    return fps > 8 ? 1 : 0;
  }
}
