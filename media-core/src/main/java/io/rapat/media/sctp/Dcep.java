package io.rapat.media.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The data channel establishment protocol, RFC 8832 §5.
///
/// ```
/// +---------------+---------------+-------------------------------+
/// | type 3        | channel type  | priority                      |
/// +---------------+---------------+-------------------------------+
/// | reliability parameter                                         |
/// +-------------------------------+-------------------------------+
/// | label length                  | protocol length               |
/// +-------------------------------+-------------------------------+
/// | label, protocol                                               |
/// ```
sealed interface Dcep {
  int PPID = 50;
  int MAX_LABEL = 1024;

  record Open(String label, boolean ordered, int maxRetransmits) implements Dcep {}

  record Ack() implements Dcep {}

  record Bad() implements Dcep {}

  static byte[] ack() {
    return new byte[] {2};
  }

  static byte[] open(String label, boolean ordered, int maxRetransmits) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    int type = (ordered ? 0 : 0x80) | (maxRetransmits < 0 ? 0 : 1);
    return ByteBuffer.allocate(12 + name.length)
        .put((byte) 3)
        .put((byte) type)
        .putShort((short) 0)
        .putInt(Math.max(0, maxRetransmits))
        .putShort((short) name.length)
        .putShort((short) 0)
        .put(name)
        .array();
  }

  static Dcep parse(byte[] bytes) {
    if (bytes.length == 0) {
      return new Bad();
    }
    return switch (bytes[0]) {
      case 2 -> new Ack();
      case 3 -> parseOpen(bytes);
      default -> new Bad();
    };
  }

  private static Dcep parseOpen(byte[] bytes) {
    if (bytes.length < 12) {
      return new Bad();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int type = in.get(1) & 0xff;
    long reliability = in.getInt(4) & 0xffff_ffffL;
    int labelLength = in.getShort(8) & 0xffff;
    int protocolLength = in.getShort(10) & 0xffff;
    if (labelLength > MAX_LABEL || bytes.length != 12 + labelLength + protocolLength) {
      return new Bad();
    }
    String label = new String(bytes, 12, labelLength, StandardCharsets.UTF_8);
    boolean ordered = (type & 0x80) == 0;
    return switch (type & 0x7f) {
      case 0 -> new Open(label, ordered, -1);
      case 1 -> new Open(label, ordered, (int) Math.min(reliability, Integer.MAX_VALUE));
      // Limited by time: no retransmission at all is never older than what was asked for.
      case 2 -> new Open(label, ordered, 0);
      default -> new Bad();
    };
  }
}
