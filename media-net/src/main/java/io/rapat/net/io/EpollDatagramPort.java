package io.rapat.net.io;

import java.lang.foreign.Arena;

/// UDP through `recvmmsg` and `sendmmsg`, joined by `UDP_GRO` and split by `UDP_SEGMENT` in the
/// kernel. The address a datagram came to is read from its control data and set on what is sent, so
/// that a wildcard socket answers from the address that was asked.
///
/// Hot path.
final class EpollDatagramPort implements DatagramPort {
  private static final int SEND_CAPACITY = 128;
  private static final int ENOBUFS = 105;
  private static final int BUFFER_BYTES = 4 << 20;

  private final LibC libC;
  private final IoCounters counters;
  private final int fd;
  private final int family;
  private final int port;
  private final MessageVector received;
  private final MessageVector outgoing;
  private final MessageVector single;
  private final int[] entryGroup = new int[SEND_CAPACITY];
  private int entries;
  private boolean segments;
  private boolean receiveBatchKnown;

  EpollDatagramPort(LibC libC, Arena arena, LoopIo.Listen listen, IoCounters counters) {
    this.libC = libC;
    this.counters = counters;
    Sockets.Bound bound = Sockets.bind(libC, arena, listen.bind(), listen.udpPort(), false);
    fd = bound.fd();
    family = bound.family();
    port = bound.port();
    libC.setOption(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUF, BUFFER_BYTES);
    libC.setOption(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUF, BUFFER_BYTES);
    int asked =
        family == LibC.AF_INET
            ? libC.setOption(fd, LibC.IPPROTO_IP, LibC.IP_PKTINFO, 1)
            : libC.setOption(fd, LibC.IPPROTO_IPV6, LibC.IPV6_RECVPKTINFO, 1);
    if (asked < 0) {
      libC.close(fd);
      throw new IoFailure("local addresses of datagrams are not told: errno " + -asked);
    }
    segments = listen.segmentation() && libC.setOption(fd, LibC.SOL_UDP, LibC.UDP_SEGMENT, 0) >= 0;
    if (listen.segmentation()) {
      libC.setOption(fd, LibC.SOL_UDP, LibC.UDP_GRO, 1);
    }
    received = new MessageVector(arena, ReceiveBatch.CAPACITY, family);
    outgoing = new MessageVector(arena, SEND_CAPACITY, family);
    single = new MessageVector(arena, 1, family);
  }

  int fd() {
    return fd;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean segments() {
    return segments;
  }

  @Override
  public int receiveBufferBytes() {
    return libC.getOption(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUF);
  }

  @Override
  public int sendBufferBytes() {
    return libC.getOption(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUF);
  }

  @Override
  public int receive(ReceiveBatch into) {
    if (!receiveBatchKnown) {
      for (int i = 0; i < ReceiveBatch.CAPACITY; i++) {
        received.setBuffer(i, into.memory.address() + into.offset(i), ReceiveBatch.MESSAGE_BYTES);
      }
      receiveBatchKnown = true;
    }
    received.prepareToReceive();
    int count = libC.recvmmsg(fd, received.address(0), ReceiveBatch.CAPACITY);
    counters.receiveCalls++;
    if (count < 0) {
      if (count != -LibC.EAGAIN && count != -LibC.EINTR) {
        counters.receiveErrors++;
      }
      return 0;
    }
    for (int i = 0; i < count; i++) {
      received.readReceived(i, into);
    }
    return count;
  }

  @Override
  public void send(SendBatch batch) {
    entries = 0;
    int groups = batch.dueGroups() == 0 ? 0 : batch.groups();
    for (int place = 0; place < groups; place++) {
      int group = batch.dueGroup(place);
      if (group < 0 || batch.datagrams[group] == 0) {
        continue;
      }
      if (segments || batch.datagrams[group] == 1) {
        int size = batch.datagrams[group] == 1 ? 0 : batch.datagramBytes[group];
        outgoing.setMessage(
            entries, batch, group, batch.groupAddress(group), batch.bytes[group], size);
        entryGroup[entries++] = group;
        if (entries == SEND_CAPACITY) {
          sendEntries(batch);
        }
      } else {
        sendEntries(batch);
        sendSingly(batch, group);
      }
    }
    sendEntries(batch);
    batch.removeDue();
  }

  private void sendEntries(SendBatch batch) {
    int done = 0;
    while (done < entries) {
      counters.sendCalls++;
      int result = libC.sendmmsg(fd, outgoing.address(done), entries - done);
      if (result > 0) {
        for (int i = done; i < done + result; i++) {
          countSent(batch.datagrams[entryGroup[i]], batch.bytes[entryGroup[i]]);
        }
        done += result;
      } else if (result != -LibC.EINTR) {
        refused(batch, entryGroup[done], -result);
        done++;
      }
    }
    entries = 0;
  }

  private void refused(SendBatch batch, int group, int errno) {
    int count = batch.datagrams[group];
    boolean segmented = count > 1;
    if (segmented && (errno == LibC.EIO || errno == LibC.EINVAL)) {
      // EIO: the device has no checksum offload, which stays so. EINVAL: these datagrams are larger
      // than this path's MTU, which says nothing about the next group.
      segments &= errno != LibC.EIO;
      counters.segmentationRefused++;
      sendSingly(batch, group);
    } else {
      countDropped(count, errno);
    }
  }

  private void sendSingly(SendBatch batch, int group) {
    int left = batch.bytes[group];
    long address = batch.groupAddress(group);
    while (left > 0) {
      int length = Math.min(left, batch.datagramBytes[group]);
      single.setMessage(0, batch, group, address, length, 0);
      counters.sendCalls++;
      int result = libC.sendmmsg(fd, single.address(0), 1);
      if (result > 0) {
        countSent(1, length);
      } else if (result == -LibC.EINTR) {
        continue;
      } else {
        countDropped(1, -result);
      }
      address += length;
      left -= length;
    }
  }

  private void countSent(int datagrams, int bytes) {
    counters.messagesSent++;
    counters.datagramsSent += datagrams;
    counters.bytesSent += bytes;
  }

  private void countDropped(int datagrams, int errno) {
    if (errno == LibC.EAGAIN || errno == ENOBUFS) {
      counters.sendBufferFull += datagrams;
    } else {
      counters.sendRefused += datagrams;
    }
  }

  void close() {
    libC.close(fd);
  }

  /// Whether this system's UDP sockets can split groups, asked without opening a loop.
  static boolean segmentationKnown() {
    try (Arena arena = Arena.ofConfined()) {
      LibC libC = new LibC(arena);
      int fd = libC.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC);
      if (fd < 0) {
        return false;
      }
      boolean known = libC.setOption(fd, LibC.SOL_UDP, LibC.UDP_SEGMENT, 0) >= 0;
      libC.close(fd);
      return known;
    }
  }
}
