package io.rapat.app.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// Addresses with a common prefix (RFC 4632), or one address.
///
/// @param address 4 or 16 bytes
/// @param prefix bits that count
public record Network(byte[] address, int prefix) {

  /// Reads `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.7`; names aren't looked up.
  public static Optional<Network> parse(String text) {
    String[] parts = text.strip().split("/", 2);
    if (!Addresses.isLiteral(parts[0])) {
      return Optional.empty();
    }
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int bits = address.length * 8;
    if (parts.length == 1) {
      return Optional.of(new Network(address, bits));
    }
    if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > bits) {
      return Optional.empty();
    }
    return Optional.of(new Network(address, Integer.parseInt(parts[1])));
  }

  /// Whether an address literal is in it. Anything else isn't.
  public boolean contains(String literal) {
    if (!Addresses.isLiteral(literal)) {
      return false;
    }
    byte[] other = InetAddress.ofLiteral(literal).getAddress();
    if (other.length != address.length) {
      return false;
    }
    int bytes = prefix / 8;
    int rest = prefix % 8;
    int mask = 0xFF00 >> rest & 0xFF;
    return Arrays.equals(address, 0, bytes, other, 0, bytes)
        && (rest == 0 || (address[bytes] & mask) == (other[bytes] & mask));
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Network(var otherAddress, var otherPrefix)
        && prefix == otherPrefix
        && Arrays.equals(address, otherAddress);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + prefix;
  }
}
