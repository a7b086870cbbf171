package io.rapat.net;

import io.rapat.net.io.IoFailure;
import io.rapat.net.io.IpAddress;
import io.rapat.net.io.LoopIo;
import java.util.List;
import java.util.Optional;

/// Facts about this machine that decide how well the media path runs here.
public final class MediaDoctor {
  private MediaDoctor() {}

  /// What a UDP socket of this machine is given.
  ///
  /// @param segmentation whether the kernel splits groups of datagrams (`UDP_SEGMENT`): without it
  ///   sending video costs two to four times the CPU
  /// @param receiveBufferBytes what was granted of the 4 MiB that are asked for; Linux tells twice
  ///   the usable size. Raise `net.core.rmem_max` when it is less
  /// @param sendBufferBytes the same for sending, `net.core.wmem_max`
  public record Sockets(boolean segmentation, int receiveBufferBytes, int sendBufferBytes) {}

  /// Opens a socket on a free port to see what it is given.
  public static Sockets sockets(MediaConfig config) {
    try (LoopIo io = open(config, 0, -1)) {
      return new Sockets(
          io.datagrams().segments(),
          io.datagrams().receiveBufferBytes(),
          io.datagrams().sendBufferBytes());
    }
  }

  /// Why the configured ports can't be bound, or empty when all can.
  public static Optional<String> portProblem(MediaConfig config) {
    for (int i = 0; i < config.loops(); i++) {
      int udp = config.udpPort() == 0 ? 0 : config.udpPort() + i;
      int tcp = config.tcpPort() <= 0 ? config.tcpPort() : config.tcpPort() + i;
      try (LoopIo io = open(config, udp, tcp)) {
        if (io.datagrams().port() <= 0) {
          return Optional.of("udp port " + udp + " has no number");
        }
      } catch (IoFailure failure) {
        return Optional.of(String.valueOf(failure.getMessage()));
      }
    }
    return Optional.empty();
  }

  /// The addresses that clients will be told, in order.
  public static List<String> advertisedAddresses(MediaConfig config) {
    return LocalAddresses.advertised(config).stream().map(IpAddress::toString).toList();
  }

  private static LoopIo open(MediaConfig config, int udpPort, int tcpPort) {
    return LoopIo.open(
        new LoopIo.Listen(
            IpAddress.parse(config.bindAddress()),
            LocalAddresses.advertised(config),
            udpPort,
            tcpPort,
            config.segmentation(),
            config.sockets()));
  }
}
