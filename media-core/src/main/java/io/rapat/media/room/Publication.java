package io.rapat.media.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A track that one peer sends into the room, with its layers and those who receive it.
final class Publication {
  /// More layers than any client sends.
  static final int MAX_LAYERS = 4;

  final PublicationId id;
  final RoomPeer peer;
  final MediaKind kind;

  /// RTP ticks per second.
  final int clockRate;

  final String mid;
  final Layer[] layers;
  final AudioLevelWindow level = new AudioLevelWindow();
  final List<Subscription> subscriptions = new ArrayList<>();
  HeaderExtensionIds extensions;
  boolean muted;

  /// Whether the layers' lists of subscribers are to be made anew.
  boolean rewire;

  private final @Nullable Codec[] codecs = new @Nullable Codec[128];
  private final int[] repaired = new int[128];

  Publication(MediaCommand.Publish publish, RoomPeer peer) {
    id = publish.publication();
    this.peer = peer;
    kind = publish.kind();
    clockRate = publish.preferred().clockRate();
    mid = publish.mid();
    extensions = publish.extensions();
    map(publish);
    boolean nackable = publish.payloads().stream().anyMatch(PayloadMapping::nack);
    layers = layers(publish, nackable);
  }

  /// Takes what was negotiated anew.
  final void map(MediaCommand.Publish publish) {
    extensions = publish.extensions();
    Arrays.fill(codecs, null);
    Arrays.fill(repaired, 0);
    for (PayloadMapping mapping : publish.payloads()) {
      if (mapping.codec().kind() == kind) {
        map(mapping);
      }
    }
  }

  private void map(PayloadMapping mapping) {
    codecs[mapping.payloadType() & 0x7f] = mapping.codec();
    if (mapping.rtxPayloadType() >= 0) {
      repaired[mapping.rtxPayloadType() & 0x7f] = mapping.payloadType() + 1;
    }
  }

  private Layer[] layers(MediaCommand.Publish publish, boolean nackable) {
    int count = Math.min(MAX_LAYERS, publish.layers().size());
    Layer[] made = new Layer[count];
    for (LayerSource source : publish.layers()) {
      if (source.spatial() >= 0 && source.spatial() < count) {
        made[source.spatial()] = new Layer(this, source, clockRate, nackable);
      }
    }
    return made;
  }

  /// Whether every layer has a source; false for a command that isn't dense.
  static boolean isDense(MediaCommand.Publish publish) {
    int count = Math.min(MAX_LAYERS, publish.layers().size());
    long distinct =
        publish.layers().stream()
            .mapToInt(LayerSource::spatial)
            .filter(spatial -> spatial >= 0 && spatial < count)
            .distinct()
            .count();
    return count > 0 && distinct == count;
  }

  /// The codec of a payload type, or null when it isn't one of this publication's.
  ///
  /// Hot path.
  @Nullable Codec codecOf(int payloadType) {
    return codecs[payloadType];
  }

  /// The payload type that a retransmission of this payload type repeats, or -1.
  ///
  /// Hot path.
  int repairedBy(int payloadType) {
    return repaired[payloadType] - 1;
  }

  /// Makes the layers' lists of subscribers anew, so that a packet meets only those it concerns.
  void rewire() {
    rewire = false;
    for (Layer layer : layers) {
      layer.clearSubscribers();
      for (int i = 0; i < subscriptions.size(); i++) {
        if (subscriptions.get(i).wants(layer)) {
          layer.addSubscriber(subscriptions.get(i));
        }
      }
    }
  }
}
