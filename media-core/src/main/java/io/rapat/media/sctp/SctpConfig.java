package io.rapat.media.sctp;

import java.time.Duration;

/// Limits and times of an association.
///
/// - `port`: both ports, `a=sctp-port`
/// - `packetBytes`: longest SCTP packet sent, to fit a DTLS record in a datagram
/// - `receiveBuffer`: bytes held for reassembly, the advertised window
/// - `sendBuffer`: bytes queued or unacknowledged before reliable sends are refused
/// - `lossyQueue`: bytes queued on a channel with limited retransmissions before the oldest go
/// - `maxChannels`: open or closing data channels
/// - `maxReceivedMessage`: longest message reassembled; a longer one ends the association
/// - `maxSentMessage`: the peer's `a=max-message-size`
/// - `rtoInitial`, `rtoMin`, `rtoMax`: RFC 9260 §16
/// - `maxRetransmits`: unanswered transmissions before the peer counts as gone
/// - `ackDelay`: longest wait of a SACK, RFC 9260 §6.2
/// - `cookieLife`: RFC 9260 §5.1.3
/// - `heartbeat`: time between heartbeats, RFC 9260 §8.3
public record SctpConfig(
    int port,
    int packetBytes,
    int receiveBuffer,
    int sendBuffer,
    int lossyQueue,
    int maxChannels,
    int maxReceivedMessage,
    int maxSentMessage,
    Duration rtoInitial,
    Duration rtoMin,
    Duration rtoMax,
    int maxRetransmits,
    Duration ackDelay,
    Duration cookieLife,
    Duration heartbeat) {

  public SctpConfig {
    if (packetBytes < 512 || packetBytes > 16_384) {
      throw new IllegalArgumentException("packetBytes " + packetBytes);
    }
    if (maxChannels < 1 || maxChannels > 65_535) {
      throw new IllegalArgumentException("maxChannels " + maxChannels);
    }
    if (maxReceivedMessage > receiveBuffer) {
      throw new IllegalArgumentException("maxReceivedMessage above receiveBuffer");
    }
  }

  /// The values for a WebRTC peer. `rtoMin` is 400 ms as in browsers, below the 1 s that RFC 9260
  /// §16 recommends for the open Internet without delayed-ack knowledge; `rtoMax` is 10 s so that a
  /// call that moved to another network is served soon. The send buffer holds what a fast sender
  /// writes before slow start lets it out to a subscriber.
  public static SctpConfig defaults() {
    return new SctpConfig(
        5000,
        1150,
        1 << 20,
        4 << 20,
        64 << 10,
        32,
        256 << 10,
        65_535,
        Duration.ofSeconds(1),
        Duration.ofMillis(400),
        Duration.ofSeconds(10),
        10,
        Duration.ofMillis(40),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30));
  }

  /// The same with the peer's `a=max-message-size`; 0 there means no limit (RFC 8841 §6).
  public SctpConfig withMaxSentMessage(int bytes) {
    return new SctpConfig(
        port,
        packetBytes,
        receiveBuffer,
        sendBuffer,
        lossyQueue,
        maxChannels,
        maxReceivedMessage,
        bytes == 0 ? sendBuffer : bytes,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        ackDelay,
        cookieLife,
        heartbeat);
  }
}
