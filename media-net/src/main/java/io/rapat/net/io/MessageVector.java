package io.rapat.net.io;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The array of message headers that `recvmmsg` and `sendmmsg` work on, each with one buffer, one
/// address and control data.
///
/// Hot path.
///
/// ```
/// mmsghdr 64  name 0 | namelen u32 8 | iov 16 | iovlen 24 | control 32 | controllen 40 | flags 48 | len u32 56
/// iovec   16  base 0 | len 8
/// cmsghdr 16  len u64 0 | level u32 8 | type u32 12 | data 16, padded to 8
/// ```
final class MessageVector {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int HEADER_BYTES = 64;
  private static final int IOVEC_BYTES = 16;
  private static final int NAME_BYTES = 32;
  private static final int CONTROL_BYTES = 128;
  private static final int CMSG_HEADER_BYTES = 16;

  private final int family;
  private final int count;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment control;

  MessageVector(Arena arena, int count, int family) {
    this.family = family;
    this.count = count;
    headers = arena.allocate((long) HEADER_BYTES * count, 64);
    vectors = arena.allocate((long) IOVEC_BYTES * count, 64);
    names = arena.allocate((long) NAME_BYTES * count, 64);
    control = arena.allocate((long) CONTROL_BYTES * count, 64);
    for (int i = 0; i < count; i++) {
      long at = (long) i * HEADER_BYTES;
      headers.set(LONG, at, names.address() + (long) i * NAME_BYTES);
      headers.set(INT, at + 8, Sockaddr.length(family));
      headers.set(LONG, at + 16, vectors.address() + (long) i * IOVEC_BYTES);
      headers.set(LONG, at + 24, 1);
      headers.set(LONG, at + 32, control.address() + (long) i * CONTROL_BYTES);
    }
  }

  long address(int index) {
    return headers.address() + (long) index * HEADER_BYTES;
  }

  void setBuffer(int index, long address, int length) {
    vectors.set(LONG, (long) index * IOVEC_BYTES, address);
    vectors.set(LONG, (long) index * IOVEC_BYTES + 8, length);
  }

  /// Resets what the kernel overwrote with the last receive.
  void prepareToReceive() {
    for (int i = 0; i < count; i++) {
      long at = (long) i * HEADER_BYTES;
      headers.set(INT, at + 8, Sockaddr.length(family));
      headers.set(LONG, at + 40, CONTROL_BYTES);
      headers.set(INT, at + 48, 0);
    }
  }

  /// Copies address, length and control data of a received message to the batch. A message that was
  /// cut off has length 0.
  void readReceived(int index, ReceiveBatch into) {
    long at = (long) index * HEADER_BYTES;
    long name = (long) index * NAME_BYTES;
    boolean cut = (headers.get(INT, at + 48) & LibC.MSG_TRUNC) != 0;
    int length = cut ? 0 : headers.get(INT, at + 56);
    into.lengths[index] = length;
    into.segmentSizes[index] = Math.max(length, 1);
    into.remoteHigh[index] = Sockaddr.high(names, name, family);
    into.remoteLow[index] = Sockaddr.low(names, name, family);
    into.remotePort[index] = Sockaddr.port(names, name);
    into.localHigh[index] = 0;
    into.localLow[index] = 0;
    readControl(index, headers.get(LONG, at + 40), into);
  }

  private void readControl(int index, long length, ReceiveBatch into) {
    long at = (long) index * CONTROL_BYTES;
    long end = at + Math.min(length, CONTROL_BYTES);
    while (at + CMSG_HEADER_BYTES <= end) {
      long bytes = control.get(LONG, at);
      if (bytes < CMSG_HEADER_BYTES || bytes > end - at) {
        return;
      }
      readControlMessage(index, at, bytes - CMSG_HEADER_BYTES, into);
      at += (bytes + 7) & ~7L;
    }
  }

  private void readControlMessage(int index, long at, long bytes, ReceiveBatch into) {
    int level = control.get(INT, at + 8);
    int type = control.get(INT, at + 12);
    long data = at + CMSG_HEADER_BYTES;
    if (level == LibC.SOL_UDP && type == LibC.UDP_GRO && bytes >= 4) {
      into.segmentSizes[index] = Math.max(control.get(INT, data), 1);
    } else if (level == LibC.IPPROTO_IPV6 && type == LibC.IPV6_PKTINFO && bytes >= 20) {
      into.localHigh[index] = Bytes.i64(control, data);
      into.localLow[index] = Bytes.i64(control, data + 8);
    } else if (level == LibC.IPPROTO_IP && type == LibC.IP_PKTINFO && bytes >= 12) {
      // in_pktinfo: ifindex, the local address to answer from, the header's destination.
      into.localLow[index] = IpAddress.mapped(Bytes.i32(control, data + 4));
    }
  }

  /// Fills a message to send.
  ///
  /// @param segmentSize size of each datagram in it, or 0 when it is one
  void setMessage(
      int index, SendBatch batch, int group, long address, int length, int segmentSize) {
    setBuffer(index, address, length);
    Sockaddr.write(
        names,
        (long) index * NAME_BYTES,
        family,
        batch.remoteHigh[group],
        batch.remoteLow[group],
        batch.remotePort[group]);
    long start = (long) index * CONTROL_BYTES;
    long at = start;
    if ((batch.localHigh[group] | batch.localLow[group]) != 0) {
      at = putLocalAddress(at, batch.localHigh[group], batch.localLow[group]);
    }
    if (segmentSize > 0) {
      putControl(at, 2, LibC.SOL_UDP, LibC.UDP_SEGMENT);
      control.set(ValueLayout.JAVA_SHORT_UNALIGNED, at + CMSG_HEADER_BYTES, (short) segmentSize);
      at += CMSG_HEADER_BYTES + 8;
    }
    headers.set(LONG, (long) index * HEADER_BYTES + 40, at - start);
  }

  private long putLocalAddress(long at, long high, long low) {
    long data = at + CMSG_HEADER_BYTES;
    if (family == LibC.AF_INET) {
      putControl(at, 12, LibC.IPPROTO_IP, LibC.IP_PKTINFO);
      control.set(INT, data, 0);
      Bytes.put32(control, data + 4, (int) low);
      control.set(INT, data + 8, 0);
      return data + 16;
    }
    putControl(at, 20, LibC.IPPROTO_IPV6, LibC.IPV6_PKTINFO);
    Bytes.put64(control, data, high);
    Bytes.put64(control, data + 8, low);
    control.set(INT, data + 16, 0);
    return data + 24;
  }

  private void putControl(long at, int dataBytes, int level, int type) {
    control.set(LONG, at, CMSG_HEADER_BYTES + dataBytes);
    control.set(INT, at + 8, level);
    control.set(INT, at + 12, type);
  }
}
