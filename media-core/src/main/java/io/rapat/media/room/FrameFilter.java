package io.rapat.media.room;

import io.rapat.media.codec.DependencyDescriptor;
import io.rapat.media.codec.TemplateStructure;

/// Leaves out the layers inside a stream that a subscriber doesn't want. What is wanted changes
/// where a decoder can follow: at a key frame, or where the stream says one may switch.
///
/// Hot path.
final class FrameFilter {
  private static final int NONE = -1;

  private FrameFilter() {}

  /// Whether the packet's frame is for the subscriber.
  ///
  /// @param head whether the packet is newer than all before it
  static boolean passes(Subscription subscription, Layer layer, Frame frame, boolean head) {
    return frame.hasTargets
        ? passesByTarget(subscription, layer.descriptor, frame, head)
        : passesByNumber(subscription, layer, frame, head);
  }

  private static boolean passesByTarget(
      Subscription subscription, DependencyDescriptor descriptor, Frame frame, boolean head) {
    if (frame.newStructure || subscription.decodeTarget == NONE) {
      subscription.decodeTarget = wanted(subscription, descriptor.structure());
      subscription.innerWaiting = false;
    } else if (frame.starts && head) {
      retarget(subscription, descriptor);
    }
    int target = subscription.decodeTarget;
    return target == NONE || descriptor.indication(target) != DependencyDescriptor.NOT_PRESENT;
  }

  private static int wanted(Subscription subscription, TemplateStructure structure) {
    int spatial = structure.maxSpatialId();
    return structure.targetFor(
        subscription.innerSpatial(spatial),
        subscription.innerTemporal(spatial, structure.maxTemporalId()));
  }

  /// A switch indication promises that the target can be decoded from this frame on if the frame
  /// can; it can be when it is part of what was sent so far.
  private static void retarget(Subscription subscription, DependencyDescriptor descriptor) {
    TemplateStructure structure = descriptor.structure();
    int wanted = wanted(subscription, structure);
    int present = subscription.decodeTarget;
    if (wanted == present || wanted == NONE) {
      subscription.innerWaiting = false;
      return;
    }
    if (descriptor.indication(wanted) == DependencyDescriptor.SWITCH
        && descriptor.indication(present) != DependencyDescriptor.NOT_PRESENT) {
      subscription.decodeTarget = wanted;
      subscription.innerWaiting = false;
    } else {
      subscription.innerWaiting =
          structure.targetSpatial(wanted) != structure.targetSpatial(present);
    }
  }

  private static boolean passesByNumber(
      Subscription subscription, Layer layer, Frame frame, boolean head) {
    int spatial = subscription.innerSpatial(layer.highestSpatial);
    int temporal = subscription.innerTemporal(layer.highestSpatial, layer.highestTemporal);
    if (frame.startsKeyFrame) {
      subscription.spatial = spatial;
      subscription.temporal = temporal;
      subscription.innerWaiting = false;
    } else if (frame.starts && head) {
      boolean raise = frame.temporal == 0 || (frame.temporalSwitch && frame.temporal <= temporal);
      if (temporal < subscription.temporal || raise) {
        subscription.temporal = temporal;
      }
      if (spatial < subscription.spatial && frame.spatial == 0) {
        subscription.spatial = spatial;
      }
      subscription.innerWaiting = spatial > subscription.spatial;
    }
    return frame.spatial <= subscription.spatial && frame.temporal <= subscription.temporal;
  }

  /// Whether the packet is the last one of its picture that the subscriber gets.
  static boolean endsPicture(Subscription subscription, Layer layer, Frame frame) {
    if (!frame.ends) {
      return false;
    }
    if (!frame.hasTargets) {
      return frame.spatial == subscription.spatial;
    }
    int target = subscription.decodeTarget;
    return target != NONE && frame.spatial == layer.descriptor.structure().targetSpatial(target);
  }
}
