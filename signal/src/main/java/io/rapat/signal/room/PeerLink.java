package io.rapat.signal.room;

import io.rapat.media.room.PeerId;
import java.util.HashSet;
import java.util.Set;

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

  /// New local credentials were offered and aren't in use yet.
  boolean restarting;

  final Set<String> channels = new HashSet<>();

  PeerLink(PeerId id) {
    this.id = id;
  }

  boolean carriesData() {
    return channels.contains(RELIABLE) && channels.contains(LOSSY);
  }
}
