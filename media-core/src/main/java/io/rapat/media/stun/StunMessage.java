package io.rapat.media.stun;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;

/// A reusable cursor over one received STUN message. A loop owns one and parses every STUN datagram
/// into it; nothing is allocated. It keeps a copy of the message, thus the datagram's memory may
/// go.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |0 0|     STUN Message Type     |         Message Length        |
/// |                     Magic Cookie 0x2112A442                   |
/// |                     Transaction ID (96 bits)                  |
/// |            Type               |            Length             |  attributes,
/// |                         Value (variable)                ....  |  padded to 4 bytes
/// ```
///
/// Of an attribute that comes twice the first counts (RFC 8489 §14); what follows MESSAGE-INTEGRITY
/// is ignored except FINGERPRINT (§14.5).
public final class StunMessage {

  /// The longest message that is read: one datagram on Ethernet.
  public static final int MAX_BYTES = 1500;

  /// The most attributes a message may have.
  public static final int MAX_ATTRIBUTES = 32;

  /// The longest USERNAME (RFC 8489 §14.3: fewer than 509 bytes; older peers up to 513).
  public static final int MAX_USERNAME_BYTES = 513;

  public static final int BINDING_REQUEST = 0x0001;
  public static final int BINDING_INDICATION = 0x0011;
  public static final int BINDING_SUCCESS = 0x0101;
  public static final int BINDING_ERROR = 0x0111;

  static final int HEADER_BYTES = 20;
  static final int MAGIC_COOKIE = 0x2112a442;
  static final int FINGERPRINT_XOR = 0x5354554e;
  private static final int MAX_UNKNOWN = 8;

  private final byte[] bytes = new byte[MAX_BYTES];
  private final byte[] tag = new byte[MessageIntegrity.TAG_BYTES];
  private final CRC32 crc = new CRC32();
  private final int[] unknown = new int[MAX_UNKNOWN];
  private int length;
  private int attributes;
  private int unknownCount;
  private int username;
  private int integrity;
  private int priority;
  private int controlling;
  private int controlled;
  private int mapped;
  private int error;
  private boolean useCandidate;
  private boolean fingerprint;

  /// Reads the datagram. The accessors are valid only after [StunParse#MESSAGE] and until the next
  /// call.
  ///
  /// Hot path.
  public StunParse parse(MemorySegment segment, long offset, int datagramLength) {
    clear();
    if (datagramLength < HEADER_BYTES || datagramLength > MAX_BYTES) {
      return StunParse.BAD_SIZE;
    }
    if (Bytes.u8(segment, offset) > 3 || Bytes.i32(segment, offset + 4) != MAGIC_COOKIE) {
      return StunParse.NOT_STUN;
    }
    int body = Bytes.u16(segment, offset + 2);
    if ((body & 3) != 0 || body + HEADER_BYTES != datagramLength) {
      return StunParse.BAD_LENGTH;
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, datagramLength);
    length = datagramLength;
    return readAttributes();
  }

  private void clear() {
    length = 0;
    attributes = 0;
    unknownCount = 0;
    username = 0;
    integrity = 0;
    priority = 0;
    controlling = 0;
    controlled = 0;
    mapped = 0;
    error = 0;
    useCandidate = false;
    fingerprint = false;
  }

  private StunParse readAttributes() {
    int at = HEADER_BYTES;
    while (at < length) {
      if (++attributes > MAX_ATTRIBUTES) {
        return StunParse.TOO_MANY_ATTRIBUTES;
      }
      // The body is a multiple of 4, so that the four bytes of type and length are always there.
      int type = u16(at);
      int size = u16(at + 2);
      int next = at + 4 + ((size + 3) & ~3);
      if (next > length) {
        return StunParse.ATTRIBUTE_OVERRUN;
      }
      if (type == StunAttribute.FINGERPRINT) {
        fingerprint = size == 4 && next == length && fingerprintFits(at);
        return fingerprint ? StunParse.MESSAGE : StunParse.BAD_FINGERPRINT;
      }
      if (integrity == 0 && !keep(type, at + 4, size)) {
        return StunParse.BAD_ATTRIBUTE;
      }
      at = next;
    }
    return StunParse.MESSAGE;
  }

  private boolean fingerprintFits(int at) {
    crc.reset();
    crc.update(bytes, 0, at);
    return ((int) crc.getValue() ^ FINGERPRINT_XOR) == i32(at + 4);
  }

  /// Remembers where the value of a known attribute begins. False when its length is impossible.
  private boolean keep(int type, int value, int size) {
    switch (type) {
      case StunAttribute.USERNAME -> username = username == 0 ? value : username;
      case StunAttribute.MESSAGE_INTEGRITY -> integrity = value;
      case StunAttribute.PRIORITY -> priority = priority == 0 ? value : priority;
      case StunAttribute.USE_CANDIDATE -> useCandidate = true;
      case StunAttribute.ICE_CONTROLLING -> controlling = controlling == 0 ? value : controlling;
      case StunAttribute.ICE_CONTROLLED -> controlled = controlled == 0 ? value : controlled;
      case StunAttribute.XOR_MAPPED_ADDRESS -> mapped = mapped == 0 ? value : mapped;
      case StunAttribute.ERROR_CODE -> error = error == 0 ? value : error;
      default -> keepUnknown(type);
    }
    return hasPossibleSize(type, value, size);
  }

  private void keepUnknown(int type) {
    if (unknownCount < MAX_UNKNOWN && StunAttribute.mustBeUnderstoodButIsNot(type)) {
      unknown[unknownCount++] = type;
    }
  }

