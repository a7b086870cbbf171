package io.rapat.media.sctp;

/// What an association tells its owner.
public sealed interface SctpEvent {
  /// The association is established. Comes again if the peer restarts it (RFC 9260 §5.2.4.1); all
  /// channels were closed before.
  record Connected() implements SctpEvent {}

  /// A channel is ready in both directions, opened by either side. `maxRetransmits` is -1 for a
  /// reliable channel.
  record ChannelOpened(int channel, String label, boolean ordered, int maxRetransmits)
      implements SctpEvent {}

  /// The peer closed the channel, or the closing asked for here is done.
  record ChannelClosed(int channel, String label) implements SctpEvent {}

  /// A whole message. `binary` is false for text, whose bytes are UTF-8 by RFC 8831 §6.6 (not
  /// checked here).
  record MessageReceived(int channel, String label, boolean binary, byte[] message)
      implements SctpEvent {}

  /// The association is over; nothing follows.
  record Aborted(SctpEndReason reason) implements SctpEvent {}
}
