package io.rapat.net.loop;

import io.rapat.media.ice.IceLite;
import io.rapat.media.policing.TokenBucket;
import io.rapat.media.room.PeerId;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// What the loop knows of one transport. Owned by its loop.
final class LoopPeer {
  /// Its number in the loop.
  final int index;

  /// Its number in the room.
  final int place;

  final PeerId id;
  final LoopRoom room;
  final IceLite ice;
  final PeerWorker worker;

  /// Bytes the peer may send.
  final TokenBucket ingress;

  /// Local user name fragments in force: the current one, and during a restart the one before.
  String ufrag;

  String previousUfrag = "";

  /// Where packets to the peer go, [TransportTuples#NONE] while it may not be sent to.
  int path = TransportTuples.NONE;

  /// The TCP connection of the path, or [TransportTuples#NONE].
  int pathStream = TransportTuples.NONE;

  /// The send group that takes the next packet, when it is still open.
  long ticket = -1;

  @Nullable SrtpReceiver receiver;
  @Nullable SrtpSender sender;
  int rtpOverhead;
  int rtcpOverhead;

  final Liveness liveness = new Liveness();

  /// Whether signalling was told that the peer is connected, and not yet that it failed.
  boolean connected;

  /// Whether it was closed; reports of its worker that come later are ignored.
  boolean closed;

  LoopPeer(
      int index,
      int place,
      PeerId id,
      LoopRoom room,
      String ufrag,
      IceLite ice,
      PeerWorker worker,
      TokenBucket ingress) {
    this.index = index;
    this.place = place;
    this.id = id;
    this.room = room;
    this.ufrag = ufrag;
    this.ice = ice;
    this.worker = worker;
    this.ingress = ingress;
  }

  void closeSrtp() {
    if (receiver != null) {
      receiver.close();
      receiver = null;
    }
    if (sender != null) {
      sender.close();
      sender = null;
    }
  }
}
