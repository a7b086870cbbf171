package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One PeerConnection on which the client offers and the server answers: the publisher connection
/// of a v0 client, or the single connection of a v1 client (RFC 9429 §5.3).
///
/// Keeps a table mid → section and writes each answer from it. Owned by one thread; no time in it.
@SuppressWarnings("DoNotCallSuggester")
public final class ClientOffers {

  /// Which connection it is.
  public enum Role {
    /// v0: the client only sends on it.
    PUBLISHER,
    /// v1: the client sends and receives on it.
    SINGLE
  }

  /// @param random for credentials and SSRCs; has to be unpredictable in production
  public ClientOffers(
      Role role, LocalTransport transport, ClientTraits traits, RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /// The credentials that hold now. The transport may be opened with them before the first offer.
  public IceCredentials local() {
    throw new UnsupportedOperationException();
  }

  /// Answers an offer.
  ///
  /// @param announced every track the client has announced and not unpublished, in order of their
  ///   AddTrack requests
  public OfferResult answer(SessionDescription offer, List<UpTrack> announced) {
    throw new UnsupportedOperationException();
  }

  /// Binds sections that already send to tracks that were announced after the offer; to be called
  /// after each AddTrack.
  public List<PublicationStarted> bindWaiting(List<UpTrack> announced) {
    throw new UnsupportedOperationException();
  }

  /// Wants a track sent to the client. It is bound by the next answer that has a section for it.
  public Attachment attach(DownTrack track) {
    throw new UnsupportedOperationException();
  }

  /// No longer wants it. Its section becomes inactive by the next answer.
  ///
  /// @return whether it was attached
  public boolean detach(String trackSid) {
    throw new UnsupportedOperationException();
  }

  /// What to ask the client for now, and notes that it was asked. Empty when there is nothing to
  /// change, or when it was asked already since the last offer. To be called some milliseconds
  /// after [#attach] and [#detach], so that several changes are asked for at once, and after each
  /// answer.
  public Optional<SectionsRequirement> takeRequirement() {
    throw new UnsupportedOperationException();
  }
}
