package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.sdp.SessionDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of a client's offer.
public sealed interface OfferResult {

  /// The offer is taken. Order of work: unsubscribe `displaced`, end `ended`, publish `started`,
  /// send the answer, subscribe `bound`.
  ///
  /// @param midToTrackId `mid_to_track_id`: every section in which this side sends, and its track
  /// @param local credentials that hold from now on
  /// @param iceRestarted whether they are new because the client restarted ICE
  /// @param waiting mids of sections that send a track which isn't announced yet
  /// @param displaced down tracks that lost their section because the client stopped receiving on
  ///   it; they stay attached and wait for another one
  /// @param unsupported down tracks that were given up, since the client receives none of their
  ///   codecs; they are no longer attached
  record Answer(
      SessionDescription description,
      Map<String, String> midToTrackId,
      IceCredentials local,
      RemoteTransport remote,
      boolean iceRestarted,
      List<PublicationStarted> started,
      List<PublicationEnded> ended,
      List<String> waiting,
      List<SubscriptionBound> bound,
      List<String> displaced,
      List<String> unsupported)
      implements OfferResult {
    public Answer {
      midToTrackId = Collections.unmodifiableMap(new LinkedHashMap<>(midToTrackId));
      started = List.copyOf(started);
      ended = List.copyOf(ended);
      waiting = List.copyOf(waiting);
      bound = List.copyOf(bound);
      displaced = List.copyOf(displaced);
      unsupported = List.copyOf(unsupported);
    }
  }

  /// The offer contradicts what was negotiated; nothing changed. The client has to reconnect in
  /// full.
  record Refused(Reason reason) implements OfferResult {}

  /// Why an offer was refused.
  enum Reason {
    /// No media section at all.
    EMPTY,
    /// Fewer sections than before.
    SECTION_REMOVED,
    /// A section has another mid or kind than before.
    SECTION_CHANGED,
    /// Another certificate on a live transport.
    FINGERPRINT_CHANGED,
    /// No section can be bundled.
    NOT_BUNDLED
  }
}
