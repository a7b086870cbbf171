package io.rapat.net.io;

import java.util.List;

/// Everything one event loop does with the operating system.
public interface LoopIo extends AutoCloseable {

  DatagramPort datagrams();

  StreamPort streams();

  IoCounters counters();

  /// Waits until something can be read or written, [#wake()] was called, or the time is over.
  ///
  /// @return whether datagrams can be read
  boolean await(long timeoutNanos);

  /// Ends the current or the next wait. Thread-safe.
  void wake();

  @Override
  void close();

  /// Which adapter to use.
  enum Adapter {
    /// System calls where they are known, else channels.
    AUTO,
    /// System calls of Linux.
    NATIVE,
    /// `java.nio` channels.
    CHANNELS
  }

  /// Where to listen.
  ///
  /// @param bind the address to bind; [IpAddress#ANY] for all
  /// @param locals the addresses this machine is reached at. The channel adapter can't tell which
  ///   address a datagram came to, so it opens one socket for each of these when `bind` is any.
  /// @param udpPort 0 for a free one
  /// @param tcpPort 0 for a free one, -1 for no listener
  /// @param segmentation whether `UDP_SEGMENT` and `UDP_GRO` are used when there
  record Listen(
      IpAddress bind,
      List<IpAddress> locals,
      int udpPort,
      int tcpPort,
      boolean segmentation,
      Adapter adapter) {
    public Listen {
      locals = List.copyOf(locals);
    }
  }

  /// Opens the sockets.
  ///
  /// @throws IoFailure when an address or port can't be bound
  static LoopIo open(Listen listen) {
    return switch (listen.adapter()) {
      case NATIVE -> EpollIo.open(listen);
      case CHANNELS -> ChannelIo.open(listen);
      case AUTO -> LibC.usable() ? EpollIo.open(listen) : ChannelIo.open(listen);
    };
  }
}
