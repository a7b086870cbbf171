package io.rapat.media.sctp;

/// A message on its way out, and how far it got.
final class OutboundMessage {
  final int stream;
  final boolean unordered;
  final int ppid;
  final byte[] payload;

  /// Transmissions of a fragment after the first before the message is given up; -1 never.
  final int maxRetransmits;

  /// Bytes that were put into fragments.
  int cut;

  int ssn;
  boolean abandoned;

  OutboundMessage(int stream, boolean unordered, int ppid, byte[] payload, int maxRetransmits) {
    this.stream = stream;
    this.unordered = unordered;
    this.ppid = ppid;
    this.payload = payload;
    this.maxRetransmits = maxRetransmits;
  }

  boolean reliable() {
    return maxRetransmits < 0;
  }

  boolean whollyCut() {
    return cut == payload.length;
  }
}
