package io.rapat.net.loop;

import io.rapat.media.ice.TcpFraming;
import io.rapat.media.srtp.SrtpDrop;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.media.wire.Bytes;
import io.rapat.media.wire.DatagramKind;
import io.rapat.net.io.LoopIo;
import io.rapat.net.io.ReceiveBatch;
import io.rapat.net.io.SendBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The way of a packet through the loop, from socket to socket, in one file on purpose:
///
/// batch → kind of datagram → peer by its addresses → SRTP opened into a slot → room → for each
/// subscriber [#sendRtp]: header and encryption straight into the subscriber's send group → all
/// groups in one call.
///
/// A group grows while packets of its size come. A packet that is a few bytes shorter gets RTP
/// padding (RFC 3550 §5.1), and the first packet of a frame gets one byte in advance, since
/// encoders that split a frame evenly put the packets with one byte more last. Packets of an
/// unfinished frame wait for its end for at most [#HOLD_NANOS]: a receiver couldn't use them
/// earlier.
///
/// Owned by its loop. Hot path: nothing here allocates.
final class PacketPath {
  /// How long packets of an unfinished frame wait for the rest of it.
  static final long HOLD_NANOS = 1_000_000;

  /// What isn't SRTP-sized isn't media: slots have room for padding behind a packet of this size.
  private static final int MAX_PACKET_BYTES = 1_500;

  /// What a packet costs a peer besides its bytes, so that many tiny ones aren't for free.
  private static final int PACKET_COST_BYTES = 100;

  private static final int MAX_PADDING = 4;
  private static final int SLACK = 1;
  private static final int HOLDABLE_BYTES = 600;
  private static final int PADDING_BIT = 0x20;
  private static final int BATCHES_PER_TURN = 4;

  private final LoopIo io;
  private final PeerTable peers;
  private final SlotSlab slots;
  private final LoopCounters counters;
  private final Checks checks;
  private final RoomSupervisor supervisor;
  private final ReceiveBatch received;
  private final SendBatch batch;
  private final MemorySegment scratch;
  private final MemorySegment plain;
  private long nowNanos;

  PacketPath(
      LoopIo io,
      Arena arena,
      PeerTable peers,
      SlotSlab slots,
      LoopCounters counters,
      Checks checks,
      RoomSupervisor supervisor) {
    this.io = io;
    this.peers = peers;
    this.slots = slots;
    this.counters = counters;
    this.checks = checks;
    this.supervisor = supervisor;
    received = new ReceiveBatch(arena);
    batch = new SendBatch(arena);
    scratch = arena.allocate(4_096, 64);
    plain = arena.allocate(4_096, 64);
  }

  /// Reads what came by UDP, bounded, and sends what came of it.
  ///
  /// @return whether more may be waiting
  boolean receive(long nowNanos) {
    this.nowNanos = nowNanos;
    for (int turn = 0; turn < BATCHES_PER_TURN; turn++) {
      int messages = io.datagrams().receive(received);
      for (int message = 0; message < messages; message++) {
        receiveMessage(message);
      }
      flush(nowNanos);
      if (messages < ReceiveBatch.CAPACITY) {
        return false;
      }
    }
    return true;
  }

  private void receiveMessage(int message) {
    MemorySegment memory = received.memory();
    long remoteHigh = received.remoteHigh(message);
    long remoteLow = received.remoteLow(message);
    int remotePort = received.remotePort(message);
    long localHigh = received.localHigh(message);
    long localLow = received.localLow(message);
    int tuple = peers.tuples.find(remoteHigh, remoteLow, remotePort, localHigh, localLow);
    long at = received.offset(message);
    long end = at + received.length(message);
    int size = received.segmentSize(message);
    while (at < end) {
      int length = (int) Math.min(size, end - at);
      io.counters().datagramsReceived++;
      if (tuple < 0 && DatagramKind.of(memory, at, length) == DatagramKind.STUN) {
        tuple =
            checks.fromUnknown(
                this, memory, at, length, remoteHigh, remoteLow, remotePort, localHigh, localLow);
      } else {
        receiveDatagram(memory, at, length, tuple);
      }
      at += length;
    }
  }

