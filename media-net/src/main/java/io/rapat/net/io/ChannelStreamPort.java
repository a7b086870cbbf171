package io.rapat.net.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// TCP connections as NIO channels.
final class ChannelStreamPort implements StreamPort {
  private static final int READ_BYTES = 16 * 1024;
  private static final int ACCEPTS_PER_TURN = 16;

  private final Selector selector;
  private final IoCounters counters;
  private final @Nullable ServerSocketChannel listener;
  private final MemorySegment readBuffer = Arena.ofAuto().allocate(READ_BYTES);
  private final @Nullable Connection[] connections = new @Nullable Connection[MAX_STREAMS];
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private final List<Connection> ready = new ArrayList<>();
  private boolean acceptable;

  private static final class Connection {
    final int stream;
    final SocketChannel channel;
    final Backlog backlog = new Backlog(MAX_BACKLOG_BYTES);
    final SelectionKey key;
    int readiness;

    Connection(int stream, SocketChannel channel, Selector selector) throws IOException {
      this.stream = stream;
      this.channel = channel;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }
  }

  ChannelStreamPort(Selector selector, LoopIo.Listen listen, IoCounters counters)
      throws IOException {
    this.selector = selector;
    this.counters = counters;
    for (int i = 0; i < MAX_STREAMS; i++) {
      free.add(i);
    }
    if (listen.tcpPort() < 0) {
      listener = null;
      return;
    }
    listener = ServerSocketChannel.open();
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    listener.bind(ChannelIo.socketAddress(listen.bind(), listen.tcpPort()));
  }

  @Override
  public int port() {
    return listener == null ? -1 : listener.socket().getLocalPort();
  }

  void ready(SelectionKey key) {
    if (key.channel().equals(listener)) {
      acceptable = true;
    } else if (key.isValid() && key.attachment() instanceof Connection connection) {
      connection.readiness = key.readyOps();
      ready.add(connection);
    }
  }

  @Override
  public void serve(StreamHandler handler) {
    for (Connection connection : ready) {
      if (connection.equals(connections[connection.stream]) && !serve(connection, handler)) {
        close(connection.stream);
        handler.closed(connection.stream);
      }
    }
    ready.clear();
    ServerSocketChannel server = listener;
    if (acceptable && server != null) {
      acceptable = false;
      for (int i = 0; i < ACCEPTS_PER_TURN && accept(server, handler); i++) {}
    }
  }

  private boolean serve(Connection connection, StreamHandler handler) {
    if ((connection.readiness & SelectionKey.OP_WRITE) != 0 && !drain(connection)) {
      return false;
    }
    if ((connection.readiness & SelectionKey.OP_READ) == 0) {
      return true;
    }
    try {
      int count = connection.channel.read(readBuffer.asByteBuffer());
      return count >= 0
          && (count == 0 || handler.received(connection.stream, readBuffer, 0, count));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean accept(ServerSocketChannel server, StreamHandler handler) {
    try {
      SocketChannel channel = server.accept();
      if (channel == null) {
        return false;
      }
      if (free.isEmpty() || !accept(channel, handler)) {
        counters.streamsRefused++;
        channel.close();
      }
      return true;
    } catch (IOException e) {
      counters.streamsRefused++;
      return false;
    }
  }

  private boolean accept(SocketChannel channel, StreamHandler handler) throws IOException {
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    IpAddress from = IpAddress.of(remote.getAddress());
    IpAddress to = IpAddress.of(local.getAddress());
    int stream = free.getFirst();
    if (!handler.accepted(stream, from.high(), from.low(), remote.getPort(), to.high(), to.low())) {
      return false;
    }
    free.removeFirst();
    connections[stream] = new Connection(stream, channel, selector);
    counters.streamsAccepted++;
    return true;
  }

  @Override
  public boolean write(int stream, MemorySegment from, long offset, int length) {
    Connection connection = connections[stream];
    if (connection == null || !connection.backlog.append(from, offset, length)) {
      counters.streamBufferFull++;
      return false;
    }
    return true;
  }

  @Override
  public void flush(StreamHandler handler) {
    for (Connection connection : connections) {
      if (connection != null && connection.backlog.length() > 0 && !drain(connection)) {
        close(connection.stream);
        handler.closed(connection.stream);
      }
    }
  }

  private static boolean drain(Connection connection) {
    try {
      ByteBuffer waiting = connection.backlog.segment().asByteBuffer();
      connection.backlog.consume(connection.channel.write(waiting));
      boolean waits = connection.backlog.length() > 0;
      connection.key.interestOps(
          waits ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close(int stream) {
    Connection connection = connections[stream];
    if (connection == null) {
      return;
    }
    connections[stream] = null;
    free.addLast(stream);
    try {
      connection.channel.close();
    } catch (IOException e) {
      counters.streamsRefused++;
    }
  }
}
