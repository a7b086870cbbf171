package io.rapat.signal.room;

import io.rapat.media.room.Codec;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaEvent;
import io.rapat.signal.negotiation.PublicationStarted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livekit.LivekitModels.BackupCodecPolicy;
import livekit.LivekitModels.SimulcastCodecInfo;
import livekit.LivekitModels.TimedVersion;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoLayer.Mode;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SimulcastCodec;

/// Writes the TrackInfo of a track: first from its AddTrack, then with what was negotiated and what
/// packets show.
final class TrackDescription {

  private TrackDescription() {}

  /// The sid's letters after `TR_` tell kind and source.
  static String sidPrefix(AddTrackRequest request) {
    String kind = isVideo(request) ? "V" : "A";
    return switch (request.getSource()) {
      case CAMERA -> "TR_" + kind + "C";
      case MICROPHONE -> "TR_" + kind + "M";
      case SCREEN_SHARE -> "TR_" + kind + "S";
      case SCREEN_SHARE_AUDIO -> "TR_" + kind + "s";
      case UNKNOWN, UNRECOGNIZED -> "TR_" + kind;
    };
  }

  static boolean isVideo(AddTrackRequest request) {
    return request.getType() == TrackType.VIDEO;
  }

  static Optional<Codec> codec(String name) {
    String wanted = name.substring(name.indexOf('/') + 1);
    for (Codec codec : Codec.values()) {
      if (codec.name().equalsIgnoreCase(wanted)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("deprecation") // clients read the old fields as well as the new ones
  static TrackInfo.Builder of(String sid, AddTrackRequest request) {
    List<VideoLayer> layers = sorted(request.getLayersList());
    TrackInfo.Builder info =
        TrackInfo.newBuilder()
            .setSid(sid)
            .setType(request.getType())
            .setName(request.getName())
            .setMuted(request.getMuted())
            .setWidth(request.getWidth())
            .setHeight(request.getHeight())
            .setSource(request.getSource())
            .addAllLayers(layers)
            .setDisableDtx(request.getDisableDtx())
            .setStereo(request.getStereo())
            .setDisableRed(request.getDisableRed())
            .setEncryption(request.getEncryption())
            .setStream(stream(request))
            .addAllAudioFeatures(request.getAudioFeaturesList())
            .setBackupCodecPolicy(
                isVideo(request) ? request.getBackupCodecPolicy() : BackupCodecPolicy.SIMULCAST);
    addCodecs(info, request, layers);
    return info.setSimulcast(layers.size() > 1 && info.getCodecs(0).getVideoLayerMode() != SVC);
  }

  private static final Mode SVC = Mode.MULTIPLE_SPATIAL_LAYERS_PER_STREAM;

  private static void addCodecs(
      TrackInfo.Builder info, AddTrackRequest request, List<VideoLayer> layers) {
    for (SimulcastCodec codec : request.getSimulcastCodecsList()) {
      List<VideoLayer> own = codec.getLayersCount() > 0 ? sorted(codec.getLayersList()) : layers;
      info.addCodecs(
          SimulcastCodecInfo.newBuilder()
              .setMimeType(mimeType(codec.getCodec(), request))
              .setCid(codec.getCid())
              .addAllLayers(own)
              .setVideoLayerMode(mode(codec)));
    }
    if (info.getCodecsCount() == 0) {
      info.addCodecs(
          SimulcastCodecInfo.newBuilder()
              .setCid(request.getCid())
              .addAllLayers(layers)
              .setVideoLayerMode(Mode.ONE_SPATIAL_LAYER_PER_STREAM));
    }
  }

  private static String mimeType(String codec, AddTrackRequest request) {
    String lower = codec.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.indexOf('/') >= 0) {
      return lower;
    }
    return (isVideo(request) ? "video/" : "audio/") + lower;
  }

  private static Mode mode(SimulcastCodec codec) {
    if (codec.getVideoLayerMode() != Mode.MODE_UNUSED) {
      return codec.getVideoLayerMode();
    }
    Optional<Codec> known = codec(codec.getCodec());
    boolean layersInOneStream =
        known.filter(one -> one == Codec.VP9 || one == Codec.AV1).isPresent();
    return layersInOneStream ? SVC : Mode.ONE_SPATIAL_LAYER_PER_STREAM;
  }

  private static String stream(AddTrackRequest request) {
    if (!request.getStream().isEmpty()) {
      return request.getStream();
    }
    return switch (request.getSource()) {
      case CAMERA, MICROPHONE -> "camera";
      case SCREEN_SHARE, SCREEN_SHARE_AUDIO -> "screen";
      case UNKNOWN, UNRECOGNIZED -> "unknown";
    };
  }

  private static List<VideoLayer> sorted(List<VideoLayer> layers) {
    List<VideoLayer> list = new ArrayList<>(layers);
    list.sort(Comparator.comparingInt(VideoLayer::getQualityValue));
    return list;
  }

  @SuppressWarnings("deprecation")
  static void published(TrackInfo.Builder info, PublicationStarted started, long unixMicros) {
    String mime = started.preferred().mimeType();
    info.setMimeType(mime)
        .setMid(started.mid())
        .setVersion(TimedVersion.newBuilder().setUnixMicro(unixMicros));
    placeLayers(info.getLayersBuilderList(), started.layers());
    SimulcastCodecInfo.Builder codec =
        info.getCodecsBuilder(Math.min(started.codecIndex(), info.getCodecsCount() - 1));
    codec.setMimeType(mime).setMid(started.mid());
    if (!started.sdpCid().isEmpty() && !started.sdpCid().equals(codec.getCid())) {
      codec.setSdpCid(started.sdpCid());
    }
    placeLayers(codec.getLayersBuilderList(), started.layers());
  }

  /// Declared layers are dense from the lowest up, whatever their qualities are called.
  private static void placeLayers(List<VideoLayer.Builder> layers, List<LayerSource> sources) {
    for (int i = 0; i < layers.size(); i++) {
      VideoLayer.Builder layer = layers.get(i).setSpatialLayer(i);
      int place = Math.min(i, sources.size() - 1);
      LayerSource source = sources.get(place);
      if (sources.size() > 1 || layers.size() == 1) {
        layer.setRid(source.rid());
      }
      setSources(layer, source.ssrc(), source.rtxSsrc());
    }
  }

  @SuppressWarnings("deprecation")
  static void layerStarted(TrackInfo.Builder info, MediaEvent.LayerStarted event) {
    seen(info.getLayersBuilderList(), event);
    for (SimulcastCodecInfo.Builder codec : info.getCodecsBuilderList()) {
      if (codec.getMimeType().equalsIgnoreCase(info.getMimeType())) {
        seen(codec.getLayersBuilderList(), event);
      }
    }
  }

  private static void seen(List<VideoLayer.Builder> layers, MediaEvent.LayerStarted event) {
    for (VideoLayer.Builder layer : layers) {
      if (layer.getSpatialLayer() == event.spatial()) {
        setSources(layer, event.ssrc(), event.rtxSsrc());
      }
    }
  }

  private static void setSources(VideoLayer.Builder layer, long ssrc, long rtxSsrc) {
    if (ssrc >= 0) {
      layer.setSsrc((int) ssrc);
    }
    if (rtxSsrc >= 0) {
      layer.setRepairSsrc((int) rtxSsrc);
    }
  }

  /// Whether the source counts as a microphone for speakers.
  static boolean isSpeech(TrackSource source) {
    return source == TrackSource.MICROPHONE || source == TrackSource.UNKNOWN;
  }
}
