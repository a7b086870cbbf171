package io.rapat.media.room;

import io.rapat.media.codec.Vp8Descriptor;

/// Keeps a subscriber's PictureID, TL0PICIDX and KEYIDX (RFC 7741 §4.2) continuous over layer
/// switches and left-out frames: each is the source's number less an offset.
///
/// Hot path.
final class Vp8Numbers {
  private int pictureOffset;
  private int tl0Offset;
  private int keyOffset;
  private int lastPicture;
  private int lastTl0;
  private int lastKey;
  private int lastSource = -1;
  private boolean started;

  /// Another source begins with this packet: it takes the numbers behind the last ones sent.
  void begin(Vp8Descriptor descriptor) {
    if (started) {
      pictureOffset = descriptor.pictureId() - (lastPicture + 1);
      tl0Offset = descriptor.tl0PicIdx() - (lastTl0 + 1);
      keyOffset = descriptor.keyIdx() - (lastKey + 1);
    }
    started = true;
  }

  /// A packet is left out; its frame counts once.
  void leaveOut(Vp8Descriptor descriptor) {
    if (descriptor.hasPictureId() && descriptor.pictureId() != lastSource) {
      lastSource = descriptor.pictureId();
      pictureOffset++;
    }
  }

  /// Notes what the newest packet is sent with.
  void sent(Vp8Descriptor descriptor) {
    lastSource = descriptor.pictureId();
    lastPicture = descriptor.pictureId() - pictureOffset;
    lastTl0 = descriptor.tl0PicIdx() - tl0Offset;
    lastKey = descriptor.keyIdx() - keyOffset;
  }

  /// The present offsets in one int, to be kept with a packet.
  int packed() {
    return (pictureOffset & 0x7fff) << 16 | (tl0Offset & 0xff) << 8 | (keyOffset & 0x1f);
  }

  static int pictureOffset(int packed) {
    return packed >>> 16;
  }

  static int tl0Offset(int packed) {
    return packed >>> 8 & 0xff;
  }

  static int keyOffset(int packed) {
    return packed & 0x1f;
  }
}
