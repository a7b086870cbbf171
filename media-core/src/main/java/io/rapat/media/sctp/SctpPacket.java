package io.rapat.media.sctp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/// An SCTP packet, RFC 9260 §3.
///
/// ```
/// +-------------------------------+-------------------------------+
/// | source port                   | destination port              |
/// +-------------------------------+-------------------------------+
/// | verification tag                                              |
/// +---------------------------------------------------------------+
/// | CRC32c, low byte first                                        |
/// +---------------------------------------------------------------+
/// | chunks                                                        |
/// ```
record SctpPacket(int sourcePort, int destinationPort, int tag, List<Chunk> chunks) {
  static final int HEADER = 12;

  /// Outcome of reading a packet.
  sealed interface Parsed {
    record Packet(SctpPacket packet) implements Parsed {}

    record Bad(SctpDrop reason) implements Parsed {}
  }

  /// Reads a packet and all its chunks; one bad chunk makes the packet bad.
  static Parsed parse(byte[] bytes) {
    if (bytes.length < HEADER + 4) {
      return new Parsed.Bad(SctpDrop.MALFORMED);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (checksum(bytes) != in.order(ByteOrder.LITTLE_ENDIAN).getInt(8)) {
      return new Parsed.Bad(SctpDrop.BAD_CHECKSUM);
    }
    in.order(ByteOrder.BIG_ENDIAN);
    return ChunkReader.readAll(in.position(HEADER))
        .<Parsed>map(chunks ->
            new Parsed.Packet(
                new SctpPacket(
                    in.getShort(0) & 0xffff, in.getShort(2) & 0xffff, in.getInt(4), chunks)))
        .orElseGet(() -> new Parsed.Bad(SctpDrop.MALFORMED));
  }

  /// The bytes with their checksum.
  byte[] encode() {
    int length = HEADER;
    for (Chunk chunk : chunks) {
      length += ChunkWriter.paddedLength(chunk);
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putShort((short) sourcePort).putShort((short) destinationPort).putInt(tag).putInt(0);
    for (Chunk chunk : chunks) {
      ChunkWriter.write(chunk, out);
    }
    byte[] bytes = out.array();
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(8, checksum(bytes));
    return bytes;
  }

  /// CRC32c of the packet as if the checksum field were zero, RFC 9260 §6.8 and appendix A.
  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 8);
    crc.update(new byte[4], 0, 4);
    crc.update(bytes, HEADER, bytes.length - HEADER);
    return (int) crc.getValue();
  }
}
