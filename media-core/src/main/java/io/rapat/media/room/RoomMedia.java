package io.rapat.media.room;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The media of one room. Everything happens on the one thread that owns the room; nothing here
/// blocks, reads a clock or touches a socket.
public final class RoomMedia {
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final RoomId id;
  private final PacketSlots slots;
  private final Counters counters = new Counters();
  private final Map<Integer, PeerId> peers = new HashMap<>();
  private long nextDeadlineNanos;

  /// @param slots where the packets given to [#onRtp] lie; the room releases them
  /// @param output takes packets for subscribers and RTCP for everyone
  /// @param random start values of sequence numbers, timestamps and SSRCs
  public RoomMedia(
      RoomId id,
      PacketSlots slots,
      PacketOutput output,
      MediaEventSink events,
      RandomGenerator random) {
    this.id = id;
    this.slots = slots;
  }

  public RoomId id() {
    return id;
  }

  /// A transport of the room.
  ///
  /// @param index small number by which the loop names it in every later call; free for another
  ///   peer after [#removePeer]
  public void addPeer(PeerId peer, int index) {
    peers.put(index, peer);
  }

  /// Ends everything the peer publishes and receives.
  public void removePeer(int index) {
    peers.remove(index);
  }

  /// Applies [MediaCommand.Publish], [MediaCommand.Unpublish], [MediaCommand.SetMuted],
  /// [MediaCommand.Subscribe], [MediaCommand.UpdateSubscription], [MediaCommand.Unsubscribe] and
  /// [MediaCommand.RequestKeyFrame]; others don't concern the room and are ignored. A command that
  /// names something unknown is ignored: it lost a race against the end of what it names.
  ///
  /// @param peerIndex the index of the peer the command names, -1 if it names none
  public void apply(MediaCommand command, int peerIndex, long nowNanos) {
    nextDeadlineNanos = nowNanos;
  }

  /// An authenticated plaintext RTP packet at the beginning of `slot`. The room takes the slot over
  /// and releases it.
  ///
  /// Hot path.
  public void onRtp(int peerIndex, int slot, int length, long nowNanos) {
    counters.packetsReceived++;
    counters.bytesReceived += length;
    counters.count(Drop.UNKNOWN_SSRC);
    slots.release(slot);
  }

  /// An authenticated plaintext RTCP packet or compound.
  ///
  /// Hot path.
  public void onRtcp(
      int peerIndex, MemorySegment segment, long offset, int length, long nowNanos) {}

  /// Does what is due: NACK, transport feedback, reports, key-frame requests, speakers, quality.
  /// Calling early is harmless.
  public void onTimer(long nowNanos) {
    nextDeadlineNanos = nowNanos + IDLE_NANOS;
  }

  /// When [#onTimer] is to be called next, on the clock of `nowNanos`; compare by difference.
  public long nextDeadlineNanos() {
    return nextDeadlineNanos;
  }

  /// Releases every slot the room holds. The room isn't used afterwards.
  public void close() {
    peers.clear();
  }

  public RoomCounters snapshot() {
    return counters.snapshot();
  }
}
