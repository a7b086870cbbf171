package io.rapat.bench.hostile;

import io.rapat.bench.load.Offer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes of packets, sound and unsound, written by hand: writers of the product refuse to write
/// what a hostile client sends.
final class Packets {
  static final int HANDSHAKE = 22;
  static final int CLIENT_HELLO = 1;

  private Packets() {}

  static byte[] join(byte[]... parts) {
    ByteBuffer out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  // --- DTLS 1.2, RFC 6347 -----------------------------------------------------------------------

  static byte[] record(int type, int epoch, long sequence, byte[] content) {
    return ByteBuffer.allocate(13 + content.length)
        .put((byte) type)
        .putShort((short) 0xfefd)
        .putLong(((long) epoch << 48) | sequence)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  /// A fragment of a handshake message.
  ///
  /// @param length what it says of the whole message
  static byte[] fragment(int type, int length, int message, int offset, byte[] bytes) {
    return ByteBuffer.allocate(12 + bytes.length)
        .putInt((type << 24) | length)
        .putShort((short) message)
        .put((byte) (offset >> 16))
        .putShort((short) offset)
        .put((byte) (bytes.length >> 16))
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }

  /// A hello that offers one cipher suite and nothing else.
  static byte[] hello(int suite, int message, long sequence) {
    byte[] body =
        ByteBuffer.allocate(42)
            .putShort((short) 0xfefd)
            .put(new byte[32])
            .putShort((short) 0)
            .putShort((short) 2)
            .putShort((short) suite)
            .putShort((short) 0x0100)
            .array();
    return record(HANDSHAKE, 0, sequence, fragment(CLIENT_HELLO, body.length, message, 0, body));
  }

  // --- RTP, RFC 3550 ----------------------------------------------------------------------------

  static byte[] rtp(int first, int payloadType, int sequence, int time, int ssrc) {
    return ByteBuffer.allocate(12)
        .put((byte) first)
        .put((byte) payloadType)
        .putShort((short) sequence)
        .putInt(time)
        .putInt(ssrc)
        .array();
  }

  static byte[] video(int sequence, int ssrc) {
    return rtp(0x80, 0x80 | Offer.VP8, sequence, sequence * 3000, ssrc);
  }

  /// A VP8 key frame of one packet (RFC 7741): 640 by 360, the rest is noise.
  static byte[] keyFrame(int pictureId) {
    byte[] payload = new byte[300];
    ByteBuffer.wrap(payload)
        .put((byte) 0x90)
        .put((byte) 0xe0)
        .putShort((short) (0x8000 | (pictureId & 0x7fff)))
        .put((byte) pictureId)
        .put((byte) 0x20)
        .put(new byte[] {0x10, 2, 0, (byte) 0x9d, 1, 0x2a, (byte) 0x80, 2, 0x68, 1});
    return payload;
  }

  /// A header extension block with any profile and any length field.
  static byte[] extension(int profile, int words, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) profile)
        .putShort((short) words)
        .put(content)
        .array();
  }

  // --- RTCP -------------------------------------------------------------------------------------

  /// @param count the five bits of the first byte
  /// @param words what the length field says
  static byte[] rtcp(int count, int type, int words, byte[] body) {
    return ByteBuffer.allocate(4 + body.length)
        .put((byte) (0x80 | count))
        .put((byte) type)
        .putShort((short) words)
        .put(body)
        .array();
  }

  /// The same with a true length field.
  static byte[] rtcp(int count, int type, byte[] body) {
    return rtcp(count, type, body.length / 4, body);
  }

  static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  static byte[] receiverReport() {
    return rtcp(0, 201, ints(1));
  }

  // --- SCTP, RFC 9260 ---------------------------------------------------------------------------

  /// A packet with the checksum it must have.
  static byte[] sctp(int tag, byte[]... chunks) {
    byte[] all = join(chunks);
    byte[] packet =
        ByteBuffer.allocate(12 + all.length)
            .putShort((short) 5000)
            .putShort((short) 5000)
            .putInt(tag)
            .putInt(0)
            .put(all)
            .array();
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(packet);
    ByteBuffer.wrap(packet).putInt(8, Integer.reverseBytes((int) crc.getValue()));
    return packet;
  }

  static byte[] chunk(int type, int flags, byte[] value) {
    int padded = (value.length + 3) & ~3;
    return ByteBuffer.allocate(4 + padded)
        .put((byte) type)
        .put((byte) flags)
        .putShort((short) (4 + value.length))
        .put(value)
        .array();
  }
}
