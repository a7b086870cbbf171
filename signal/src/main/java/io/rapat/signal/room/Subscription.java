package io.rapat.signal.room;

import io.rapat.media.room.SubscriptionId;
import io.rapat.signal.room.Timers.Timer;
import java.util.Optional;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.jspecify.annotations.Nullable;

/// One participant's subscription to one track, from the moment it is negotiated for until it isn't
/// any more. Owned by the subscriber.
final class Subscription {

  final Participant subscriber;
  final Track track;

  /// What the client wants, as it last said.
  UpdateTrackSettings settings;

  /// Settings that wait for the burst to end.
  @Nullable Timer debounce;

  /// What the media path was told last, "" for nothing.
  String applied = "";

  private @Nullable SubscriptionId id;

  Subscription(Participant subscriber, Track track, boolean adaptive) {
    this.subscriber = subscriber;
    this.track = track;
    this.settings =
        UpdateTrackSettings.newBuilder()
            .setQuality(adaptive ? VideoQuality.LOW : VideoQuality.HIGH)
            .build();
  }

  /// Set while media is sent.
  Optional<SubscriptionId> id() {
    return Optional.ofNullable(id);
  }

  void bound(SubscriptionId newId) {
    id = newId;
    applied = "";
  }

  void unbound() {
    id = null;
    applied = "";
  }
}
