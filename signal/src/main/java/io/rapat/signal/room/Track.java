package io.rapat.signal.room;

import io.rapat.media.room.Codec;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PublicationId;
import io.rapat.signal.negotiation.DownTrack;
import io.rapat.signal.negotiation.PublicationStarted;
import io.rapat.signal.negotiation.UpTrack;
import io.rapat.signal.negotiation.UpTrack.UpCodec;
import io.rapat.signal.room.Timers.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.AudioTrackFeature;
import livekit.LivekitModels.Encryption;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SimulcastCodec;
import org.jspecify.annotations.Nullable;

/// One track a participant announced, from AddTrack until it is unpublished. Owned by the room.
final class Track {

  final Participant owner;
  final String sid;
  final String cid;
  final AddTrackRequest request;
  final QualityWish wish = new QualityWish();

  /// By the subscriber's sid.
  final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

  /// The client was told that somebody subscribed.
  boolean everSubscribed;

  /// Announces a simulcast track whose packets don't come.
  @Nullable Timer announcement;

  private final TrackInfo.Builder info;
  private final Map<Integer, String> backupCids = new LinkedHashMap<>();
  private @Nullable PublicationStarted started;
  private @Nullable PublicationId publication;
  private boolean announced;

  Track(Participant owner, String sid, AddTrackRequest request) {
    this.owner = owner;
    this.sid = sid;
    this.cid = request.getCid();
    this.request = request;
    this.info = TrackDescription.of(sid, request);
  }

  TrackInfo info() {
    return info.build();
  }

  boolean isAnnounced() {
    return announced;
  }

  void announced() {
    announced = true;
  }

  boolean isVideo() {
    return TrackDescription.isVideo(request);
  }

  MediaKind kind() {
    return isVideo() ? MediaKind.VIDEO : MediaKind.AUDIO;
  }

  TrackSource source() {
    return info.getSource();
  }

  boolean isMuted() {
    return info.getMuted();
  }

  void setMuted(boolean muted) {
    info.setMuted(muted);
  }

  void setFeatures(List<AudioTrackFeature> features) {
    info.clearAudioFeatures().addAllAudioFeatures(features);
  }

  void setSize(int width, int height) {
    info.setWidth(width).setHeight(height);
  }

  /// A codec announced later for this track.
  void backup(String codec, String backupCid) {
    for (int i = 0; i < request.getSimulcastCodecsCount(); i++) {
      if (request.getSimulcastCodecs(i).getCodec().equalsIgnoreCase(codec)) {
        backupCids.put(i, backupCid);
      }
    }
  }

  /// The section that carries it is negotiated.
  void started(PublicationStarted newStart, PublicationId id, long unixMicros) {
    started = newStart;
    publication = id;
    TrackDescription.published(info, newStart, unixMicros);
  }

  void layerStarted(MediaEvent.LayerStarted event) {
    TrackDescription.layerStarted(info, event);
  }

  void stopped() {
    started = null;
    publication = null;
  }

  Optional<PublicationId> publication() {
    return Optional.ofNullable(publication);
  }

  Optional<PublicationStarted> started() {
    return Optional.ofNullable(started);
  }

  /// Whether it is known only with its packets which layers there are.
  boolean waitsForPackets() {
    return isVideo()
        && started()
            .map(now -> now.layers().stream().map(LayerSource::ssrc).anyMatch(ssrc -> ssrc < 0))
            .orElse(true);
  }

  Optional<DownTrack> toDownTrack() {
    return started()
        .map(now -> new DownTrack(sid, owner.sid + "|" + sid, kind(), now.formats(), isStereo()));
  }

  UpTrack toUpTrack() {
    List<UpCodec> codecs = new ArrayList<>();
    for (int i = 0; i < request.getSimulcastCodecsCount(); i++) {
      SimulcastCodec one = request.getSimulcastCodecs(i);
      String codecCid = backupCids.getOrDefault(i, one.getCid());
      TrackDescription.codec(one.getCodec())
          .ifPresent(codec -> codecs.add(new UpCodec(codec, codecCid)));
    }
    return new UpTrack(sid, cid, kind(), codecs, isStereo(), mayPause(), mayUseRed());
  }

  /// What it is sent in; the announced codec until that is known.
  Optional<Codec> codec() {
    return started()
        .map(PublicationStarted::preferred)
        .or(() ->
            request.getSimulcastCodecsList().stream()
                .flatMap(one -> TrackDescription.codec(one.getCodec()).stream())
                .findFirst());
  }

  @SuppressWarnings("deprecation") // clients of 2024 set the flag instead of the feature
  private boolean isStereo() {
    return request.getStereo()
        || request.getAudioFeaturesList().contains(AudioTrackFeature.TF_STEREO);
  }

  @SuppressWarnings("deprecation")
  private boolean mayPause() {
    return !request.getDisableDtx()
        && !request.getAudioFeaturesList().contains(AudioTrackFeature.TF_NO_DTX);
  }

  private boolean mayUseRed() {
    return !request.getDisableRed() && request.getEncryption() == Encryption.Type.NONE;
  }
}
