package io.rapat.net.loop;

import io.rapat.media.room.DropTotals;
import io.rapat.media.room.MediaEventSink;
import io.rapat.media.room.PacketOutput;
import io.rapat.media.room.PacketSlots;
import io.rapat.media.room.RoomId;
import io.rapat.media.room.RoomMedia;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A room and the peers in it, which it knows by small numbers of its own. Owned by its loop.
final class LoopRoom implements PacketOutput {
  final RoomId id;
  final RoomMedia media;
  private final PacketPath path;
  private @Nullable LoopPeer[] places = new @Nullable LoopPeer[4];

  /// Whether an exception came out of it: nothing more goes in.
  boolean failed;

  LoopRoom(
      RoomId id,
      PacketSlots slots,
      PacketPath path,
      MediaEventSink events,
      RandomGenerator random,
      DropTotals drops) {
    this.id = id;
    this.path = path;
    media = new RoomMedia(id, slots, this, events, random, drops);
  }

  /// The lowest free number.
  int freePlace() {
    int place = 0;
    while (place < places.length && places[place] != null) {
      place++;
    }
    return place;
  }

  void add(LoopPeer peer) {
    if (peer.place == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[peer.place] = peer;
  }

  void remove(LoopPeer peer) {
    places[peer.place] = null;
  }

  List<LoopPeer> peers() {
    List<LoopPeer> present = new ArrayList<>();
    for (LoopPeer peer : places) {
      if (peer != null) {
        present.add(peer);
      }
    }
    return present;
  }

  private @Nullable LoopPeer at(int place) {
    return place < 0 || place >= places.length ? null : places[place];
  }

  @Override
  public void sendRtp(
      int peer,
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
    path.sendRtp(
        at(peer),
        header,
        headerOffset,
        headerLength,
        prefix,
        prefixOffset,
        prefixLength,
        payload,
        payloadOffset,
        payloadLength,
        endOfFrame);
  }

  @Override
  public void sendRtcp(int peer, MemorySegment packet, long offset, int length) {
    path.sendRtcp(at(peer), packet, offset, length);
  }
}
