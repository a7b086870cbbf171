package io.rapat.net.loop;

import io.rapat.media.ice.UfragTable;
import io.rapat.media.room.PeerId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The peers of one loop, found by index, by id, by address and by user name fragment. Owned by its
/// loop.
final class PeerTable {
  final TransportTuples tuples = new TransportTuples();
  final UfragTable ufrags = new UfragTable();
  private final Map<PeerId, LoopPeer> byId = new HashMap<>();
  private @Nullable LoopPeer[] byIndex = new @Nullable LoopPeer[16];
  private int[] free = new int[16];
  private int freeCount;
  private int used;

  /// The number for the next peer.
  int takeIndex() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (used == byIndex.length) {
      byIndex = Arrays.copyOf(byIndex, 2 * used);
      free = Arrays.copyOf(free, 2 * used);
    }
    return used++;
  }

  /// A number that was taken and isn't needed.
  void giveBack(int index) {
    free[freeCount++] = index;
  }

  void add(LoopPeer peer) {
    byIndex[peer.index] = peer;
    byId.put(peer.id, peer);
  }

  /// Forgets a peer, its addresses and its fragments.
  void remove(LoopPeer peer) {
    byIndex[peer.index] = null;
    byId.remove(peer.id);
    giveBack(peer.index);
    ufrags.remove(peer.ufrag);
    if (!peer.previousUfrag.isEmpty()) {
      ufrags.remove(peer.previousUfrag);
    }
  }

  /// Hot path.
  @Nullable LoopPeer at(int index) {
    return index < 0 || index >= used ? null : byIndex[index];
  }

  /// The peer that was validated at a tuple. Hot path.
  @Nullable LoopPeer ofTuple(int tuple) {
    return tuple < 0 ? null : at(tuples.peer(tuple));
  }

  Optional<LoopPeer> find(PeerId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Indexes below this may be in use.
  int limit() {
    return used;
  }

  int size() {
    return byId.size();
  }

  /// Decides anew where packets to the peer go: the nominated pair, else the pair validated last.
  void choosePath(LoopPeer peer) {
    int tuple = TransportTuples.NONE;
    if (peer.ice.hasSelected()) {
      tuple = (int) peer.ice.selectedTuple();
    } else if (peer.ice.tupleCount() > 0) {
      tuple = (int) peer.ice.tuple(peer.ice.tupleCount() - 1);
    }
    peer.path = tuple;
    peer.pathStream = tuple < 0 ? TransportTuples.NONE : tuples.stream(tuple);
  }
}
