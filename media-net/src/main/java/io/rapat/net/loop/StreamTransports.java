package io.rapat.net.loop;

import io.rapat.media.ice.TcpFraming;
import io.rapat.net.io.StreamHandler;
import io.rapat.net.io.StreamPort;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Passive ICE-TCP (RFC 6544): every connection is a tuple whose frames go the way of datagrams. A
/// connection that no peer was validated on within [#VALIDATION_NANOS] is closed, and one address
/// can't hold many of those. Owned by its loop.
final class StreamTransports implements StreamHandler {
  static final long VALIDATION_NANOS = 10_000_000_000L;
  static final int UNVALIDATED_PER_ADDRESS = 20;
  private static final long SCAN_NANOS = 500_000_000L;

  private final StreamPort port;
  private final PeerTable peers;
  private final PacketPath path;
  private final LoopCounters counters;
  private final @Nullable Connection[] connections =
      new @Nullable Connection[StreamPort.MAX_STREAMS];
  private int open;
  private long nowNanos;
  private long nextScanNanos;

  private static final class Connection {
    final int tuple;
    final long openedNanos;
    final TcpFraming framing = new TcpFraming(Arena.ofAuto().allocate(TcpFraming.MAX_FRAME_BYTES));

    Connection(int tuple, long openedNanos) {
      this.tuple = tuple;
      this.openedNanos = openedNanos;
    }
  }

  StreamTransports(StreamPort port, PeerTable peers, PacketPath path, LoopCounters counters) {
    this.port = port;
    this.peers = peers;
    this.path = path;
    this.counters = counters;
  }

  void serve(long nowNanos) {
    this.nowNanos = nowNanos;
    port.serve(this);
    if (open > 0 && nowNanos - nextScanNanos >= 0) {
      nextScanNanos = nowNanos + SCAN_NANOS;
      closeUnvalidated();
    }
  }

  void flush() {
    port.flush(this);
  }

  private void closeUnvalidated() {
    for (int stream = 0; stream < connections.length; stream++) {
      Connection connection = connections[stream];
      if (connection != null
          && peers.tuples.peer(connection.tuple) < 0
          && nowNanos - connection.openedNanos > VALIDATION_NANOS) {
        port.close(stream);
        closed(stream);
      }
    }
  }

  @Override
  public boolean accepted(
      int stream, long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow) {
    if (unvalidated(remoteHigh, remoteLow) >= UNVALIDATED_PER_ADDRESS) {
      return false;
    }
    int tuple =
        peers.tuples.addStream(remoteHigh, remoteLow, remotePort, localHigh, localLow, stream);
    connections[stream] = new Connection(tuple, nowNanos);
    open++;
    return true;
  }

  private int unvalidated(long remoteHigh, long remoteLow) {
    int count = 0;
    for (Connection connection : connections) {
      if (connection != null
          && peers.tuples.peer(connection.tuple) < 0
          && peers.tuples.remoteLow(connection.tuple) == remoteLow
          && peers.tuples.remoteHigh(connection.tuple) == remoteHigh) {
        count++;
      }
    }
    return count;
  }

  @Override
  public boolean received(int stream, MemorySegment bytes, long offset, int length) {
    Connection connection = connections[stream];
    if (connection == null) {
      return false;
    }
    TcpFraming framing = connection.framing;
    int used = 0;
    while (used < length) {
      if (!framing.read(bytes, offset + used, length - used)) {
        counters.count(LoopDrop.STREAM_FAULT);
        return false;
      }
      used += framing.consumed();
      if (framing.hasFrame()) {
        path.receiveDatagram(
            framing.segment(), framing.offset(), framing.length(), connection.tuple);
      }
      if (connections[stream] == null) {
        // The frame led to the end of this connection.
        return true;
      }
    }
    return true;
  }

  @Override
  public void closed(int stream) {
    Connection connection = connections[stream];
    if (connection == null) {
      return;
    }
    connections[stream] = null;
    open--;
    LoopPeer peer = peers.ofTuple(connection.tuple);
    if (peer != null) {
      peer.ice.removeTuple(connection.tuple);
      peers.choosePath(peer);
    }
    peers.tuples.remove(connection.tuple);
  }

  /// Closes the connection of a tuple that isn't validated any more.
  void drop(int tuple) {
    int stream = peers.tuples.stream(tuple);
    port.close(stream);
    closed(stream);
  }
}
