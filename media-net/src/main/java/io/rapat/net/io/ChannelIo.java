package io.rapat.net.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/// The sockets of a loop as NIO channels, for systems whose calls aren't known. It allocates an
/// address for each datagram, which the native adapter doesn't.
final class ChannelIo implements LoopIo {
  private final Selector selector;
  private final IoCounters counters = new IoCounters();
  private final ChannelDatagramPort datagrams;
  private final ChannelStreamPort streams;

  private ChannelIo(Listen listen) throws IOException {
    selector = Selector.open();
    try {
      datagrams = new ChannelDatagramPort(selector, addresses(listen), listen.udpPort(), counters);
      streams = new ChannelStreamPort(selector, listen, counters);
    } catch (IOException e) {
      closeAll();
      throw e;
    }
  }

  static ChannelIo open(Listen listen) {
    try {
      return new ChannelIo(listen);
    } catch (IOException e) {
      throw new IoFailure("sockets can't be opened: " + e.getMessage(), e);
    }
  }

  private static List<IpAddress> addresses(Listen listen) {
    return listen.bind().isAny() && !listen.locals().isEmpty()
        ? listen.locals()
        : List.of(listen.bind());
  }

  static InetSocketAddress socketAddress(IpAddress address, int port) {
    InetAddress host = address.isAny() ? null : address.toInetAddress();
    return new InetSocketAddress(host, port);
  }

  @Override
  public DatagramPort datagrams() {
    return datagrams;
  }

  @Override
  public StreamPort streams() {
    return streams;
  }

  @Override
  public IoCounters counters() {
    return counters;
  }

  @Override
  public boolean await(long timeoutNanos) {
    try {
      long millis = (timeoutNanos + 999_999) / 1_000_000;
      if (millis <= 0) {
        selector.selectNow();
      } else {
        selector.select(millis);
      }
    } catch (IOException e) {
      throw new IoFailure("select failed", e);
    }
    boolean readable = false;
    for (SelectionKey key : selector.selectedKeys()) {
      readable |= key.attachment() instanceof ChannelDatagramPort.Local;
      streams.ready(key);
    }
    selector.selectedKeys().clear();
    return readable;
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      closeAll();
    } catch (IOException e) {
      throw new IoFailure("sockets can't be closed", e);
    }
  }

  private void closeAll() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
