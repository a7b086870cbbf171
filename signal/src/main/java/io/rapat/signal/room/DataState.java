package io.rapat.signal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitModels.DataTrackInfo;

/// The data side of a participant. Owned by the participant.
final class DataState {

  private static final int HELD_PACKETS = 512;
  private static final int HELD_BYTES = 256 * 1024;

  /// Data tracks it publishes, by its handle.
  final Map<Integer, DataTrack> published = new LinkedHashMap<>();

  /// Handles under which it receives data tracks, by the track's sid.
  final Map<String, Integer> handles = new LinkedHashMap<>();

  /// Explicit wishes about data tracks, by sid.
  final Map<String, Boolean> wishes = new LinkedHashMap<>();

  int nextHandle = 1;

  private final Deque<byte[]> held = new ArrayDeque<>();
  private int heldBytes;

  /// Keeps a reliable packet until the channels are open; the oldest ones go when there are too
  /// many.
  void hold(byte[] packet) {
    held.addLast(packet);
    heldBytes += packet.length;
    while (held.size() > HELD_PACKETS || heldBytes > HELD_BYTES) {
      heldBytes -= held.removeFirst().length;
    }
  }

  Deque<byte[]> takeHeld() {
    Deque<byte[]> all = new ArrayDeque<>(held);
    held.clear();
    heldBytes = 0;
    return all;
  }

  /// A published data track.
  record DataTrack(Participant owner, DataTrackInfo info) {}
}
