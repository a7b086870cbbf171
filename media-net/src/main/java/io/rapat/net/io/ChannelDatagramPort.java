package io.rapat.net.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// UDP through one channel for each local address.
final class ChannelDatagramPort implements DatagramPort {
  private static final int BUFFER_BYTES = 4 << 20;

  private final IoCounters counters;
  private final List<Local> locals = new ArrayList<>();
  private final int port;

  /// A channel and the address it is bound to.
  record Local(DatagramChannel channel, IpAddress address) {}

  ChannelDatagramPort(
      Selector selector, List<IpAddress> addresses, int wantedPort, IoCounters counters)
      throws IOException {
    this.counters = counters;
    int bound = wantedPort;
    for (IpAddress address : addresses) {
      DatagramChannel channel = DatagramChannel.open();
      Local local = new Local(channel, address);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, local);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
      channel.bind(ChannelIo.socketAddress(address, bound));
      bound = channel.socket().getLocalPort();
      locals.add(local);
    }
    port = bound;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean segments() {
    return false;
  }

  @Override
  public int receiveBufferBytes() {
    return option(StandardSocketOptions.SO_RCVBUF);
  }

  @Override
  public int sendBufferBytes() {
    return option(StandardSocketOptions.SO_SNDBUF);
  }

  private int option(java.net.SocketOption<Integer> option) {
    try {
      return locals.getFirst().channel().getOption(option);
    } catch (IOException e) {
      throw new IoFailure("socket option can't be read", e);
    }
  }

  @Override
  public int receive(ReceiveBatch into) {
    int count = 0;
    for (Local local : locals) {
      while (count < ReceiveBatch.CAPACITY && receive(local, into, count)) {
        count++;
      }
    }
    counters.receiveCalls++;
    return count;
  }

  private boolean receive(Local local, ReceiveBatch into, int index) {
    ByteBuffer buffer =
        into.memory.asSlice(into.offset(index), ReceiveBatch.MESSAGE_BYTES).asByteBuffer();
    try {
      if (!(local.channel().receive(buffer) instanceof InetSocketAddress sender)) {
        return false;
      }
      IpAddress remote = IpAddress.of(sender.getAddress());
      into.lengths[index] = buffer.position();
      into.segmentSizes[index] = Math.max(buffer.position(), 1);
      into.remoteHigh[index] = remote.high();
      into.remoteLow[index] = remote.low();
      into.remotePort[index] = sender.getPort();
      into.localHigh[index] = local.address().high();
      into.localLow[index] = local.address().low();
      return true;
    } catch (IOException e) {
      counters.receiveErrors++;
      return false;
    }
  }

  @Override
  public void send(SendBatch batch) {
    for (int place = 0; place < batch.groups(); place++) {
      int group = batch.dueGroup(place);
      if (group >= 0 && batch.datagrams[group] > 0) {
        send(batch, group);
      }
    }
    batch.removeDue();
  }

  private void send(SendBatch batch, int group) {
    IpAddress remote = new IpAddress(batch.remoteHigh[group], batch.remoteLow[group]);
    InetSocketAddress target =
        new InetSocketAddress(remote.toInetAddress(), batch.remotePort[group]);
    DatagramChannel channel = channel(batch.localHigh[group], batch.localLow[group]);
    int size = batch.datagramBytes[group];
    for (int at = 0; at < batch.bytes[group]; at += size) {
      int length = Math.min(size, batch.bytes[group] - at);
      long offset = batch.groupOffset(group) + at;
      counters.sendCalls++;
      try {
        ByteBuffer bytes = batch.groupSegment(group).asSlice(offset, length).asByteBuffer();
        if (channel.send(bytes, target) == length) {
          counters.messagesSent++;
          counters.datagramsSent++;
          counters.bytesSent += length;
        } else {
          counters.sendBufferFull++;
        }
      } catch (IOException e) {
        counters.sendRefused++;
      }
    }
  }

  private DatagramChannel channel(long localHigh, long localLow) {
    for (Local local : locals) {
      if (local.address().high() == localHigh && local.address().low() == localLow) {
        return local.channel();
      }
    }
    return locals.getFirst().channel();
  }
}
