package io.rapat.net.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The layout of a DTLS 1.2 record (RFC 6347 §4.1) and of a handshake fragment in it (§4.2.2).
///
/// ```
/// type 1 | version 2 | epoch 2 | sequence number 6 | length 2 | content
///                            handshake: type 1 | length 3 | message 2 | offset 3 | length 3 | body
/// ```
final class DtlsRecord {
  static final int HEADER_BYTES = 13;
  static final int HANDSHAKE_HEADER_BYTES = 12;

  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  /// Largest datagram that this side sends.
  static final int MAX_DATAGRAM = 1200;

  private DtlsRecord() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u16(byte[] bytes, int at) {
    return u8(bytes, at) << 8 | u8(bytes, at + 1);
  }

  static int u24(byte[] bytes, int at) {
    return u8(bytes, at) << 16 | u16(bytes, at + 1);
  }

  /// Length of the record that begins at `at`, header included, or -1 when it does not fit.
  static int length(byte[] bytes, int at, int end) {
    if (end - at < HEADER_BYTES) {
      return -1;
    }
    int length = HEADER_BYTES + u16(bytes, at + 11);
    return length <= end - at ? length : -1;
  }

  /// Cuts a stream of records into datagrams that hold whole records.
  static List<byte[]> pack(byte[] records) {
    List<byte[]> datagrams = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < records.length) {
      int length = length(records, at, records.length);
      if (length < 0) {
        throw new IllegalStateException("a library wrote half a record");
      }
      if (at > start && at + length - start > MAX_DATAGRAM) {
        datagrams.add(Arrays.copyOfRange(records, start, at));
        start = at;
      }
      at += length;
    }
    if (at > start) {
      datagrams.add(Arrays.copyOfRange(records, start, at));
    }
    return datagrams;
  }

  /// A record of epoch 0.
  static byte[] plain(int type, long sequence, byte[] content) {
    return ByteBuffer.allocate(HEADER_BYTES + content.length)
        .put((byte) type)
        .putShort((short) 0xfefd)
        .putLong(sequence)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
