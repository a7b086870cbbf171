package io.rapat.net.loop;

import io.rapat.media.room.RoomId;
import io.rapat.media.room.RoomMedia;
import java.util.ArrayList;
import java.util.List;

/// A room and the peers in it. Owned by its loop.
final class LoopRoom {
  final RoomId id;
  final RoomMedia media;
  final List<LoopPeer> peers = new ArrayList<>();
  boolean failed;

  LoopRoom(RoomId id, RoomMedia media) {
    this.id = id;
    this.media = media;
  }
}
