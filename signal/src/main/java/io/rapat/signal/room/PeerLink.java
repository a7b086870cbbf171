package io.rapat.signal.room;

import io.rapat.media.room.PeerId;
import java.util.HashMap;
import java.util.Map;

/// One transport of a participant. Owned by the room.
final class PeerLink {

  static final String RELIABLE = "_reliable";
  static final String LOSSY = "_lossy";
  static final String DATA_TRACK = "_data_track";

  final PeerId id;

  /// The media path knows it.
  boolean opened;

  /// The media path knows the other side's certificate.
  boolean remoteKnown;

  boolean connected;
  boolean everConnected;

  /// Its media stopped coming while it was busy.
  boolean quiet;

  /// New local credentials were offered and aren't in use yet.
  boolean restarting;

  /// How many channels of a label are open: clients open new ones before the old are closed.
  private final Map<String, Integer> channels = new HashMap<>();

  PeerLink(PeerId id) {
    this.id = id;
  }

  void channelOpened(String label) {
    if (isKnown(label)) {
      channels.merge(label, 1, Integer::sum);
    }
  }

  void channelClosed(String label) {
    Integer count = channels.get(label);
    if (count != null && count > 1) {
      channels.put(label, count - 1);
    } else {
      channels.remove(label);
    }
  }

  boolean carriesData() {
    return channels.containsKey(RELIABLE) && channels.containsKey(LOSSY);
  }

  private static boolean isKnown(String label) {
    return label.equals(RELIABLE) || label.equals(LOSSY) || label.equals(DATA_TRACK);
  }
}
