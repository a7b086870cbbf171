package io.rapat.media.room;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Makes RTP packets for tests.
final class Rtp {
  private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
  private int payloadType = 96;
  private boolean marker;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private boolean twoByte;
  private int padding;
  private byte[] payload = {1};

  static Rtp packet(int ssrc, int sequence, int timestamp) {
    Rtp rtp = new Rtp();
    rtp.ssrc = ssrc;
    rtp.sequence = sequence;
    rtp.timestamp = timestamp;
    return rtp;
  }

  Rtp payloadType(int value) {
    payloadType = value;
    return this;
  }

  Rtp marker(boolean value) {
    marker = value;
    return this;
  }

  Rtp payload(byte... value) {
    payload = value;
    return this;
  }

  /// VP8 with a descriptor of one byte, as Chromium sends it.
  Rtp vp8(boolean starts, boolean keyFrame, int bytes) {
    payload = new byte[Math.max(bytes, 12)];
    payload[0] = (byte) (starts ? 0x10 : 0);
    payload[1] = (byte) (keyFrame ? 0 : 1);
    if (keyFrame && starts) {
      payload[4] = (byte) 0x9d;
      payload[5] = 1;
      payload[6] = 0x2a;
    }
    return this;
  }

  Rtp padding(int bytes) {
    padding = bytes;
    return this;
  }

  Rtp twoByteExtensions() {
    twoByte = true;
    return this;
  }

  Rtp extension(int id, byte... value) {
    if (twoByte) {
      extensions.write(id);
      extensions.write(value.length);
    } else {
      extensions.write(id << 4 | value.length - 1);
    }
    extensions.writeBytes(value);
    return this;
  }

  Rtp extension16(int id, int value) {
    return extension(id, (byte) (value >> 8), (byte) value);
  }

  byte[] bytes() {
    byte[] block = Arrays.copyOf(extensions.toByteArray(), (extensions.size() + 3) & ~3);
    int header = 12 + (block.length == 0 ? 0 : 4 + block.length);
    ByteBuffer out = ByteBuffer.allocate(header + payload.length + padding);
    out.put((byte) (0x80 | (padding > 0 ? 0x20 : 0) | (block.length > 0 ? 0x10 : 0)));
    out.put((byte) ((marker ? 0x80 : 0) | payloadType));
    out.putShort((short) sequence).putInt(timestamp).putInt(ssrc);
    if (block.length > 0) {
      out.putShort((short) (twoByte ? 0x1000 : 0xbede)).putShort((short) (block.length / 4));
      out.put(block);
    }
    out.put(payload);
    if (padding > 0) {
      out.put(out.capacity() - 1, (byte) padding);
    }
    return out.array();
  }
}
