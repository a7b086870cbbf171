package io.rapat.media.codec;

import java.lang.foreign.MemorySegment;

/// The dependency descriptor header extension of one received stream (RTP Payload Format for AV1,
/// appendix A): each packet's layers, without a look into its payload. Keeps the stream's template
/// structure, which comes only with key frames; a descriptor with a broken structure leaves the old
/// one in force. Owned by the thread of the stream's room.
///
/// ```
///  |S|E| template id 6 |  frame number 16 |   3 bytes in every packet
///  |structure|active targets|custom dtis|custom fdiffs|custom chains| …   when longer
/// ```
///
/// Hot path.
public final class DependencyDescriptor {

  /// The frame isn't part of the decode target.
  public static final int NOT_PRESENT = 0;

  /// The frame is part of it and no later frame of it depends on it.
  public static final int DISCARDABLE = 1;

  /// The frame is part of it and one may switch to the target here.
  public static final int SWITCH = 2;

  /// The frame is part of it and others depend on it.
  public static final int REQUIRED = 3;

  private static final int MANDATORY_BYTES = 3;
  private static final int MAX_DIFFS = 16;
  private static final int MAX_FRAMES_LATE = 255;

  private final BitReader bits = new BitReader();
  private TemplateStructure structure = new TemplateStructure();
  private TemplateStructure spare = new TemplateStructure();
  // The structure the last parsed packet is read by.
  private TemplateStructure used = structure;
  private boolean known;
  private int structureFrame;
  private int flags;
  private int template;
  private int frameNumber;
  private boolean structurePresent;
  private long indications;
  private int activeTargets;
  private int pendingTargets;

  /// Reads the extension's value of one packet of the stream.
  ///
  /// @return its length, or a code of [Malformed]; then the accessors mean nothing
  public int parse(MemorySegment segment, long offset, int length) {
    structurePresent = false;
    if (length < MANDATORY_BYTES) {
      return Malformed.TRUNCATED;
    }
    bits.set(segment, offset, length);
    flags = bits.read(2);
    int templateId = bits.read(6);
    frameNumber = bits.read(16);
    pendingTargets = activeTargets;
    used = structure;
    int result = length > MANDATORY_BYTES ? readExtended(templateId) : resolve(templateId);
    if (result < 0) {
      structurePresent = false;
      return result;
    }
    if (structurePresent && isNewerThanStructure()) {
      swapStructures();
    }
    if (used == structure) {
      activeTargets = pendingTargets;
    }
    return length;
  }

  private int readExtended(int templateId) {
    structurePresent = bits.readFlag();
    boolean activePresent = bits.readFlag();
    boolean customIndications = bits.readFlag();
    boolean customDiffs = bits.readFlag();
    boolean customChains = bits.readFlag();
    if (structurePresent) {
      int result = spare.read(bits);
      if (result < 0) {
        return result;
      }
      used = spare;
      pendingTargets = allTargets(spare.targetCount());
    }
    int result = resolve(templateId);
    if (result < 0) {
      return result;
    }
    return readCustom(activePresent, customIndications, customDiffs, customChains);
  }

  private int readCustom(
      boolean activePresent, boolean customIndications, boolean customDiffs, boolean chains) {
    int targets = used.targetCount();
    if (activePresent) {
      int high = targets > 16 ? bits.read(targets - 16) : 0;
      pendingTargets = high << 16 | bits.read(Math.min(targets, 16));
    }
    if (customIndications) {
      indications = TemplateStructure.readIndications(bits, targets);
    }
    if (customDiffs && !skipDiffs()) {
      return Malformed.INVALID;
    }
    for (int i = 0; chains && i < used.chainCount(); i++) {
      bits.read(8);
    }
    return bits.isExhausted() ? Malformed.TRUNCATED : 0;
  }

  private boolean skipDiffs() {
    int diffs = 0;
    int size = bits.read(2);
    while (size > 0) {
      bits.read(4 * size);
      if (++diffs > MAX_DIFFS) {
        return false;
      }
      size = bits.read(2);
    }
    return true;
  }

  private int resolve(int templateId) {
    if (!known && !structurePresent) {
      return Malformed.NO_STRUCTURE;
    }
    template = used.indexOf(templateId);
    if (template < 0) {
      return Malformed.INVALID;
    }
    indications = used.indications(template);
    return 0;
  }

  /// False for the late retransmission of an earlier key frame, which must not bring back its
  /// structure. A long way back is a restart of the encoder.
  private boolean isNewerThanStructure() {
    int behind = (structureFrame - frameNumber) & 0xffff;
    return !known || behind == 0 || behind > MAX_FRAMES_LATE;
  }

  private void swapStructures() {
    TemplateStructure fresh = spare;
    spare = structure;
    structure = fresh;
    known = true;
    structureFrame = frameNumber;
  }

  private static int allTargets(int targets) {
    return targets == 32 ? -1 : (1 << targets) - 1;
  }

  /// Whether the packet is the first of its frame.
  public boolean startsFrame() {
    return (flags & 2) != 0;
  }

  /// Whether the packet is the last of its frame.
  public boolean endsFrame() {
    return (flags & 1) != 0;
  }

  /// The frame's number in the stream, 16 bits, consecutive in decode order.
  public int frameNumber() {
    return frameNumber;
  }

  /// Whether the packet begins a key frame: it brings a template structure.
  public boolean startsKeyFrame() {
    return structurePresent;
  }

  public int spatialId() {
    return used.spatialId(template);
  }

  public int temporalId() {
    return used.temporalId(template);
  }

  /// What the frame is for a decode target: [#NOT_PRESENT], [#DISCARDABLE], [#SWITCH] or
  /// [#REQUIRED].
  ///
  /// @param target below the structure's number of decode targets
  public int indication(int target) {
    return (int) (indications >>> (2 * target)) & 3;
  }

  /// The decode targets the encoder produces at present, one bit each, the first in bit 0.
  public int activeTargets() {
    return activeTargets;
  }

  /// Whether a structure came yet.
  public boolean hasStructure() {
    return known;
  }

  /// The structure in force; meaningful only when [#hasStructure()]. Not to be kept: the object is
  /// filled again.
  public TemplateStructure structure() {
    return structure;
  }
}
