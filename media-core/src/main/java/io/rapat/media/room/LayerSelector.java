package io.rapat.media.room;

import org.jspecify.annotations.Nullable;

/// Chooses which layer of a publication a subscriber is to get, among those that are sent.
final class LayerSelector {
  /// No layer is sent at present.
  static final int NONE = -1;

  private LayerSelector() {}

  /// The highest layer that is sent and not above `top`; if there's none, the lowest above it;
  /// [#NONE] when none is sent. `current` counts as sent while no other layer is.
  static int target(Layer[] layers, int top, @Nullable Layer current, long nowNanos) {
    int target = NONE;
    for (Layer layer : layers) {
      if (layer.isLive(nowNanos) && (layer.spatial <= top || target == NONE)) {
        target = layer.spatial;
      }
    }
    return target == NONE && current != null ? current.spatial : target;
  }

  /// The layers whose key frame the subscriber takes next, one bit each.
  ///
  /// @param target from [#target]
  static int candidates(Layer[] layers, int target, @Nullable Layer current, long nowNanos) {
    if (layers.length == 1) {
      return current == null ? 1 : 0;
    }
    if (current != null) {
      return target == current.spatial ? 0 : 1 << target;
    }
    if (target == NONE) {
      return (1 << layers.length) - 1;
    }
    // Who waits for a picture takes a small one first.
    int candidates = 1 << target;
    for (Layer layer : layers) {
      if (layer.spatial < target && layer.isLive(nowNanos)) {
        candidates |= 1 << layer.spatial;
      }
    }
    return candidates;
  }
}
