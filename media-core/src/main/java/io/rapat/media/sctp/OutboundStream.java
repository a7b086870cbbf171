package io.rapat.media.sctp;

import java.util.ArrayDeque;
import java.util.Deque;

/// The messages of one stream that wait for their TSNs.
final class OutboundStream {
  final int id;
  final Deque<OutboundMessage> waiting = new ArrayDeque<>();

  /// Bytes of `waiting` that have no TSN yet.
  long waitingBytes;

  int nextSsn;

  /// The last TSN that a fragment of this stream got.
  long lastTsn;

  OutboundStream(int id, long lastTsn) {
    this.id = id;
    this.lastTsn = lastTsn;
  }
}
