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

  private static void retarget(Subscription subscription, DependencyDescriptor descriptor) {
    TemplateStructure structure = descriptor.structure();
    int wanted = wanted(subscription, structure);
    int present = subscription.decodeTarget;
    subscription.innerWaiting = false;
    if (wanted == present || wanted == NONE) {
      return;
    }
    if (structure.targetSpatial(wanted) != structure.targetSpatial(present)) {
      changeSpatial(subscription, descriptor, wanted);
    } else if (structure.targetTemporal(wanted) < structure.targetTemporal(present)) {
      subscription.decodeTarget = wanted;
    } else {
      raiseTemporal(subscription, descriptor);
    }
  }

  /// One layer at a time: a frame of the next layer that one may switch at refers to lower layers
  /// only, and those were sent.
  private static void raiseTemporal(Subscription subscription, DependencyDescriptor descriptor) {
    TemplateStructure structure = descriptor.structure();
    int present = subscription.decodeTarget;
    int next =
        structure.targetFor(
            structure.targetSpatial(present), structure.targetTemporal(present) + 1);
    if (next != NONE && descriptor.indication(next) == DependencyDescriptor.SWITCH) {
      subscription.decodeTarget = next;
    }
  }

  /// A switch indication promises that the target can be decoded from this frame on if the frame
  /// can; it can be when it is part of what was sent so far. Where layers don't depend on each
  /// other between key frames, only a key frame is.
  private static void changeSpatial(
      Subscription subscription, DependencyDescriptor descriptor, int wanted) {
    TemplateStructure structure = descriptor.structure();
    int present = subscription.decodeTarget;
    boolean down = structure.targetSpatial(wanted) < structure.targetSpatial(present);
    int first = down ? structure.targetFor(structure.targetSpatial(wanted), 0) : wanted;
    if (first != NONE
        && descriptor.indication(first) == DependencyDescriptor.SWITCH
        && descriptor.indication(present) != DependencyDescriptor.NOT_PRESENT) {
      subscription.decodeTarget = first;
    } else {
      subscription.innerWaiting = true;
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
