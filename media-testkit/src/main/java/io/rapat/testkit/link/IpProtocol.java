package io.rapat.testkit.link;

/// The protocols that can be blocked on their own.
enum IpProtocol {
  UDP(17, 17),
  TCP(6, 6),
  ICMP(1, 58);

  private final int v4;
  private final int v6;

  IpProtocol(int v4, int v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  /// Whether an IP packet carries this protocol. IPv6 extension headers aren't followed.
  boolean isIn(byte[] packet) {
    if (packet.length < 20) {
      return false;
    }
    int version = packet[0] >> 4 & 15;
    return (version == 4 && (packet[9] & 0xff) == v4) || (version == 6 && packet[6] == v6);
  }
}
