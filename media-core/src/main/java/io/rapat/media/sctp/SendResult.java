package io.rapat.media.sctp;

/// What became of a message given to [SctpAssociation#send(int, byte[], boolean, long)].
public sealed interface SendResult {
  /// Accepted. On a channel with limited retransmissions older messages may have made room.
  record Queued() implements SendResult {}

  /// No open channel of that id or label, or the association is over.
  record NoChannel() implements SendResult {}

  /// The send buffer of the association is full: the peer is too slow.
  record BufferFull() implements SendResult {}

  /// Longer than the peer accepts; `limit` in bytes.
  record TooLarge(int limit) implements SendResult {}
}