  /// Handles one datagram, or one frame of a TCP connection.
  ///
  /// @param tuple where it came from, negative when nobody was validated there
  void receiveDatagram(MemorySegment memory, long offset, int length, int tuple) {
    switch (DatagramKind.of(memory, offset, length)) {
      case STUN -> checks.fromTuple(this, memory, offset, length, tuple);
      case DTLS -> receiveDtls(memory, offset, length, tuple);
      case RTP -> receiveRtp(memory, offset, length, tuple);
      case RTCP -> receiveRtcp(memory, offset, length, tuple);
      case ZRTP, TURN_CHANNEL, UNKNOWN -> counters.count(LoopDrop.UNKNOWN_KIND);
    }
  }

  private void receiveDtls(MemorySegment memory, long offset, int length, int tuple) {
    LoopPeer peer = peers.ofTuple(tuple);
    if (peer == null) {
      counters.count(LoopDrop.UNKNOWN_TUPLE);
    } else if (length > MAX_PACKET_BYTES) {
      counters.count(LoopDrop.TOO_LARGE);
    } else if (!peer.worker.offerDatagram(memory, offset, length, nowNanos)) {
      counters.count(LoopDrop.DTLS_LIMIT);
    }
  }

  private void receiveRtp(MemorySegment memory, long offset, int length, int tuple) {
    LoopPeer peer = peers.ofTuple(tuple);
    if (peer == null || !admit(peer, length)) {
      countUnadmitted(peer == null);
      return;
    }
    SrtpReceiver receiver = peer.receiver;
    if (receiver == null) {
      counters.count(LoopDrop.NO_KEYS);
      return;
    }
    int slot = slots.acquire();
    if (slot < 0) {
      counters.count(LoopDrop.SLOTS_EXHAUSTED);
      return;
    }
    int opened =
        receiver.unprotectRtp(memory, offset, length, slots.segment(slot), slots.offset(slot));
    if (opened < 0) {
      slots.release(slot);
      counters.count(reason(opened));
      return;
    }
    peer.liveness.packet(nowNanos);
    if (peer.room.failed) {
      slots.release(slot);
      counters.count(LoopDrop.ROOM_FAILED);
      return;
    }
    try {
      peer.room.media.onRtp(peer.place, slot, opened, nowNanos);
    } catch (RuntimeException e) {
      counters.count(LoopDrop.ROOM_FAILED);
      supervisor.failed(peer.room, e);
    }
  }

  private void receiveRtcp(MemorySegment memory, long offset, int length, int tuple) {
    LoopPeer peer = peers.ofTuple(tuple);
    if (peer == null || !admit(peer, length)) {
      countUnadmitted(peer == null);
      return;
    }
    SrtpReceiver receiver = peer.receiver;
    if (receiver == null) {
      counters.count(LoopDrop.NO_KEYS);
      return;
    }
    int opened = receiver.unprotectRtcp(memory, offset, length, plain, 0);
    if (opened < 0 || peer.room.failed) {
      counters.count(opened < 0 ? reason(opened) : LoopDrop.ROOM_FAILED);
      return;
    }
    peer.liveness.packet(nowNanos);
    try {
      peer.room.media.onRtcp(peer.place, plain, 0, opened, nowNanos);
    } catch (RuntimeException e) {
      counters.count(LoopDrop.ROOM_FAILED);
      supervisor.failed(peer.room, e);
    }
  }

  private boolean admit(LoopPeer peer, int length) {
    return length <= MAX_PACKET_BYTES && peer.ingress.take(length + PACKET_COST_BYTES, nowNanos);
  }

  private void countUnadmitted(boolean unknown) {
    counters.count(unknown ? LoopDrop.UNKNOWN_TUPLE : LoopDrop.INGRESS_LIMIT);
  }

  private static LoopDrop reason(int srtpDrop) {
    return switch (srtpDrop) {
      case SrtpDrop.AUTH_FAILED -> LoopDrop.SRTP_AUTH;
      case SrtpDrop.REPLAYED, SrtpDrop.TOO_OLD -> LoopDrop.SRTP_REPLAY;
      default -> LoopDrop.SRTP_MALFORMED;
    };
  }

