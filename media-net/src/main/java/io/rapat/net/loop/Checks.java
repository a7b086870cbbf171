package io.rapat.net.loop;

import io.rapat.media.ice.IceLite;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunParse;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Connectivity checks of all peers of a loop: finds the peer by the user name fragment, lets its
/// agent answer, and keeps the table of tuples in step with what the agent validated.
///
/// Hot path.
final class Checks {
  private static final int ANSWER_BYTES = 1_024;
  private static final long IN_USE_NANOS = 10_000_000_000L;

  private final PeerTable peers;
  private final LoopCounters counters;
  private final PeerEvents events;
  private final StunMessage message = new StunMessage();
  private final StunWriter writer = new StunWriter();
  private final MemorySegment answer;
  private long nowNanos;

  /// What a validated check means for the rest of the loop.
  interface PeerEvents {
    /// The peer is alive; its path may be another one.
    void checked(LoopPeer peer);

    /// A tuple isn't validated any more.
    void evicted(int tuple);
  }

  Checks(Arena arena, PeerTable peers, LoopCounters counters, PeerEvents events) {
    this.peers = peers;
    this.counters = counters;
    this.events = events;
    answer = arena.allocate(ANSWER_BYTES, 8);
  }

  /// The writer that agents of this loop share.
  StunWriter writer() {
    return writer;
  }

  void beginTurn(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  /// A STUN datagram from an address that nobody was validated at.
  ///
  /// @return the tuple that was validated by it, or [TransportTuples#NONE]
  int fromUnknown(
      PacketPath path,
      MemorySegment memory,
      long offset,
      int length,
      long remoteHigh,
      long remoteLow,
      int remotePort,
      long localHigh,
      long localLow) {
    LoopPeer peer = parse(memory, offset, length);
    if (peer == null) {
      return TransportTuples.NONE;
    }
    int tuple = peers.tuples.add(remoteHigh, remoteLow, remotePort, localHigh, localLow);
    handle(path, peer, tuple);
    if (peers.tuples.peer(tuple) < 0) {
      peers.tuples.remove(tuple);
      return TransportTuples.NONE;
    }
    return tuple;
  }

  /// A STUN datagram from a tuple of the table, whether validated or, with TCP, not yet.
  void fromTuple(PacketPath path, MemorySegment memory, long offset, int length, int tuple) {
    LoopPeer peer = parse(memory, offset, length);
    if (peer != null && tuple >= 0) {
      handle(path, peer, tuple);
    }
  }

  private @Nullable LoopPeer parse(MemorySegment memory, long offset, int length) {
    if (message.parse(memory, offset, length) != StunParse.MESSAGE) {
      counters.count(LoopDrop.STUN_MALFORMED);
      return null;
    }
    LoopPeer peer = peers.at(peers.ufrags.find(message));
    if (peer == null) {
      counters.count(LoopDrop.STUN_UNKNOWN_UFRAG);
    }
    return peer;
  }

  private void handle(PacketPath path, LoopPeer peer, int tuple) {
    TransportTuples tuples = peers.tuples;
    if (belongsToAnother(peer, tuple)) {
      counters.count(LoopDrop.STUN_REFUSED);
      return;
    }
    int outcome =
        peer.ice.handleBinding(
            message,
            tuple,
            tuples.stream(tuple) >= 0,
            tuples.remoteHigh(tuple),
            tuples.remoteLow(tuple),
            tuples.remotePort(tuple),
            nowNanos,
            answer,
            0);
    int answerLength = IceLite.answerLength(outcome);
    if (answerLength > 0) {
      path.sendPlain(tuple, answer, 0, answerLength);
    }
    if (IceLite.isAuthentic(outcome) && peer.ice.isValidated(tuple)) {
      adopt(peer, tuple, outcome);
    } else {
      counters.count(LoopDrop.STUN_REFUSED);
    }
  }

  /// Whether the tuple is in use by another peer: with a forged source address one participant
  /// could else take another one's media away.
  private boolean belongsToAnother(LoopPeer peer, int tuple) {
    LoopPeer owner = peers.ofTuple(tuple);
    return owner != null
        && owner.index != peer.index
        && nowNanos - owner.liveness.lastHeardNanos < IN_USE_NANOS;
  }

  private void adopt(LoopPeer peer, int tuple, int outcome) {
    TransportTuples tuples = peers.tuples;
    int owner = tuples.peer(tuple);
    if (owner != peer.index) {
      LoopPeer before = peers.at(owner);
      if (before != null) {
        before.ice.removeTuple(tuple);
        peers.choosePath(before);
      }
      tuples.setPeer(tuple, peer.index);
    }
    if (IceLite.hasEvicted(outcome)) {
      events.evicted((int) peer.ice.evictedTuple());
    }
    if (IceLite.isRestarted(outcome) && !peer.previousUfrag.isEmpty()) {
      peers.ufrags.remove(peer.previousUfrag);
      peer.previousUfrag = "";
    }
    peer.liveness.check(nowNanos);
    events.checked(peer);
  }
}
