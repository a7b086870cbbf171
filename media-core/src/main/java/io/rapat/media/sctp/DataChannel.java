package io.rapat.media.sctp;

/// A data channel: the stream of the same number in both directions, RFC 8831 §6.
final class DataChannel {
  enum State {
    /// Our DCEP OPEN is not acknowledged yet.
    OPENING,
    OPEN,
    /// A stream reset is wanted or under way.
    CLOSING
  }

  final int id;
  final String label;
  final boolean ordered;
  final int maxRetransmits;
  State state;
  boolean outgoingReset;
  boolean incomingReset;
  boolean closeTold;

  DataChannel(int id, String label, boolean ordered, int maxRetransmits, State state) {
    this.id = id;
    this.label = label;
    this.ordered = ordered;
    this.maxRetransmits = maxRetransmits;
    this.state = state;
  }
}
