package io.rapat.signal.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SubscribedCodec;
import livekit.LivekitRtc.SubscribedQuality;
import livekit.LivekitRtc.SubscribedQualityUpdate;

/// Tells publishers which layers nobody looks at, so that they needn't encode them. More is told at
/// once, less after a while.
final class Dynacast {

  private static final long UNSEEN_NANOS = 10 * Timers.SECOND;
  private static final long LOWER_NANOS = 5 * Timers.SECOND;
  private static final long DESERTED_NANOS = 1_100 * Timers.MILLI;

  private final Room room;

  Dynacast(Room room) {
    this.room = room;
  }

  void published(Track track) {
    if (track.isVideo()) {
      lowerAfter(track, UNSEEN_NANOS, QualityWish.OFF);
    }
  }

  void unpublished(Track track) {
    if (track.wish.lowering != null) {
      track.wish.lowering.cancel();
    }
  }

  /// A subscriber is gone from the room.
  void subscriberLeft(Track track) {
    changed(track, track.subscriptions.isEmpty() ? DESERTED_NANOS : LOWER_NANOS);
  }

  /// Somebody subscribes, doesn't any more, or wants another quality.
  void subscribersChanged(Track track) {
    changed(track, LOWER_NANOS);
  }

  private void changed(Track track, long lowerNanos) {
    if (!track.isVideo() || !track.isAnnounced() || track.owner.isGone()) {
      return;
    }
    int wanted = wanted(track);
    QualityWish wish = track.wish;
    boolean raises = wanted > wish.told && wanted != QualityWish.OFF;
    if (raises) {
      cancel(wish);
      tell(track, wanted);
    } else if (wanted == wish.told) {
      cancel(wish);
    } else if (wish.told != QualityWish.UNSAID || wish.lowering == null) {
      lowerAfter(track, lowerNanos, wanted);
    }
  }

  private static void cancel(QualityWish wish) {
    if (wish.lowering != null) {
      wish.lowering.cancel();
    }
  }

  private void lowerAfter(Track track, long nanos, int wanted) {
    QualityWish wish = track.wish;
    boolean pending = wish.lowering != null && !wish.lowering.isOver();
    if (pending && wish.lowered == wanted) {
      return;
    }
    cancel(wish);
    wish.lowered = wanted;
    wish.lowering = room.timers.at(room.nowNanos + nanos, () -> lower(track));
  }

  private void lower(Track track) {
    int wanted = wanted(track);
    if (!track.owner.isGone() && wanted != track.wish.told) {
      tell(track, wanted);
    }
  }

  private static int wanted(Track track) {
    int best = QualityWish.OFF;
    for (Subscription subscription : track.subscriptions.values()) {
      if (subscription.id().isPresent()) {
        best = Math.max(best, TrackSettings.quality(subscription));
      }
    }
    return best;
  }

  /// A muted track is told when it is unmuted.
  void muteChanged(Track track) {
    if (!track.isMuted() && track.isVideo() && track.wish.told != QualityWish.UNSAID) {
      send(track);
    }
  }

  /// The client may have missed something.
  void resumed(Participant publisher) {
    for (Track track : publisher.tracks.values()) {
      if (track.isVideo() && track.wish.told != QualityWish.UNSAID) {
        send(track);
      }
    }
  }

  private void tell(Track track, int quality) {
    track.wish.told = quality;
    if (!track.isMuted()) {
      send(track);
    }
  }

  private void send(Track track) {
    int told = track.wish.told;
    SubscribedQualityUpdate.Builder update =
        SubscribedQualityUpdate.newBuilder().setTrackSid(track.sid);
    addQualities(update, told);
    track
        .codec()
        .ifPresent(codec -> {
          String name = codec.mimeType().substring("video/".length());
          update.addSubscribedCodecs(
              SubscribedCodec.newBuilder()
                  .setCodec(name.toLowerCase(Locale.ROOT))
                  .addAllQualities(qualities(told)));
        });
    room.out.send(track.owner, SignalResponse.newBuilder().setSubscribedQualityUpdate(update));
  }

  @SuppressWarnings("deprecation") // older clients read only this list
  private static void addQualities(SubscribedQualityUpdate.Builder update, int told) {
    update.addAllSubscribedQualities(qualities(told));
  }

  private static List<SubscribedQuality> qualities(int told) {
    List<SubscribedQuality> list = new ArrayList<>();
    for (VideoQuality quality : List.of(VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH)) {
      list.add(
          SubscribedQuality.newBuilder()
              .setQuality(quality)
              .setEnabled(quality.getNumber() <= told)
              .build());
    }
    return list;
  }
}