  /// Sends an RTP packet to a peer of a room; the parameters are those of
  /// [io.rapat.media.room.PacketOutput#sendRtp].
  void sendRtp(
      @Nullable LoopPeer peer,
      MemorySegment header,
      long headerOffset,
      int headerLength,
      MemorySegment prefix,
      long prefixOffset,
      int prefixLength,
      MemorySegment payload,
      long payloadOffset,
      int payloadLength,
      boolean endOfFrame) {
    SrtpSender sender = peer == null ? null : peer.sender;
    if (peer == null || sender == null || peer.path < 0) {
      counters.count(LoopDrop.NO_PATH);
      return;
    }
    int size = headerLength + prefixLength + payloadLength + peer.rtpOverhead;
    if (size > MAX_PACKET_BYTES) {
      counters.count(LoopDrop.TOO_LARGE);
      return;
    }
    boolean paddable = payloadLength > 0 && (Bytes.u8(header, headerOffset) & PADDING_BIT) == 0;
    boolean held = !endOfFrame && size >= HOLDABLE_BYTES;
    boolean udp = peer.pathStream < 0;
    int wanted = held && paddable && size + SLACK <= MAX_PACKET_BYTES ? size + SLACK : size;
    if (udp && !openGroup(peer, size, wanted)) {
      return;
    }
    MemorySegment to = udp ? batch.segment(peer.ticket) : scratch;
    long at = udp ? batch.position(peer.ticket) : TcpFraming.HEADER_BYTES;
    int missing = udp && paddable ? batch.datagramBytes(peer.ticket) - size : 0;
    int sealed;
    if (missing > 0 && missing <= MAX_PADDING) {
      int first = Bytes.u8(header, headerOffset);
      long end = payloadOffset + payloadLength;
      // The bytes behind the payload may be of use to the room: they are put back afterwards.
      long behind = putPadding(payload, end, missing);
      Bytes.put8(header, headerOffset, first | PADDING_BIT);
      sealed =
          sender.protectRtp(
              header,
              headerOffset,
              headerLength,
              prefix,
              prefixOffset,
              prefixLength,
              payload,
              payloadOffset,
              payloadLength + missing,
              to,
              at);
      Bytes.put8(header, headerOffset, first);
      restore(payload, end, missing, behind);
      counters.packetsPadded++;
    } else {
      sealed =
          sender.protectRtp(
              header,
              headerOffset,
              headerLength,
              prefix,
              prefixOffset,
              prefixLength,
              payload,
              payloadOffset,
              payloadLength,
              to,
              at);
    }
    if (sealed < 0) {
      counters.count(LoopDrop.SEND_REFUSED);
      return;
    }
    counters.packetsForwarded++;
    if (!udp) {
      writeFrame(peer.pathStream, sealed);
      return;
    }
    batch.append(peer.ticket, sealed);
    if (!held) {
      batch.makeDue(peer.ticket);
    }
  }

  private static long putPadding(MemorySegment payload, long end, int count) {
    long behind = 0;
    for (int i = 0; i < count; i++) {
      behind = behind << 8 | Bytes.u8(payload, end + i);
      Bytes.put8(payload, end + i, i == count - 1 ? count : 0);
    }
    return behind;
  }

  private static void restore(MemorySegment payload, long end, int count, long behind) {
    for (int i = count - 1; i >= 0; i--) {
      Bytes.put8(payload, end + i, (int) (behind >>> (8 * (count - 1 - i))));
    }
  }

