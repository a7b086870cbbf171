package io.rapat.media.room;

import io.rapat.media.rtp.HeaderExtensions;
import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Finds the layer that a new SSRC belongs to (RFC 8843 §9.2): by MID and RID, or by payload type
/// where only one publication can be meant. Looks only among what the same peer publishes, so that
/// a peer can't speak for another.
final class Demultiplexer {
  /// A layer's SSRC may be replaced by another one that names the same MID and RID when it has been
  /// silent for so long: the client made its sender anew.
  private static final long REPLACE_NANOS = 1_000_000_000L;

  private Demultiplexer() {}

  /// Binds the packet's SSRC as media or as retransmissions: whether it did.
  static boolean bind(RoomPeer peer, RtpPacket packet, long nowNanos) {
    HeaderExtensions extensions = packet.extensions();
    int repaired = extensions.position(peer.repairedRidExtension);
    int rid = repaired >= 0 ? repaired : extensions.position(peer.ridExtension);
    int ridLength =
        rid < 0
            ? 0
            : extensions.length(repaired >= 0 ? peer.repairedRidExtension : peer.ridExtension);
    Layer layer = find(peer, packet, rid, ridLength);
    if (layer == null) {
      return false;
    }
    boolean isRepair = repaired >= 0 || layer.publication.repairedBy(packet.payloadType()) >= 0;
    return isRepair
        ? bindRepair(peer, layer, packet.ssrc())
        : bindMedia(peer, layer, packet, nowNanos);
  }

  private static @Nullable Layer find(RoomPeer peer, RtpPacket packet, int rid, int ridLength) {
    int mid = packet.extensions().position(peer.midExtension);
    int midLength = mid < 0 ? 0 : packet.extensions().length(peer.midExtension);
    Layer found = null;
    for (Publication publication : peer.publications) {
      if (mid >= 0 && !matches(publication.mid, packet, mid, midLength)) {
        continue;
      }
      Layer layer =
          rid >= 0
              ? byRid(publication, packet, rid, ridLength)
              : byPayloadType(publication, packet.payloadType(), mid >= 0);
      if (layer != null && found != null) {
        return null;
      }
      found = layer == null ? found : layer;
    }
    return found;
  }

  private static @Nullable Layer byRid(
      Publication publication, RtpPacket packet, int rid, int length) {
    for (Layer layer : publication.layers) {
      if (matches(layer.rid, packet, rid, length)) {
        return layer;
      }
    }
    // A single encoding may name itself in packets though signalling knows it by no name.
    Layer only = publication.layers[0];
    return publication.layers.length == 1 && only.rid.isEmpty() ? only : null;
  }

  private static @Nullable Layer byPayloadType(
      Publication publication, int payloadType, boolean midMatches) {
    if (publication.layers.length != 1) {
      return null;
    }
    Layer only = publication.layers[0];
    boolean known =
        publication.codecOf(payloadType) != null || publication.repairedBy(payloadType) >= 0;
    boolean free =
        publication.repairedBy(payloadType) >= 0 ? !only.rtxBound : !only.bound || !only.started;
    return known && (midMatches || free) ? only : null;
  }

  private static boolean matches(String name, RtpPacket packet, int position, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != Bytes.u8(packet.segment(), packet.offset() + position + i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bindMedia(RoomPeer peer, Layer layer, RtpPacket packet, long nowNanos) {
    boolean free =
        !layer.bound
            || !layer.started
            || nowNanos - layer.stream.lastPacketNanos() >= REPLACE_NANOS;
    if (free) {
      setMedia(peer, layer, packet.ssrc());
    }
    return free;
  }

  private static boolean bindRepair(RoomPeer peer, Layer layer, int ssrc) {
    setRepair(peer, layer, ssrc);
    layer.repairLearned = true;
    return true;
  }

  /// Binds the SSRCs that signalling knows. One that another layer of the peer has is left to it.
  static void bindSignalled(RoomPeer peer, Layer layer, LayerSource source, Counters counters) {
    int ssrc = (int) source.ssrc();
    if (source.ssrc() >= 0 && peer.media.get(ssrc) != layer) {
      if (isTaken(peer, ssrc)) {
        counters.count(Drop.SSRC_TAKEN);
      } else {
        setMedia(peer, layer, ssrc);
      }
    }
    int rtxSsrc = (int) source.rtxSsrc();
    if (source.rtxSsrc() >= 0 && peer.repair.get(rtxSsrc) != layer) {
      if (isTaken(peer, rtxSsrc)) {
        counters.count(Drop.SSRC_TAKEN);
      } else {
        setRepair(peer, layer, rtxSsrc);
      }
    }
  }

  private static void setMedia(RoomPeer peer, Layer layer, int ssrc) {
    if (layer.bound) {
      peer.media.remove(layer.ssrc);
      layer.restart();
    }
    layer.ssrc = ssrc;
    layer.bound = true;
    peer.media.put(ssrc, layer);
  }

  private static void setRepair(RoomPeer peer, Layer layer, int ssrc) {
    if (layer.rtxBound) {
      peer.repair.remove(layer.rtxSsrc);
    }
    layer.rtxSsrc = ssrc;
    layer.rtxBound = true;
    peer.repair.put(ssrc, layer);
  }

  private static boolean isTaken(RoomPeer peer, int ssrc) {
    return peer.media.get(ssrc) != null || peer.repair.get(ssrc) != null;
  }

  static void unbind(RoomPeer peer, Layer[] layers) {
    for (Layer layer : layers) {
      if (layer.bound) {
        peer.media.remove(layer.ssrc);
      }
      if (layer.rtxBound) {
        peer.repair.remove(layer.rtxSsrc);
      }
    }
  }
}
