package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// TCP connections in the loop's epoll set. What can't be written at once waits in a buffer of the
/// connection.
final class EpollStreamPort implements StreamPort {
  private static final int READ_BYTES = 16 * 1024;
  private static final int ACCEPTS_PER_TURN = 16;
  private static final int NO_READINESS = 0;

  private final LibC libC;
  private final Epoll epoll;
  private final IoCounters counters;
  private final int firstToken;
  private final int listener;
  private final int port;
  private final int family;
  private final MemorySegment readBuffer;
  private final MemorySegment name;
  private final MemorySegment nameLength;
  private final @Nullable Connection[] connections = new @Nullable Connection[MAX_STREAMS];
  private final int[] free = new int[MAX_STREAMS];
  private int freeCount = MAX_STREAMS;
  private final int[] readyStreams = new int[Epoll.CAPACITY];
  private int readyCount;
  private final int[] dirty = new int[MAX_STREAMS];
  private int dirtyCount;
  private boolean acceptable;
  private int reserve;

  private static final class Connection {
    final int fd;
    final Backlog backlog = new Backlog(MAX_BACKLOG_BYTES);
    int readiness;
    boolean dirty;
    boolean waitsToWrite;

    Connection(int fd) {
      this.fd = fd;
    }
  }

  EpollStreamPort(
      LibC libC,
      Arena arena,
      Epoll epoll,
      int firstToken,
      LoopIo.Listen listen,
      IoCounters counters) {
    this.libC = libC;
    this.epoll = epoll;
    this.firstToken = firstToken;
    this.counters = counters;
    for (int i = 0; i < MAX_STREAMS; i++) {
      free[i] = MAX_STREAMS - 1 - i;
    }
    readBuffer = arena.allocate(READ_BYTES, 64);
    name = arena.allocate(Sockaddr.BYTES, 8);
    nameLength = arena.allocate(ValueLayout.JAVA_INT);
    if (listen.tcpPort() < 0) {
      listener = -1;
      port = -1;
      family = LibC.AF_INET6;
      return;
    }
    Sockets.Bound bound = Sockets.bind(libC, arena, listen.bind(), listen.tcpPort(), true);
    listener = bound.fd();
    port = bound.port();
    family = bound.family();
    epoll.add(listener, LibC.EPOLLIN, firstToken);
    reserve = libC.eventfd();
  }

  @Override
  public int port() {
    return port;
  }

  /// Notes what a wait found.
  void ready(int token, int readiness) {
    int stream = token - firstToken - 1;
    if (stream < 0) {
      acceptable = true;
      return;
    }
    Connection connection = connections[stream];
    if (connection != null) {
      connection.readiness = readiness;
      readyStreams[readyCount++] = stream;
    }
  }

  @Override
  public void serve(StreamHandler handler) {
    int count = readyCount;
    readyCount = 0;
    for (int i = 0; i < count; i++) {
      serve(readyStreams[i], handler);
    }
    if (acceptable) {
      acceptable = false;
      accept(handler);
    }
  }

  private void serve(int stream, StreamHandler handler) {
    Connection connection = connections[stream];
    if (connection == null || connection.readiness == NO_READINESS) {
      return;
    }
    int readiness = connection.readiness;
    connection.readiness = NO_READINESS;
    if ((readiness & LibC.EPOLLOUT) != 0 && !drain(stream, connection)) {
      end(stream, handler);
    } else if ((readiness & (LibC.EPOLLIN | LibC.EPOLLERR | LibC.EPOLLHUP)) != 0
        && !read(stream, connection, handler)) {
      end(stream, handler);
    }
  }

  private boolean read(int stream, Connection connection, StreamHandler handler) {
    int result = libC.recv(connection.fd, readBuffer.address(), READ_BYTES);
    if (result == -LibC.EAGAIN || result == -LibC.EINTR) {
      return true;
    }
    return result > 0 && handler.received(stream, readBuffer, 0, result);
  }

  private void accept(StreamHandler handler) {
    for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
      nameLength.set(ValueLayout.JAVA_INT, 0, Sockaddr.BYTES);
      int fd = libC.accept(listener, name.address(), nameLength.address());
      if (fd == -LibC.EMFILE || fd == -LibC.ENFILE) {
        refuseOne();
        return;
      }
      if (fd < 0) {
        return;
      }
      if (freeCount == 0 || !accept(fd, handler)) {
        counters.streamsRefused++;
        libC.close(fd);
      }
    }
  }

  /// No file descriptor is left. A connection that stayed in the queue would wake the loop again
  /// and again, so the one in reserve is given up for the moment it takes to refuse it.
  private void refuseOne() {
    libC.close(reserve);
    int fd = libC.accept(listener, name.address(), nameLength.address());
    if (fd >= 0) {
      libC.close(fd);
    }
    reserve = libC.eventfd();
    counters.streamsRefused++;
  }

  private boolean accept(int fd, StreamHandler handler) {
    long remoteHigh = Sockaddr.high(name, 0, family);
    long remoteLow = Sockaddr.low(name, 0, family);
    int remotePort = Sockaddr.port(name, 0);
    nameLength.set(ValueLayout.JAVA_INT, 0, Sockaddr.BYTES);
    if (libC.getsockname(fd, name.address(), nameLength.address()) < 0) {
      return false;
    }
    int stream = free[freeCount - 1];
    connections[stream] = new Connection(fd);
    long localHigh = Sockaddr.high(name, 0, family);
    long localLow = Sockaddr.low(name, 0, family);
    if (!handler.accepted(stream, remoteHigh, remoteLow, remotePort, localHigh, localLow)) {
      connections[stream] = null;
      return false;
    }
    freeCount--;
    libC.setOption(fd, LibC.IPPROTO_TCP, LibC.TCP_NODELAY, 1);
    epoll.add(fd, LibC.EPOLLIN, firstToken + 1 + stream);
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
    if (!connection.dirty) {
      connection.dirty = true;
      dirty[dirtyCount++] = stream;
    }
    return true;
  }

  @Override
  public void flush(StreamHandler handler) {
    int count = dirtyCount;
    dirtyCount = 0;
    for (int i = 0; i < count; i++) {
      Connection connection = connections[dirty[i]];
      if (connection == null || !connection.dirty) {
        continue;
      }
      connection.dirty = false;
      if (!connection.waitsToWrite && !drain(dirty[i], connection)) {
        end(dirty[i], handler);
      }
    }
  }

  private boolean drain(int stream, Connection connection) {
    Backlog backlog = connection.backlog;
    while (backlog.length() > 0) {
      int result = libC.send(connection.fd, backlog.address(), backlog.length());
      if (result >= 0) {
        backlog.consume(result);
      } else if (result == -LibC.EAGAIN) {
        break;
      } else if (result != -LibC.EINTR) {
        return false;
      }
    }
    boolean waits = backlog.length() > 0;
    if (waits != connection.waitsToWrite) {
      connection.waitsToWrite = waits;
      int interest = LibC.EPOLLIN | (waits ? LibC.EPOLLOUT : 0);
      epoll.modify(connection.fd, interest, firstToken + 1 + stream);
    }
    return true;
  }

  private void end(int stream, StreamHandler handler) {
    close(stream);
    handler.closed(stream);
  }

  @Override
  public void close(int stream) {
    Connection connection = connections[stream];
    if (connection != null) {
      connections[stream] = null;
      free[freeCount++] = stream;
      libC.close(connection.fd);
    }
  }

  void close() {
    for (int stream = 0; stream < MAX_STREAMS; stream++) {
      close(stream);
    }
    if (listener >= 0) {
      libC.close(reserve);
      libC.close(listener);
    }
  }
}