  private boolean hasPossibleSize(int type, int value, int size) {
    return switch (type) {
      case StunAttribute.USERNAME -> size <= MAX_USERNAME_BYTES;
      case StunAttribute.MESSAGE_INTEGRITY -> size == MessageIntegrity.TAG_BYTES;
      case StunAttribute.PRIORITY -> size == 4;
      case StunAttribute.USE_CANDIDATE -> size == 0;
      case StunAttribute.ICE_CONTROLLING, StunAttribute.ICE_CONTROLLED -> size == 8;
      case StunAttribute.XOR_MAPPED_ADDRESS ->
          (size == 8 && bytes[value + 1] == 1) || (size == 20 && bytes[value + 1] == 2);
      case StunAttribute.ERROR_CODE -> size >= 4;
      default -> true;
    };
  }

  /// Method and class together, for example [#BINDING_REQUEST].
  public int type() {
    return u16(0);
  }

  /// The whole message's length in bytes.
  public int length() {
    return length;
  }

  /// Whether the message carries a FINGERPRINT; it was found right.
  public boolean hasFingerprint() {
    return fingerprint;
  }

  /// Length of USERNAME in bytes, or -1 when there is none.
  public int usernameLength() {
    return username == 0 ? -1 : u16(username - 2);
  }

  /// Byte `index` of USERNAME.
  public byte usernameByte(int index) {
    return bytes[username + index];
  }

  /// Length of the part of USERNAME in front of the colon, which is the receiver's user name
  /// fragment (RFC 8445 §7.2.2), or -1 when there is no USERNAME with a colon.
  public int localUfragLength() {
    int size = usernameLength();
    for (int i = 0; i < size; i++) {
      if (bytes[username + i] == ':') {
        return i;
      }
    }
    return -1;
  }

  /// Whether the receiver's user name fragment is this one.
  public boolean isFor(byte[] localUfrag) {
    int size = localUfragLength();
    if (size != localUfrag.length) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (bytes[username + i] != localUfrag[i]) {
        return false;
      }
    }
    return true;
  }

  public boolean hasIntegrity() {
    return integrity != 0;
  }

  /// Whether MESSAGE-INTEGRITY is there and made with this key. Takes the same time for every wrong
  /// tag.
  public boolean isAuthentic(MessageIntegrity key) {
    if (integrity == 0) {
      return false;
    }
    int covered = integrity - 4;
    byte high = bytes[2];
    byte low = bytes[3];
    // The hash is made as if the message ended behind MESSAGE-INTEGRITY (RFC 8489 §14.5).
    put16(bytes, 2, covered + 4 + MessageIntegrity.TAG_BYTES - HEADER_BYTES);
    key.compute(bytes, covered, tag);
    bytes[2] = high;
    bytes[3] = low;
    int difference = 0;
    for (int i = 0; i < tag.length; i++) {
      difference |= tag[i] ^ bytes[integrity + i];
    }
    return difference == 0;
  }

  public boolean hasPriority() {
    return priority != 0;
  }

  /// PRIORITY as unsigned number, 0 when there is none.
  public long priority() {
    return priority == 0 ? 0 : i32(priority) & 0xffff_ffffL;
  }

  public boolean useCandidate() {
    return useCandidate;
  }

  public boolean isControlling() {
    return controlling != 0;
  }

  public boolean isControlled() {
    return controlled != 0;
  }

  /// How many attributes a request has that must be understood and aren't; at most 8 are told.
  public int unknownCount() {
    return unknownCount;
  }

  /// The type of such an attribute.
  public int unknownType(int index) {
    return unknown[index];
  }

  /// ERROR-CODE, 300 to 699, or 0 when there is none.
  public int errorCode() {
    return error == 0 ? 0 : (bytes[error + 2] & 7) * 100 + (bytes[error + 3] & 0xff);
  }

  public boolean hasMappedAddress() {
    return mapped != 0;
  }

  /// The port of XOR-MAPPED-ADDRESS.
  public int mappedPort() {
    return u16(mapped + 2) ^ (MAGIC_COOKIE >>> 16);
  }

  /// The upper 64 bits of XOR-MAPPED-ADDRESS as IPv6 address; 0 for IPv4.
  public long mappedHigh() {
    return bytes[mapped + 1] == 1 ? 0 : i64(mapped + 4) ^ i64(4);
  }

  /// The lower 64 bits of XOR-MAPPED-ADDRESS; IPv4 as `::ffff:a.b.c.d`.
  public long mappedLow() {
    return bytes[mapped + 1] == 1
        ? 0xffff_0000_0000L | ((i32(mapped + 4) ^ MAGIC_COOKIE) & 0xffff_ffffL)
        : i64(mapped + 12) ^ i64(12);
  }

  /// The last 64 bits of the transaction id: as good as all of it to tell checks of one peer apart.
  public long transactionLow() {
    return i64(12);
  }

  /// Copies the transaction id, 12 bytes.
  void copyTransaction(byte[] target, int at) {
    System.arraycopy(bytes, 8, target, at, 12);
  }

  /// Whether the transaction ids are the same.
  public boolean hasTransaction(byte[] transaction) {
    for (int i = 0; i < 12; i++) {
      if (bytes[8 + i] != transaction[i]) {
        return false;
      }
    }
    return true;
  }

  private int u16(int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  private long i64(int at) {
    return ((long) i32(at) << 32) | (i32(at + 4) & 0xffff_ffffL);
  }

  static void put16(byte[] target, int at, int value) {
    target[at] = (byte) (value >>> 8);
    target[at + 1] = (byte) value;
  }
}
