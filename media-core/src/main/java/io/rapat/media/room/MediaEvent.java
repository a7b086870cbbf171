package io.rapat.media.room;

import java.util.List;

/// What the media path tells signalling. Events of one room come in order.
public sealed interface MediaEvent {

  RoomId room();

  /// ICE is validated and the DTLS handshake finished with the announced certificate.
  record PeerConnected(RoomId room, PeerId peer) implements MediaEvent {}

  /// Nothing was heard for some seconds from a peer that had been sending a lot. Either its whole
  /// network is away, or only the way its media took.
  record PeerQuiet(RoomId room, PeerId peer) implements MediaEvent {}

  /// A quiet peer is heard again.
  record PeerHeard(RoomId room, PeerId peer) implements MediaEvent {}

  /// The transport is gone or idle.
  record PeerFailed(RoomId room, PeerId peer, Failure reason) implements MediaEvent {}

  /// Why a transport failed.
  enum Failure {
    /// No connectivity check came for the consent time (RFC 7675). It may come back: a later check
    /// is followed by [PeerConnected] again.
    CONSENT_EXPIRED,
    /// The handshake didn't finish in time or the certificate was another one.
    DTLS_FAILED,
    /// The peer's SCTP association was aborted.
    SCTP_FAILED
  }

  /// First packet of a layer: its SSRCs are known now.
  ///
  /// @param rtxSsrc -1 until a retransmission was seen or when signalled none
  record LayerStarted(
      RoomId room, PublicationId publication, int spatial, Codec codec, long ssrc, long rtxSsrc)
      implements MediaEvent {}

  /// First packet of a subscription left.
  record SubscriptionStarted(RoomId room, SubscriptionId subscription) implements MediaEvent {}

  /// A channel is open, opened by the peer or acknowledged by it.
  record DataChannelOpened(RoomId room, PeerId peer, String label) implements MediaEvent {}

  record DataChannelClosed(RoomId room, PeerId peer, String label) implements MediaEvent {}

  /// A binary message from the peer.
  record DataReceived(RoomId room, PeerId peer, String label, byte[] message)
      implements MediaEvent {}

  /// The levels of the room's microphones over the last window; sent every 400 ms while any
  /// changed.
  record Speakers(RoomId room, List<Level> levels) implements MediaEvent {
    public Speakers {
      levels = List.copyOf(levels);
    }
  }

  /// @param level linear, 0 to 1; 0 when not speaking
  record Level(PublicationId publication, float level) {}

  /// Scores of the last 5 s, 0 (worst) to 100.
  record Quality(RoomId room, List<Score> scores) implements MediaEvent {
    public Quality {
      scores = List.copyOf(scores);
    }
  }

  /// @param peer the peer that publishes (upstream) or receives (downstream)
  record Score(PeerId peer, float score, boolean silent) {}
}
