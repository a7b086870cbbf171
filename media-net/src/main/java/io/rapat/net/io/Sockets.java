package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Opens bound sockets.
final class Sockets {
  private static final int BACKLOG = 128;

  private Sockets() {}

  /// A bound socket and what it became.
  ///
  /// @param family `AF_INET6` (which serves IPv4 in mapped form, too) or, on a machine without
  ///   IPv6, `AF_INET`
  record Bound(int fd, int family, int port) {}

  /// Opens and binds a socket that doesn't block.
  ///
  /// @param stream whether to listen for TCP connections, else UDP
  static Bound bind(LibC libC, Arena arena, IpAddress address, int port, boolean stream) {
    int type =
        (stream ? LibC.SOCK_STREAM : LibC.SOCK_DGRAM) | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC;
    int family = LibC.AF_INET6;
    int fd = libC.socket(family, type);
    if (fd < 0) {
      family = LibC.AF_INET;
      fd = libC.socket(family, type);
    } else {
      libC.setOption(fd, LibC.IPPROTO_IPV6, LibC.IPV6_V6ONLY, 0);
    }
    if (fd < 0) {
      throw new IoFailure("socket: errno " + -fd);
    }
    try {
      return bind(libC, arena, new Bound(fd, family, port), address, stream);
    } catch (IoFailure failure) {
      libC.close(fd);
      throw failure;
    }
  }

  private static Bound bind(
      LibC libC, Arena arena, Bound socket, IpAddress address, boolean stream) {
    int fd = socket.fd();
    int family = socket.family();
    if (stream) {
      // UDP goes without: two processes must not share the media port by accident.
      libC.setOption(fd, LibC.SOL_SOCKET, LibC.SO_REUSEADDR, 1);
    }
    MemorySegment name = arena.allocate(Sockaddr.BYTES, 8);
    Sockaddr.write(name, 0, family, address.high(), address.low(), socket.port());
    check("bind port " + socket.port(), libC.bind(fd, name.asSlice(0, Sockaddr.length(family))));
    if (stream) {
      check("listen", libC.listen(fd, BACKLOG));
    }
    MemorySegment length =
        arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_INT, Sockaddr.BYTES);
    check("getsockname", libC.getsockname(fd, name.address(), length.address()));
    return new Bound(fd, family, Sockaddr.port(name, 0));
  }

  private static void check(String what, int result) {
    if (result < 0) {
      throw new IoFailure(what + ": errno " + -result);
    }
  }
}
