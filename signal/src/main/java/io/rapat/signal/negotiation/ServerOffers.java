package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.sdp.SessionDescription;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The subscriber PeerConnection of a v0 client: the server offers, the client answers (RFC 9429
/// §5.2).
///
/// The first section carries data channels, the others one track each. At most one offer is
/// outstanding. Owned by one thread; no time in it.
@SuppressWarnings("DoNotCallSuggester")
public final class ServerOffers {

  /// @param random for credentials and SSRCs; has to be unpredictable in production
  public ServerOffers(LocalTransport transport, ClientTraits traits, RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /// The credentials that hold now. The transport may be opened with them before the first offer.
  public IceCredentials local() {
    throw new UnsupportedOperationException();
  }

  /// Wants a track sent to the client. It may be sent when an answer has bound it.
  public Attachment attach(DownTrack track) {
    throw new UnsupportedOperationException();
  }

  /// No longer wants it.
  ///
  /// @return whether it was attached
  public boolean detach(String trackSid) {
    throw new UnsupportedOperationException();
  }

  /// Takes new credentials and gives an outstanding offer up, whose answer may have been lost with
  /// the signal connection. [#offer] has an offer after it.
  public void restartIce() {
    throw new UnsupportedOperationException();
  }

  /// The next offer; empty while one is outstanding or nothing has changed. The first one is there
  /// without any track.
  public Optional<ServerOffer> offer() {
    throw new UnsupportedOperationException();
  }

  /// Whether an offer waits for its answer.
  public boolean outstanding() {
    throw new UnsupportedOperationException();
  }

  /// Takes the client's answer.
  ///
  /// @param id the offer's id; 0 from clients that don't copy it, which is taken for the
  ///   outstanding one
  public AnswerResult answered(int id, SessionDescription answer) {
    throw new UnsupportedOperationException();
  }
}
