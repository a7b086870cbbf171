package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// A reusable cursor over the VP8 payload descriptor (RFC 7741 §4.2) and the begin of the payload
/// header (§4.3). Chromium sends the first byte only, Firefox all fields but KEYIDX.
///
/// ```
///  |X|R|N|S|R| PID |   required
///  |I|L|T|K|  RSV  |   when X
///  |M| PictureID   |   when I
///  |   PictureID   |   when M
///  |   TL0PICIDX   |   when L
///  |TID|Y| KEYIDX  |   when T or K
/// ```
///
/// Hot path.
public final class Vp8Descriptor {

  /// The longest descriptor.
  public static final int MAX_BYTES = 6;

  private static final int START_CODE = 0x9d012a;

  private int first;
  private int flags;
  private int pictureId;
  private int pictureIdBits;
  private int tl0PicIdx;
  private int layerByte;
  private boolean keyFrame;
  private int width;
  private int height;

  /// Reads the payload of one RTP packet, padding excluded.
  ///
  /// @return the descriptor's length, which is where the payload proper begins, or a code of
  ///   [Malformed]
  public int parse(MemorySegment segment, long offset, int length) {
    keyFrame = false;
    width = 0;
    height = 0;
    int size = readFields(segment, offset, length);
    if (size > 0 && startsPartition() && size < length) {
      readPayloadHeader(segment, offset + size, length - size);
    }
    return size;
  }

  private int readFields(MemorySegment segment, long offset, int length) {
    flags = 0;
    pictureIdBits = 0;
    if (length < 1) {
      return Malformed.TRUNCATED;
    }
    first = Bytes.u8(segment, offset);
    if ((first & 0x80) == 0) {
      return 1;
    }
    if (length < 2) {
      return Malformed.TRUNCATED;
    }
    flags = Bytes.u8(segment, offset + 1);
    int at = 2;
    if (hasPictureId()) {
      if (length < 4 && (length < 3 || Bytes.u8(segment, offset + 2) > 0x7f)) {
        return Malformed.TRUNCATED;
      }
      at += readPictureId(segment, offset + 2);
    }
    int end = at + (hasTl0PicIdx() ? 1 : 0) + (hasLayerByte() ? 1 : 0);
    if (end > length) {
      return Malformed.TRUNCATED;
    }
    tl0PicIdx = hasTl0PicIdx() ? Bytes.u8(segment, offset + at) : 0;
    layerByte = hasLayerByte() ? Bytes.u8(segment, offset + end - 1) : 0;
    return end;
  }

  private int readPictureId(MemorySegment segment, long at) {
    int head = Bytes.u8(segment, at);
    boolean wide = head > 0x7f;
    pictureId = wide ? Bytes.u16(segment, at) & 0x7fff : head;
    pictureIdBits = wide ? 15 : 7;
    return wide ? 2 : 1;
  }

  /// RFC 6386 §9.1: the lowest bit of the frame tag is 0 in a key frame, whose start code and
  /// dimensions follow the tag.
  private void readPayloadHeader(MemorySegment segment, long at, int length) {
    keyFrame = (Bytes.u8(segment, at) & 1) == 0;
    if (keyFrame && length >= 10 && Bytes.u24(segment, at + 3) == START_CODE) {
      width = Bytes.u8(segment, at + 6) | (Bytes.u8(segment, at + 7) & 0x3f) << 8;
      height = Bytes.u8(segment, at + 8) | (Bytes.u8(segment, at + 9) & 0x3f) << 8;
    }
  }

  /// Writes the descriptor again with other numbers; fields that the packet doesn't have stay away,
  /// and PictureID keeps its width.
  ///
  /// @param newPictureId its low 7 or 15 bits are written
  /// @param newTl0PicIdx its low 8 bits are written
  /// @param newKeyIdx its low 5 bits are written
  /// @param out at least [#MAX_BYTES] behind `outOffset`
  /// @return bytes written, the same number that [#parse] returned
  public int write(
      int newPictureId, int newTl0PicIdx, int newKeyIdx, MemorySegment out, long outOffset) {
    Bytes.put8(out, outOffset, first);
    if ((first & 0x80) == 0) {
      return 1;
    }
    Bytes.put8(out, outOffset + 1, flags);
    long at = outOffset + 2;
    if (pictureIdBits == 15) {
      Bytes.put16(out, at, 0x8000 | newPictureId);
      at += 2;
    } else if (pictureIdBits == 7) {
      Bytes.put8(out, at++, newPictureId & 0x7f);
    }
    if (hasTl0PicIdx()) {
      Bytes.put8(out, at++, newTl0PicIdx);
    }
    if (hasLayerByte()) {
      Bytes.put8(out, at++, hasKeyIdx() ? (layerByte & 0xe0) | (newKeyIdx & 0x1f) : layerByte);
    }
    return (int) (at - outOffset);
  }

  /// Whether the packet begins a frame: first partition and start of partition.
  public boolean startsFrame() {
    return startsPartition();
  }

  private boolean startsPartition() {
    return (first & 0x17) == 0x10;
  }

  /// Whether the packet begins a key frame.
  public boolean startsKeyFrame() {
    return keyFrame;
  }

  /// Width in pixels when the packet begins a key frame and carries its header, else 0.
  public int width() {
    return width;
  }

  /// Height in pixels, like [#width()].
  public int height() {
    return height;
  }

  /// Whether no other frame refers to this one (N).
  public boolean isNonReference() {
    return (first & 0x20) != 0;
  }

  public boolean hasPictureId() {
    return (flags & 0x80) != 0;
  }

  public int pictureId() {
    return pictureId;
  }

  /// 7 or 15, or 0 when there is none.
  public int pictureIdBits() {
    return pictureIdBits;
  }

  public boolean hasTl0PicIdx() {
    return (flags & 0x40) != 0;
  }

  public int tl0PicIdx() {
    return tl0PicIdx;
  }

  public boolean hasTemporalId() {
    return (flags & 0x20) != 0;
  }

  /// The temporal layer, 0 to 3; 0 when the packet doesn't say.
  public int temporalId() {
    return hasTemporalId() ? layerByte >>> 6 : 0;
  }

  /// Whether one may switch up to this temporal layer here (Y).
  public boolean isLayerSync() {
    return hasTemporalId() && (layerByte & 0x20) != 0;
  }

  public boolean hasKeyIdx() {
    return (flags & 0x10) != 0;
  }

  public int keyIdx() {
    return layerByte & 0x1f;
  }

  private boolean hasLayerByte() {
    return (flags & 0x30) != 0;
  }
}
