package io.rapat.signal.negotiation;

import java.util.List;

/// What became of a client's answer to an offer of the server.
public sealed interface AnswerResult {

  /// The negotiation is complete.
  ///
  /// @param bound down tracks that may be sent now
  /// @param unsupported down tracks that the client refused; they are no longer attached
  record Completed(RemoteTransport remote, List<SubscriptionBound> bound, List<String> unsupported)
      implements AnswerResult {
    public Completed {
      bound = List.copyOf(bound);
      unsupported = List.copyOf(unsupported);
    }
  }

  /// There is no outstanding offer with that id: to be ignored.
  record Stale() implements AnswerResult {}

  /// The answer doesn't fit the offer. The client has to reconnect in full.
  record Refused(Reason reason) implements AnswerResult {}

  /// Why an answer was refused.
  enum Reason {
    /// Other sections, other mids or other kinds than offered.
    SECTIONS_DIFFER,
    /// A payload type that wasn't offered for that section.
    PAYLOAD_TYPE_NOT_OFFERED,
    /// Neither `active` nor `passive`, or another role than before.
    SETUP,
    /// Another certificate on a live transport.
    FINGERPRINT_CHANGED
  }
}