  /// Sends RTCP to a peer of a room.
  void sendRtcp(@Nullable LoopPeer peer, MemorySegment packet, long offset, int length) {
    SrtpSender sender = peer == null ? null : peer.sender;
    if (peer == null || sender == null || peer.path < 0) {
      counters.count(LoopDrop.NO_PATH);
      return;
    }
    int size = length + peer.rtcpOverhead;
    if (size > MAX_PACKET_BYTES) {
      counters.count(LoopDrop.TOO_LARGE);
      return;
    }
    boolean udp = peer.pathStream < 0;
    if (udp && !openGroup(peer, size, size)) {
      return;
    }
    MemorySegment to = udp ? batch.segment(peer.ticket) : scratch;
    long at = udp ? batch.position(peer.ticket) : TcpFraming.HEADER_BYTES;
    int sealed = sender.protectRtcp(packet, offset, length, to, at);
    if (sealed < 0) {
      counters.count(LoopDrop.SEND_REFUSED);
    } else if (udp) {
      batch.append(peer.ticket, sealed);
      batch.makeDue(peer.ticket);
    } else {
      writeFrame(peer.pathStream, sealed);
    }
  }

  /// Sends bytes that are no media: an answer to a check, a DTLS datagram.
  void sendPlain(int tuple, MemorySegment from, long offset, int length) {
    if (length > MAX_PACKET_BYTES) {
      counters.count(LoopDrop.TOO_LARGE);
      return;
    }
    int stream = peers.tuples.stream(tuple);
    if (stream >= 0) {
      MemorySegment.copy(from, offset, scratch, TcpFraming.HEADER_BYTES, length);
      writeFrame(stream, length);
      return;
    }
    long ticket = open(tuple, length);
    if (ticket >= 0) {
      MemorySegment.copy(from, offset, batch.segment(ticket), batch.position(ticket), length);
      batch.append(ticket, length);
      batch.finish(ticket);
    }
  }

  /// Sends a datagram that came from a worker.
  void sendPlain(int tuple, byte[] datagram) {
    if (datagram.length <= MAX_PACKET_BYTES) {
      MemorySegment.copy(datagram, 0, plain, ValueLayout.JAVA_BYTE, 0, datagram.length);
    }
    sendPlain(tuple, plain, 0, datagram.length);
  }

  /// Makes sure that the peer has an open group that takes `size` bytes; a new one is for `wanted`.
  private boolean openGroup(LoopPeer peer, int size, int wanted) {
    if (batch.isOpen(peer.ticket)) {
      if (size <= batch.datagramBytes(peer.ticket)) {
        return true;
      }
      batch.finish(peer.ticket);
    }
    peer.ticket = open(peer.path, wanted);
    return peer.ticket >= 0;
  }

  private long open(int tuple, int size) {
    TransportTuples t = peers.tuples;
    long ticket = -1;
    for (int attempt = 0; ticket < 0 && attempt < 2; attempt++) {
      if (attempt > 0) {
        batch.makeDueOpenedUntil(nowNanos);
        io.datagrams().send(batch);
      }
      ticket =
          batch.open(
              t.remoteHigh(tuple),
              t.remoteLow(tuple),
              t.remotePort(tuple),
              t.localHigh(tuple),
              t.localLow(tuple),
              size,
              nowNanos);
    }
    if (ticket < 0) {
      counters.count(LoopDrop.SEND_AREA_FULL);
    }
    return ticket;
  }

  /// Sends the frame whose bytes are in the scratch area behind the room for its header.
  private void writeFrame(int stream, int length) {
    TcpFraming.writeHeader(scratch, 0, length);
    if (!io.streams().write(stream, scratch, 0, TcpFraming.HEADER_BYTES + length)) {
      counters.count(LoopDrop.STREAM_FULL);
    }
  }

  /// The clock of the turn, for what is sent outside of [#receive].
  void beginTurn(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  /// Sends every group that is due or has waited long enough.
  void flush(long nowNanos) {
    if (batch.groups() == 0) {
      return;
    }
    batch.makeDueOpenedUntil(nowNanos - HOLD_NANOS);
    if (batch.dueGroups() > 0) {
      io.datagrams().send(batch);
    }
  }

  /// When [#flush] has something to do again, or `Long.MAX_VALUE` when nothing waits.
  long flushDeadlineNanos() {
    return batch.groups() == 0 ? Long.MAX_VALUE : batch.oldestNanos() + HOLD_NANOS;
  }

  /// The group a closed path had isn't used any more.
  void forgetGroup(LoopPeer peer) {
    if (batch.isOpen(peer.ticket)) {
      batch.finish(peer.ticket);
    }
    peer.ticket = -1;
  }
}
