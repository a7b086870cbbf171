package io.rapat.testkit.link;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few system calls of the emulator. Each method returns what the call returns, negative for an
/// error whose number is in [#errno()]. Owned by one thread.
final class LinuxCalls {
  static final int EAGAIN = 11;
  static final int EINTR = 4;

  private static final int O_RDWR_NONBLOCK = 0x802;
  private static final long TUNSETIFF = 0x400454caL;
  private static final short IFF_TUN_NO_PI = 0x1001;
  private static final int IFREQ_BYTES = 40;
  private static final int IFREQ_FLAGS = 16;
  private static final int IFNAME_MAX = 15;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(java.lang.foreign.MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN = variadic("open", JAVA_INT, 2, ADDRESS, JAVA_INT);
  private static final MethodHandle IOCTL =
      variadic("ioctl", JAVA_INT, 2, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle PPOLL =
      call("ppoll", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle GETEUID = call("geteuid", JAVA_INT);

  private final MemorySegment capture;

  LinuxCalls(Arena arena) {
    capture = arena.allocate(CAPTURE);
  }

  private static MethodHandle call(String name, ValueLayout result, ValueLayout... arguments) {
    return handle(name, result, arguments, Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(
      String name, ValueLayout result, int fixed, ValueLayout... arguments) {
    return handle(
        name,
        result,
        arguments,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }

  private static MethodHandle handle(
      String name, ValueLayout result, ValueLayout[] arguments, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        options);
  }

  int errno() {
    return (int) ERRNO.get(capture, 0L);
  }

  int effectiveUser() {
    try {
      return (int) GETEUID.invokeExact(capture);
    } catch (Throwable e) {
      throw broken("geteuid", e);
    }
  }

  /// Creates a TUN device that carries bare IP packets, not blocking.
  ///
  /// @return its descriptor; the device lives as long as that is open
  int openTun(String name) {
    if (name.length() > IFNAME_MAX) {
      throw new IllegalArgumentException("device name too long: " + name);
    }
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) OPEN.invokeExact(capture, arena.allocateFrom("/dev/net/tun"), O_RDWR_NONBLOCK);
      if (fd < 0) {
        return fd;
      }
      MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
      request.setString(0, name);
      request.set(JAVA_SHORT, IFREQ_FLAGS, IFF_TUN_NO_PI);
      int result = (int) IOCTL.invokeExact(capture, fd, TUNSETIFF, request);
      return result < 0 ? result : fd;
    } catch (Throwable e) {
      throw broken("open tun", e);
    }
  }

  long read(int fd, MemorySegment buffer) {
    try {
      return (long) READ.invokeExact(capture, fd, buffer, buffer.byteSize());
    } catch (Throwable e) {
      throw broken("read", e);
    }
  }

  /// @param length within the buffer
  long write(int fd, MemorySegment buffer, long length) {
    try {
      return (long) WRITE.invokeExact(capture, fd, buffer.asSlice(0, length), length);
    } catch (Throwable e) {
      throw broken("write", e);
    }
  }

  /// @param descriptors an array of `struct pollfd`
  /// @param timeout a `struct timespec`
  int poll(MemorySegment descriptors, long count, MemorySegment timeout) {
    try {
      return (int) PPOLL.invokeExact(capture, descriptors, count, timeout, MemorySegment.NULL);
    } catch (Throwable e) {
      throw broken("ppoll", e);
    }
  }

  private static IllegalStateException broken(String call, Throwable e) {
    return new IllegalStateException("call of " + call, e);
  }
}
