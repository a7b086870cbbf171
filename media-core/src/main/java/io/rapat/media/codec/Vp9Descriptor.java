package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// A reusable cursor over the VP9 payload descriptor (RFC 9628 §4.2).
///
/// ```
///  |I|P|L|F|B|E|V|Z|   required
///  |M| PICTURE ID  |   when I
///  |  PICTURE ID   |   when M
///  | TID |U| SID |D|   when L
///  |   TL0PICIDX   |   when L and not F
///  |  P_DIFF     |N|   when F and P, up to three
///  |      SS       |   when V
/// ```
///
/// Hot path.
public final class Vp9Descriptor {
  private static final int MAX_REFERENCES = 3;

  private int first;
  private int pictureId;
  private int pictureIdBits;
  private int layers;
  private int tl0PicIdx;
  private int spatialLayers;
  private int width;
  private int height;

  /// Reads the payload of one RTP packet, padding excluded.
  ///
  /// @return the descriptor's length, or a code of [Malformed]
  public int parse(MemorySegment segment, long offset, int length) {
    clear();
    if (length < 1) {
      return Malformed.TRUNCATED;
    }
    first = Bytes.u8(segment, offset);
    int at = readPictureId(segment, offset, 1, length);
    if (at > 0 && hasLayers()) {
      at = readLayers(segment, offset, at, length);
    }
    if (at > 0 && isFlexible() && isInterPredicted()) {
      at = skipReferences(segment, offset, at, length);
    }
    if (at > 0 && hasScalabilityStructure()) {
      at = readScalability(segment, offset, at, length);
    }
    return at;
  }

  private void clear() {
    first = 0;
    pictureId = 0;
    pictureIdBits = 0;
    layers = 0;
    tl0PicIdx = 0;
    spatialLayers = 0;
    width = 0;
    height = 0;
  }

  private int readPictureId(MemorySegment segment, long offset, int at, int length) {
    if ((first & 0x80) == 0) {
      return at;
    }
    if (at >= length) {
      return Malformed.TRUNCATED;
    }
    int head = Bytes.u8(segment, offset + at);
    if (head < 0x80) {
      pictureId = head;
      pictureIdBits = 7;
      return at + 1;
    }
    if (at + 2 > length) {
      return Malformed.TRUNCATED;
    }
    pictureId = Bytes.u16(segment, offset + at) & 0x7fff;
    pictureIdBits = 15;
    return at + 2;
  }

  private int readLayers(MemorySegment segment, long offset, int at, int length) {
    int end = at + (isFlexible() ? 1 : 2);
    if (end > length) {
      return Malformed.TRUNCATED;
    }
    layers = Bytes.u8(segment, offset + at);
    tl0PicIdx = isFlexible() ? 0 : Bytes.u8(segment, offset + at + 1);
    return end;
  }

  private int skipReferences(MemorySegment segment, long offset, int begin, int length) {
    for (int at = begin; at < begin + MAX_REFERENCES; at++) {
      if (at >= length) {
        return Malformed.TRUNCATED;
      }
      if ((Bytes.u8(segment, offset + at) & 1) == 0) {
        return at + 1;
      }
    }
    return Malformed.INVALID;
  }

  private int readScalability(MemorySegment segment, long offset, int begin, int length) {
    if (begin >= length) {
      return Malformed.TRUNCATED;
    }
    int head = Bytes.u8(segment, offset + begin);
    int at = begin + 1;
    spatialLayers = (head >>> 5) + 1;
    if ((head & 0x10) != 0) {
      int end = at + 4 * spatialLayers;
      if (end > length) {
        return Malformed.TRUNCATED;
      }
      width = Bytes.u16(segment, offset + end - 4);
      height = Bytes.u16(segment, offset + end - 2);
      at = end;
    }
    return (head & 0x08) == 0 ? at : skipPictureGroup(segment, offset, at, length);
  }

  private static int skipPictureGroup(MemorySegment segment, long offset, int begin, int length) {
    if (begin >= length) {
      return Malformed.TRUNCATED;
    }
    int pictures = Bytes.u8(segment, offset + begin);
    int at = begin + 1;
    for (int i = 0; i < pictures; i++) {
      if (at >= length) {
        return Malformed.TRUNCATED;
      }
      at += 1 + (Bytes.u8(segment, offset + at) >>> 2 & 3);
    }
    return at > length ? Malformed.TRUNCATED : at;
  }

  /// Whether the packet begins a key frame of its picture's lowest layer: from here a decoder can
  /// start.
  public boolean startsKeyFrame() {
    return startsFrame() && !isInterPredicted() && spatialId() == 0;
  }

  /// Whether the packet begins a layer frame (B).
  public boolean startsFrame() {
    return (first & 0x08) != 0;
  }

  /// Whether the packet ends a layer frame (E).
  public boolean endsFrame() {
    return (first & 0x04) != 0;
  }

  /// Whether the layer frame refers to earlier pictures (P).
  public boolean isInterPredicted() {
    return (first & 0x40) != 0;
  }

  /// Whether the picture isn't used for the next higher spatial layer (Z).
  public boolean isNotReferencedByUpperLayer() {
    return (first & 0x01) != 0;
  }

  public boolean hasPictureId() {
    return (first & 0x80) != 0;
  }

  public int pictureId() {
    return pictureId;
  }

  /// 7 or 15, or 0 when there is none.
  public int pictureIdBits() {
    return pictureIdBits;
  }

  public boolean hasLayers() {
    return (first & 0x20) != 0;
  }

  /// The temporal layer, 0 to 7; 0 when the packet doesn't say.
  public int temporalId() {
    return layers >>> 5;
  }

  /// Whether one may switch up to this temporal layer here (U).
  public boolean isSwitchingUpPoint() {
    return (layers & 0x10) != 0;
  }

  /// The spatial layer, 0 to 7; 0 when the packet doesn't say.
  public int spatialId() {
    return layers >>> 1 & 7;
  }

  /// Whether the layer frame refers to the next lower spatial layer (D).
  public boolean isInterLayerPredicted() {
    return (layers & 0x01) != 0;
  }

  public int tl0PicIdx() {
    return tl0PicIdx;
  }

  /// Whether references are told packet by packet (F).
  public boolean isFlexible() {
    return (first & 0x10) != 0;
  }

  public boolean hasScalabilityStructure() {
    return (first & 0x02) != 0;
  }

  /// Number of spatial layers of the scalability structure, 1 to 8, or 0 when there is none.
  public int spatialLayers() {
    return spatialLayers;
  }

  /// Width in pixels of the highest spatial layer of the scalability structure, or 0.
  public int width() {
    return width;
  }

  /// Height in pixels, like [#width()].
  public int height() {
    return height;
  }
}
