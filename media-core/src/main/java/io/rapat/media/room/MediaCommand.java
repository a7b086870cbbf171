package io.rapat.media.room;

import java.util.List;

/// What signalling tells the media path. Commands of one room are applied in the order they were
/// submitted, on the thread that owns the room.
public sealed interface MediaCommand {

  /// Begins a room.
  record OpenRoom(RoomId room) implements MediaCommand {}

  /// Ends a room and all that is in it. Its peers are closed without events.
  record CloseRoom(RoomId room) implements MediaCommand {}

  /// Opens a transport that answers connectivity checks for `local` (ICE-lite, RFC 8445 §2.5).
  ///
  /// @param dtlsClient whether this side opens the DTLS handshake (`a=setup:active`)
  record OpenPeer(RoomId room, PeerId peer, IceCredentials local, boolean dtlsClient)
      implements MediaCommand {}

  /// Tells the certificate fingerprint the peer must show (RFC 8122). Until it came the handshake
  /// doesn't finish.
  ///
  /// @param remoteUfrag the peer's user name fragment; connectivity checks carry it
  /// @param fingerprintAlgorithm `sha-256`, `sha-384` or `sha-512`
  record SetRemote(
      RoomId room, PeerId peer, String remoteUfrag, String fingerprintAlgorithm, byte[] fingerprint)
      implements MediaCommand {}

  /// New local credentials after an ICE restart (RFC 8445 §9); the old ones work until the first
  /// check with the new. Keys and streams stay.
  record RestartIce(RoomId room, PeerId peer, IceCredentials local, String remoteUfrag)
      implements MediaCommand {}

  /// Closes a transport and everything published and subscribed on it.
  record ClosePeer(RoomId room, PeerId peer) implements MediaCommand {}

  /// A track that arrives on `peer`.
  ///
  /// @param mid the section's `a=mid`, in packets' MID extension
  /// @param payloads every payload format the section may carry
  /// @param preferred the codec the track was announced with
  /// @param layers known layers; at least one
  record Publish(
      RoomId room,
      PeerId peer,
      PublicationId publication,
      MediaKind kind,
      String mid,
      Codec preferred,
      List<PayloadMapping> payloads,
      HeaderExtensionIds extensions,
      List<LayerSource> layers)
      implements MediaCommand {
    public Publish {
      payloads = List.copyOf(payloads);
      layers = List.copyOf(layers);
    }
  }

  /// Ends a publication and its subscriptions.
  record Unpublish(RoomId room, PublicationId publication) implements MediaCommand {}

  /// While muted nothing of the publication is forwarded.
  record SetMuted(RoomId room, PublicationId publication, boolean muted) implements MediaCommand {}

  /// Begins to send a publication to a peer; video starts with a key frame, which is asked for.
  ///
  /// @param ssrc SSRC of the stream to the peer, unsigned
  /// @param rtxSsrc SSRC of its retransmissions, or -1 when the peer knows no RTX
  /// @param payloads the payload types the peer receives the publication's codecs under
  /// @param cname for SDES (RFC 3550 §6.5.1)
  /// @param mid the section's `a=mid`
  record Subscribe(
      RoomId room,
      PeerId peer,
      SubscriptionId subscription,
      PublicationId publication,
      long ssrc,
      long rtxSsrc,
      List<PayloadMapping> payloads,
      HeaderExtensionIds extensions,
      String cname,
      String mid)
      implements MediaCommand {
    public Subscribe {
      payloads = List.copyOf(payloads);
    }
  }

  /// What a subscriber wants now.
  ///
  /// @param paused nothing is sent
  /// @param maxSpatial highest layer wanted, 0 the lowest
  /// @param maxTemporal highest temporal layer wanted, 0 to 3
  record UpdateSubscription(
      RoomId room, SubscriptionId subscription, boolean paused, int maxSpatial, int maxTemporal)
      implements MediaCommand {}

  /// Ends a subscription.
  record Unsubscribe(RoomId room, SubscriptionId subscription) implements MediaCommand {}

  /// Asks the publisher for a key frame of every layer in use.
  record RequestKeyFrame(RoomId room, PublicationId publication) implements MediaCommand {}

  /// Opens a data channel from this side (RFC 8832).
  ///
  /// @param maxRetransmits -1 for a reliable channel
  record OpenDataChannel(
      RoomId room, PeerId peer, String label, boolean ordered, int maxRetransmits)
      implements MediaCommand {}

  /// Sends one binary message on the newest open channel with that label; dropped and counted when
  /// there is none, when the peer's buffer is full, or when a lossy channel lags.
  record SendData(RoomId room, PeerId peer, String label, byte[] message) implements MediaCommand {}

  RoomId room();
}
