package io.rapat.media.room;

import io.rapat.media.codec.Av1;
import io.rapat.media.codec.DependencyDescriptor;
import io.rapat.media.codec.H264;
import io.rapat.media.codec.Vp8Descriptor;
import io.rapat.media.codec.Vp9Descriptor;
import io.rapat.media.rtp.RtpPacket;

/// Reads of a received packet's payload and dependency descriptor what forwarding needs.
///
/// Hot path.
final class FrameInspector {
  private final Vp8Descriptor vp8 = new Vp8Descriptor();
  private final Vp9Descriptor vp9 = new Vp9Descriptor();

  /// Fills `frame`; false when the payload can't be read.
  boolean inspect(RtpPacket packet, Layer layer, Codec codec, Frame frame) {
    frame.codec = codec;
    frame.starts = true;
    frame.ends = packet.marker();
    frame.startsKeyFrame = true;
    frame.spatial = 0;
    frame.temporal = 0;
    frame.temporalSwitch = false;
    frame.hasTargets = false;
    frame.newStructure = false;
    if (codec.kind() == MediaKind.AUDIO) {
      return true;
    }
    frame.starts = packet.timestamp() != layer.lastTimestamp;
    layer.lastTimestamp = packet.timestamp();
    if (!readPayload(packet, layer, codec, frame)) {
      return false;
    }
    readDescriptor(packet, layer, frame);
    layer.highestSpatial = Math.max(layer.highestSpatial, frame.spatial);
    layer.highestTemporal = Math.max(layer.highestTemporal, frame.temporal);
    return true;
  }

  private boolean readPayload(RtpPacket packet, Layer layer, Codec codec, Frame frame) {
    return switch (codec) {
      case VP8 -> readVp8(packet, frame);
      case VP9 -> readVp9(packet, frame);
      case H264 -> readH264(packet, layer, frame);
      case AV1 -> {
        frame.startsKeyFrame =
            Av1.startsKeyFrame(packet.segment(), packet.payloadOffset(), packet.payloadLength());
        yield true;
      }
      // Nothing here reads H.265: a key frame is what a dependency descriptor calls one, or any
      // frame.
      case H265, OPUS, RED, PCMU, PCMA -> true;
    };
  }

  private boolean readVp8(RtpPacket packet, Frame frame) {
    if (vp8.parse(packet.segment(), packet.payloadOffset(), packet.payloadLength()) < 0) {
      return false;
    }
    frame.starts = vp8.startsFrame();
    frame.startsKeyFrame = vp8.startsKeyFrame();
    frame.temporal = vp8.temporalId();
    frame.temporalSwitch = vp8.isLayerSync();
    return true;
  }

  private boolean readVp9(RtpPacket packet, Frame frame) {
    if (vp9.parse(packet.segment(), packet.payloadOffset(), packet.payloadLength()) < 0) {
      return false;
    }
    frame.starts = vp9.startsFrame();
    frame.ends = vp9.endsFrame();
    frame.startsKeyFrame = vp9.startsKeyFrame();
    frame.spatial = vp9.spatialId();
    frame.temporal = vp9.temporalId();
    frame.temporalSwitch = vp9.isSwitchingUpPoint();
    return true;
  }

  private static boolean readH264(RtpPacket packet, Layer layer, Frame frame) {
    int kinds = H264.kinds(packet.segment(), packet.payloadOffset(), packet.payloadLength());
    if (kinds < 0) {
      return false;
    }
    // A decoder needs the parameter sets, which come in front of the IDR slices; only an encoder
    // that never sends them in band is taken at its IDR.
    layer.sawParameterSets |= (kinds & H264.SPS) != 0;
    frame.startsKeyFrame = (kinds & (layer.sawParameterSets ? H264.SPS : H264.IDR)) != 0;
    return true;
  }

  /// A descriptor that can't be read is as good as none, until the next structure comes.
  private static void readDescriptor(RtpPacket packet, Layer layer, Frame frame) {
    int id = layer.publication.extensions.dependencyDescriptor();
    int position = packet.extensions().position(id);
    if (position < 0) {
      return;
    }
    DependencyDescriptor descriptor = layer.descriptor;
    int length = packet.extensions().length(id);
    if (descriptor.parse(packet.segment(), packet.offset() + position, length) < 0) {
      return;
    }
    frame.starts = descriptor.startsFrame();
    frame.ends = descriptor.endsFrame();
    frame.spatial = descriptor.spatialId();
    frame.temporal = descriptor.temporalId();
    frame.hasTargets = true;
    frame.newStructure = descriptor.startsKeyFrame();
    if (frame.codec == Codec.AV1 || frame.codec == Codec.VP9 || frame.codec == Codec.H265) {
      frame.startsKeyFrame = descriptor.startsKeyFrame();
    }
  }
}
