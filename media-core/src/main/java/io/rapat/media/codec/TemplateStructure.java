package io.rapat.media.codec;

/// The template dependency structure of a stream (RTP Payload Format for AV1, appendix A.4): what
/// the short numbers in each packet's dependency descriptor stand for. Comes with each key frame.
public final class TemplateStructure {

  /// Limits of the format.
  static final int MAX_TEMPLATES = 64;

  static final int MAX_TARGETS = 32;

  /// Highest number of spatial layers the format can name.
  static final int MAX_SPATIAL = 4;

  static final int MAX_TEMPORAL = 8;

  /// Real encoders use at most four.
  private static final int MAX_DIFFS = 16;

  private final byte[] spatialIds = new byte[MAX_TEMPLATES];
  private final byte[] temporalIds = new byte[MAX_TEMPLATES];
  // Two bits for each decode target.
  private final long[] indications = new long[MAX_TEMPLATES];
  private final byte[] targetSpatial = new byte[MAX_TARGETS];
  private final byte[] targetTemporal = new byte[MAX_TARGETS];
  private final byte[] targetChains = new byte[MAX_TARGETS];
  private final int[] widths = new int[MAX_SPATIAL];
  private final int[] heights = new int[MAX_SPATIAL];
  private int idOffset;
  private int templates;
  private int targets;
  private int chains;
  private int maxSpatial;
  private int maxTemporal;
  private boolean resolutions;

  TemplateStructure() {}

  /// Reads `template_dependency_structure()`; 0, or a code of [Malformed].
  int read(BitReader bits) {
    idOffset = bits.read(6);
    targets = bits.read(5) + 1;
    if (!readLayers(bits) || !readIndications(bits) || !skipDiffs(bits)) {
      return bits.isExhausted() ? Malformed.TRUNCATED : Malformed.INVALID;
    }
    readChains(bits);
    deriveTargets();
    readResolutions(bits);
    return bits.isExhausted() ? Malformed.TRUNCATED : 0;
  }

  private boolean readLayers(BitReader bits) {
    int spatial = 0;
    int temporal = 0;
    templates = 0;
    maxTemporal = 0;
    while (!bits.isExhausted() && templates < MAX_TEMPLATES) {
      spatialIds[templates] = (byte) spatial;
      temporalIds[templates++] = (byte) temporal;
      switch (bits.read(2)) {
        case 0 -> {}
        case 1 -> temporal++;
        case 2 -> {
          temporal = 0;
          spatial++;
        }
        default -> {
          maxSpatial = spatial;
          return true;
        }
      }
      if (spatial >= MAX_SPATIAL || temporal >= MAX_TEMPORAL) {
        return false;
      }
      maxTemporal = Math.max(maxTemporal, temporal);
    }
    return false;
  }

  private boolean readIndications(BitReader bits) {
    for (int i = 0; i < templates && !bits.isExhausted(); i++) {
      indications[i] = readIndications(bits, targets);
    }
    return !bits.isExhausted();
  }

  static long readIndications(BitReader bits, int targets) {
    long all = 0;
    for (int target = 0; target < targets; target++) {
      all |= (long) bits.read(2) << (2 * target);
    }
    return all;
  }

  private boolean skipDiffs(BitReader bits) {
    for (int i = 0; i < templates; i++) {
      int diffs = 0;
      while (bits.readFlag()) {
        bits.read(4);
        if (++diffs > MAX_DIFFS) {
          return false;
        }
      }
    }
    return !bits.isExhausted();
  }

  private void readChains(BitReader bits) {
    chains = bits.readNonSymmetric(targets + 1);
    if (chains == 0) {
      return;
    }
    for (int target = 0; target < targets; target++) {
      targetChains[target] = (byte) bits.readNonSymmetric(chains);
    }
    for (int i = 0; i < templates * chains && !bits.isExhausted(); i++) {
      bits.read(4);
    }
  }

  /// `decode_target_layers()`: a target's layers are the highest of the frames that are in it.
  private void deriveTargets() {
    for (int target = 0; target < targets; target++) {
      int spatial = 0;
      int temporal = 0;
      for (int i = 0; i < templates; i++) {
        if (((indications[i] >>> (2 * target)) & 3) != DependencyDescriptor.NOT_PRESENT) {
          spatial = Math.max(spatial, spatialIds[i]);
          temporal = Math.max(temporal, temporalIds[i]);
        }
      }
      targetSpatial[target] = (byte) spatial;
      targetTemporal[target] = (byte) temporal;
    }
  }

  private void readResolutions(BitReader bits) {
    resolutions = bits.readFlag();
    for (int i = 0; resolutions && i <= maxSpatial; i++) {
      widths[i] = bits.read(16) + 1;
      heights[i] = bits.read(16) + 1;
    }
  }

  /// The template a packet names, or -1.
  int indexOf(int templateId) {
    int index = (templateId - idOffset) & 63;
    return index < templates ? index : -1;
  }

  int spatialId(int template) {
    return spatialIds[template];
  }

  int temporalId(int template) {
    return temporalIds[template];
  }

  long indications(int template) {
    return indications[template];
  }

  /// Number of templates, 1 to 64.
  public int templateCount() {
    return templates;
  }

  /// Number of decode targets, 1 to 32.
  public int targetCount() {
    return targets;
  }

  /// The highest spatial layer of a decode target.
  public int targetSpatial(int target) {
    return targetSpatial[target];
  }

  /// The highest temporal layer of a decode target.
  public int targetTemporal(int target) {
    return targetTemporal[target];
  }

  /// The chain that protects a decode target; meaningful only when [#chainCount()] isn't 0.
  public int targetChain(int target) {
    return targetChains[target];
  }

  public int chainCount() {
    return chains;
  }

  /// The decode target that is exactly these layers, or the highest one not above them, or -1.
  public int targetFor(int maxSpatialId, int maxTemporalId) {
    int best = -1;
    int bestRank = -1;
    for (int target = 0; target < targets; target++) {
      int rank = targetSpatial[target] * MAX_TEMPORAL + targetTemporal[target];
      boolean fits =
          targetSpatial[target] <= maxSpatialId && targetTemporal[target] <= maxTemporalId;
      if (fits && rank > bestRank) {
        best = target;
        bestRank = rank;
      }
    }
    return best;
  }

  /// The highest spatial layer, 0 to 3.
  public int maxSpatialId() {
    return maxSpatial;
  }

  /// The highest temporal layer, 0 to 7.
  public int maxTemporalId() {
    return maxTemporal;
  }

  public boolean hasResolutions() {
    return resolutions;
  }

  /// Width in pixels of a spatial layer; only when [#hasResolutions()].
  public int width(int spatial) {
    return widths[spatial];
  }

  /// Height in pixels of a spatial layer; only when [#hasResolutions()].
  public int height(int spatial) {
    return heights[spatial];
  }
}
