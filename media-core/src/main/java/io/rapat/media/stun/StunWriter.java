package io.rapat.media.stun;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;

/// Builds one STUN message at a time. A loop owns one; nothing is allocated. The order of calls is
/// the order of attributes: [#integrity] and [#fingerprint] come last, then [#finish].
///
/// Hot path.
public final class StunWriter {
  private static final int MAX_BYTES = 640;

  private final byte[] bytes = new byte[MAX_BYTES];
  private final byte[] tag = new byte[MessageIntegrity.TAG_BYTES];
  private final CRC32 crc = new CRC32();
  private int length;

  /// Begins the answer to `request`: same transaction.
  public void begin(int type, StunMessage request) {
    header(type);
    request.copyTransaction(bytes, 8);
  }

  /// Begins a message with a transaction id of 12 bytes.
  public void begin(int type, byte[] transaction) {
    header(type);
    System.arraycopy(transaction, 0, bytes, 8, 12);
  }

  private void header(int type) {
    StunMessage.put16(bytes, 0, type);
    put32(4, StunMessage.MAGIC_COOKIE);
    length = StunMessage.HEADER_BYTES;
  }

  /// USERNAME, at most [StunMessage#MAX_USERNAME_BYTES].
  public void username(byte[] name) {
    int value = attribute(StunAttribute.USERNAME, name.length);
    System.arraycopy(name, 0, bytes, value, name.length);
  }

  public void priority(long priority) {
    int value = attribute(StunAttribute.PRIORITY, 4);
    put32(value, (int) priority);
  }

  public void useCandidate() {
    attribute(StunAttribute.USE_CANDIDATE, 0);
  }

  /// ICE-CONTROLLING with its tie-breaker.
  public void controlling(long tieBreaker) {
    put64(attribute(StunAttribute.ICE_CONTROLLING, 8), tieBreaker);
  }

  /// ICE-CONTROLLED with its tie-breaker.
  public void controlled(long tieBreaker) {
    put64(attribute(StunAttribute.ICE_CONTROLLED, 8), tieBreaker);
  }

  /// XOR-MAPPED-ADDRESS (RFC 8489 §14.2).
  ///
  /// @param high upper 64 bits of the IPv6 address
  /// @param low lower 64 bits; IPv4 comes as `::ffff:a.b.c.d` and is written as IPv4
  public void mappedAddress(long high, long low, int port) {
    boolean v4 = high == 0 && low >>> 32 == 0xffff;
    int value = attribute(StunAttribute.XOR_MAPPED_ADDRESS, v4 ? 8 : 20);
    StunMessage.put16(bytes, value, v4 ? 1 : 2);
    StunMessage.put16(bytes, value + 2, port ^ (StunMessage.MAGIC_COOKIE >>> 16));
    if (v4) {
      put32(value + 4, (int) low ^ StunMessage.MAGIC_COOKIE);
      return;
    }
    put64(value + 4, high);
    put64(value + 12, low);
    for (int i = 0; i < 16; i++) {
      bytes[value + 4 + i] ^= bytes[4 + i];
    }
  }

  /// ERROR-CODE without a reason phrase.
  public void errorCode(int code) {
    int value = attribute(StunAttribute.ERROR_CODE, 4);
    put32(value, ((code / 100) << 8) | (code % 100));
  }

  /// UNKNOWN-ATTRIBUTES with what the request had.
  public void unknownAttributes(StunMessage request) {
    int count = request.unknownCount();
    int value = attribute(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * count);
    for (int i = 0; i < count; i++) {
      StunMessage.put16(bytes, value + 2 * i, request.unknownType(i));
    }
  }

  /// MESSAGE-INTEGRITY over all before it.
  public void integrity(MessageIntegrity key) {
    int covered = length;
    int value = attribute(StunAttribute.MESSAGE_INTEGRITY, MessageIntegrity.TAG_BYTES);
    setLength();
    key.compute(bytes, covered, tag);
    System.arraycopy(tag, 0, bytes, value, tag.length);
  }

  /// FINGERPRINT over all before it.
  public void fingerprint() {
    int covered = length;
    int value = attribute(StunAttribute.FINGERPRINT, 4);
    setLength();
    crc.reset();
    crc.update(bytes, 0, covered);
    put32(value, (int) crc.getValue() ^ StunMessage.FINGERPRINT_XOR);
  }

  /// Copies the message to its place.
  ///
  /// @return its length in bytes
  public int finish(MemorySegment out, long offset) {
    setLength();
    MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, offset, length);
    return length;
  }

  private int attribute(int type, int size) {
    int value = length + 4;
    int end = value + ((size + 3) & ~3);
    if (end > MAX_BYTES) {
      throw new IllegalStateException("STUN message of more than " + MAX_BYTES + " bytes");
    }
    StunMessage.put16(bytes, length, type);
    StunMessage.put16(bytes, length + 2, size);
    for (int i = value + size; i < end; i++) {
      bytes[i] = 0;
    }
    length = end;
    return value;
  }

  private void setLength() {
    StunMessage.put16(bytes, 2, length - StunMessage.HEADER_BYTES);
  }

  private void put32(int at, int value) {
    StunMessage.put16(bytes, at, value >>> 16);
    StunMessage.put16(bytes, at + 2, value);
  }

  private void put64(int at, long value) {
    put32(at, (int) (value >>> 32));
    put32(at + 4, (int) value);
  }
}
