package io.rapat.net.io;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IPv4 or IPv6 address as two longs, IPv4 in its mapped form (RFC 4291 §2.5.5.2), so that both
/// kinds are compared and stored without an object.
///
/// @param high the first eight bytes
/// @param low the last eight bytes
public record IpAddress(long high, long low) {
  /// All zeros: no address, or any.
  public static final IpAddress ANY = new IpAddress(0, 0);

  private static final long V4_PREFIX = 0xffffL << 32;

  /// The mapped form's last eight bytes for an IPv4 address in network order.
  static long mapped(int v4) {
    return V4_PREFIX | (v4 & 0xffff_ffffL);
  }

  /// Whether the two longs are an IPv4 address.
  public static boolean isV4(long high, long low) {
    return high == 0 && (low >>> 32) == 0xffff;
  }

  /// Converts from the JDK's class.
  public static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    if (bytes.remaining() == 4) {
      int v4 = bytes.getInt();
      return v4 == 0 ? ANY : new IpAddress(0, mapped(v4));
    }
    return new IpAddress(bytes.getLong(), bytes.getLong());
  }

  /// Parses an address literal; never asks a name server.
  ///
  /// @throws IllegalArgumentException when it isn't one
  public static IpAddress parse(String literal) {
    return of(InetAddress.ofLiteral(literal));
  }

  public boolean isAny() {
    return high == 0 && low == 0;
  }

  /// Converts to the JDK's class; allocates.
  public InetAddress toInetAddress() {
    try {
      if (isV4(high, low)) {
        return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) low).array());
      }
      return InetAddress.getByAddress(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }

  /// The literal, for example `192.0.2.1` or `2001:db8:0:0:0:0:0:1`.
  @Override
  public String toString() {
    return toInetAddress().getHostAddress();
  }
}
