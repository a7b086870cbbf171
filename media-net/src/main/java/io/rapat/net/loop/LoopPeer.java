package io.rapat.net.loop;

import io.rapat.media.ice.IceLite;
import io.rapat.media.room.PeerId;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// What the loop knows of one transport. Owned by its loop.
final class LoopPeer {
  final int index;
  final PeerId id;
  final LoopRoom room;
  final IceLite ice;
  final PeerWorker worker;

  /// Bytes the peer may send: 64 Mbit/s, several cameras and a screen in the highest quality.
  final Budget ingress = new Budget(8_000_000, 4_000_000);

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

  /// When something authentic came last: a check, SRTP or SRTCP.
  long lastHeardNanos;

  /// Whether signalling was told that the peer is connected, and not yet that it failed.
  boolean connected;

  /// Whether it was closed; reports of its worker that come later are ignored.
  boolean closed;

  LoopPeer(int index, PeerId id, LoopRoom room, String ufrag, IceLite ice, PeerWorker worker) {
    this.index = index;
    this.id = id;
    this.room = room;
    this.ufrag = ufrag;
    this.ice = ice;
    this.worker = worker;
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
