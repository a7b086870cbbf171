package io.rapat.media.room;

import java.lang.foreign.MemorySegment;

/// Where the room hands over packets for a peer. Implemented by the loop: it encrypts from the
/// shared plaintext straight into the peer's send batch, which is the only copy, and flushes at the
/// end of the loop turn.
///
/// Hot path: no call allocates.
public interface PacketOutput {

  /// Sends one RTP packet.
  ///
  /// @param peer the peer's index as given to [RoomId]
  /// @param header segment that holds the complete new RTP header with extensions
  /// @param headerOffset where it begins
  /// @param headerLength its length in bytes
  /// @param prefix bytes that go between header and payload (a rewritten VP8 descriptor, an OSN);
  ///   ignored when prefixLength is 0
  /// @param prefixOffset where the prefix begins
  /// @param prefixLength its length
  /// @param payload segment of the shared plaintext
  /// @param payloadOffset where the payload begins; the output may write padding bytes behind it,
  ///   inside the slot
  /// @param payloadLength its length
  /// @param endOfFrame the marker bit: the peer's batch may be flushed early
  void sendRtp(
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
      boolean endOfFrame);

  /// Sends one RTCP packet or compound.
  void sendRtcp(int peer, MemorySegment packet, long offset, int length);
}
