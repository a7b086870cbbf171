package io.rapat.net.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// The system calls of Linux that the sockets need. A call returns what the system returns, or
/// minus errno. Pointers are raw addresses: each caller passes only memory that it owns and whose
/// bounds it has checked.
///
/// Hot path. None of these is a critical call, for each can take longer than a safepoint may wait.
final class LibC {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_ERROR = 4;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int IPPROTO_IP = 0;
  static final int IP_PKTINFO = 8;
  static final int IPPROTO_TCP = 6;
  static final int TCP_NODELAY = 1;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int IPV6_RECVPKTINFO = 49;
  static final int IPV6_PKTINFO = 50;
  static final int SOL_UDP = 17;
  static final int UDP_SEGMENT = 103;
  static final int UDP_GRO = 104;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;
  static final int EPOLLERR = 8;
  static final int EPOLLHUP = 16;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;
  static final int EFD_NONBLOCK = 0x800;
  static final int EFD_CLOEXEC = 0x80000;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = link("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = link("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle LISTEN = link("listen", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle ACCEPT4 =
      link("accept4", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      link("getsockname", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SETSOCKOPT =
      link("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      link("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle RECVMMSG =
      link("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle PLAIN_RECVMMSG =
      plain("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle SENDMMSG =
      link("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PLAIN_SENDMMSG =
      plain("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle RECV =
      link("recv", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle PLAIN_RECV =
      plain("recv", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SEND =
      link("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle PLAIN_SEND =
      plain("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ = link("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PLAIN_READ =
      plain("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle WRITE =
      link("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CLOSE = link("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = link("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      link("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle EPOLL_WAIT =
      link("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PLAIN_EPOLL_WAIT =
      plain("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

  /// Where this caller's errno lands; one object per thread that calls.
  private final MemorySegment state;

  LibC(Arena arena) {
    state = arena.allocate(STATE);
  }

  /// Whether this system is a Linux whose structures have the layout used here.
  static boolean usable() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        && ADDRESS.byteSize() == 8
        && java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
  }

  private static MethodHandle link(String name, ValueLayout result, ValueLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /// A handle without errno. Capturing it makes a memory segment for each call, which only the last
  /// stage of compilation removes; so a call is made without, and made again with it when it
  /// failed.
  private static MethodHandle plain(String name, ValueLayout result, ValueLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private int outcome(int result) {
    return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
  }

  private int outcome(long result) {
    return result >= 0 ? (int) result : -state.get(JAVA_INT, ERRNO);
  }

  private static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a system call threw", thrown);
  }

  int socket(int family, int type) {
    try {
      return outcome((int) SOCKET.invokeExact(state, family, type, 0));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int bind(int fd, MemorySegment address) {
    try {
      return outcome(
          (int) BIND.invokeExact(state, fd, address.address(), (int) address.byteSize()));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int listen(int fd, int backlog) {
    try {
      return outcome((int) LISTEN.invokeExact(state, fd, backlog));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int accept(int fd, long address, long length) {
    try {
      int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
      return outcome((int) ACCEPT4.invokeExact(state, fd, address, length, flags));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int getsockname(int fd, long address, long length) {
    try {
      return outcome((int) GETSOCKNAME.invokeExact(state, fd, address, length));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int setOption(int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      long pointer = arena.allocateFrom(JAVA_INT, value).address();
      return outcome((int) SETSOCKOPT.invokeExact(state, fd, level, option, pointer, 4));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int getOption(int fd, int level, int option) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      long length = arena.allocateFrom(JAVA_INT, 4).address();
      int result =
          outcome((int) GETSOCKOPT.invokeExact(state, fd, level, option, value.address(), length));
      return result < 0 ? result : value.get(JAVA_INT, 0);
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int recvmmsg(int fd, long messages, int count) {
    try {
      int result = (int) PLAIN_RECVMMSG.invokeExact(fd, messages, count, MSG_DONTWAIT, 0L);
      if (result >= 0) {
        return result;
      }
      return outcome((int) RECVMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT, 0L));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int sendmmsg(int fd, long messages, int count) {
    try {
      int result = (int) PLAIN_SENDMMSG.invokeExact(fd, messages, count, MSG_DONTWAIT);
      if (result >= 0) {
        return result;
      }
      return outcome((int) SENDMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int recv(int fd, long buffer, long length) {
    try {
      long result = (long) PLAIN_RECV.invokeExact(fd, buffer, length, MSG_DONTWAIT);
      if (result >= 0) {
        return (int) result;
      }
      return outcome((long) RECV.invokeExact(state, fd, buffer, length, MSG_DONTWAIT));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int send(int fd, long buffer, long length) {
    try {
      int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
      long result = (long) PLAIN_SEND.invokeExact(fd, buffer, length, flags);
      if (result >= 0) {
        return (int) result;
      }
      return outcome((long) SEND.invokeExact(state, fd, buffer, length, flags));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int read(int fd, long buffer, long length) {
    try {
      long result = (long) PLAIN_READ.invokeExact(fd, buffer, length);
      if (result >= 0) {
        return (int) result;
      }
      return outcome((long) READ.invokeExact(state, fd, buffer, length));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int write(int fd, long buffer, long length) {
    try {
      return outcome((long) WRITE.invokeExact(state, fd, buffer, length));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int close(int fd) {
    try {
      return outcome((int) CLOSE.invokeExact(state, fd));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int eventfd() {
    try {
      return outcome((int) EVENTFD.invokeExact(state, 0, EFD_NONBLOCK | EFD_CLOEXEC));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int epollCreate() {
    try {
      return outcome((int) EPOLL_CREATE1.invokeExact(state, EFD_CLOEXEC));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int epollControl(int epoll, int operation, int fd, long event) {
    try {
      return outcome((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  int epollWait(int epoll, long events, int count, int timeoutMillis) {
    try {
      int result = (int) PLAIN_EPOLL_WAIT.invokeExact(epoll, events, count, timeoutMillis);
      if (result >= 0) {
        return result;
      }
      return outcome((int) EPOLL_WAIT.invokeExact(state, epoll, events, count, timeoutMillis));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }
}
