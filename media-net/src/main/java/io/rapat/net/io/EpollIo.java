package io.rapat.net.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/// The sockets of a loop on Linux: one epoll set with a wake-up counter, a UDP socket, and TCP.
final class EpollIo implements LoopIo {
  private static final int WAKE_TOKEN = 0;
  private static final int DATAGRAM_TOKEN = 1;
  private static final int STREAM_TOKEN = 2;

  private final Arena arena = Arena.ofShared();
  private final LibC libC = new LibC(arena);
  private final LibC wakerLibC = new LibC(arena);
  private final IoCounters counters = new IoCounters();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Epoll epoll;
  private final int eventfd;
  private final MemorySegment one;
  private final MemorySegment drained;
  private final EpollDatagramPort datagrams;
  private final EpollStreamPort streams;
  private boolean closed;

  private EpollIo(Listen listen) {
    epoll = new Epoll(libC, arena);
    eventfd = libC.eventfd();
    one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
    drained = arena.allocate(ValueLayout.JAVA_LONG);
    try {
      epoll.add(eventfd, LibC.EPOLLIN, WAKE_TOKEN);
      datagrams = new EpollDatagramPort(libC, arena, listen, counters);
      epoll.add(datagrams.fd(), LibC.EPOLLIN, DATAGRAM_TOKEN);
    } catch (IoFailure failure) {
      closeBase();
      throw failure;
    }
    try {
      streams = new EpollStreamPort(libC, arena, epoll, STREAM_TOKEN, listen, counters);
    } catch (IoFailure failure) {
      datagrams.close();
      closeBase();
      throw failure;
    }
  }

  static EpollIo open(Listen listen) {
    return new EpollIo(listen);
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
    // Rounded up: waking before a deadline would only wait again.
    int millis = (int) Math.min((Math.max(timeoutNanos, 0) + 999_999) / 1_000_000, 60_000);
    int found = epoll.await(millis);
    boolean readable = false;
    for (int i = 0; i < found; i++) {
      int token = epoll.token(i);
      if (token == WAKE_TOKEN) {
        libC.read(eventfd, drained.address(), 8);
        woken.set(false);
      } else if (token == DATAGRAM_TOKEN) {
        readable = true;
      } else {
        streams.ready(token, epoll.readiness(i));
      }
    }
    return readable;
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      synchronized (one) {
        if (!closed) {
          wakerLibC.write(eventfd, one.address(), 8);
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (one) {
      if (closed) {
        return;
      }
      closed = true;
    }
    streams.close();
    datagrams.close();
    closeBase();
  }

  private void closeBase() {
    libC.close(eventfd);
    epoll.close();
    arena.close();
  }
}
