package io.rapat.net;

import io.rapat.net.io.IoFailure;
import io.rapat.net.io.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The addresses under which others may reach this machine.
final class LocalAddresses {
  private LocalAddresses() {}

  /// What to tell clients: the configured addresses, else the bound one, else what the interfaces
  /// have (IPv4 first), else loopback.
  static List<IpAddress> advertised(MediaConfig config) {
    if (!config.advertisedAddresses().isEmpty()) {
      return config.advertisedAddresses().stream().map(IpAddress::parse).toList();
    }
    IpAddress bound = IpAddress.parse(config.bindAddress());
    return bound.isAny() ? found() : List.of(bound);
  }

  /// The addresses of all interfaces that are up; loopback only when there is nothing else.
  static List<IpAddress> found() {
    List<IpAddress> v4 = new ArrayList<>();
    List<IpAddress> v6 = new ArrayList<>();
    try {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        if (network.isUp() && !network.isLoopback()) {
          network
              .inetAddresses()
              .filter(LocalAddresses::isUsable)
              .map(IpAddress::of)
              .forEach(a -> (IpAddress.isV4(a.high(), a.low()) ? v4 : v6).add(a));
        }
      }
    } catch (SocketException e) {
      throw new IoFailure("network interfaces can't be listed", e);
    }
    v4.addAll(v6);
    return v4.isEmpty() ? List.of(IpAddress.parse("127.0.0.1")) : v4;
  }

  private static boolean isUsable(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && !address.isAnyLocalAddress();
  }
}
