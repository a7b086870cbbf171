package io.rapat.media.sctp;

import java.util.Map;

/// Counters and gauges of an association at one moment, for debug pages and metrics. `drops` has an
/// entry for each reason that occurred.
public record SctpSnapshot(
    String state,
    long packetsReceived,
    long packetsSent,
    long messagesReceived,
    long messagesSent,
    long retransmissions,
    long fastRetransmissions,
    long timeouts,
    long abandonedMessages,
    long overflowedMessages,
    int channels,
    long congestionWindow,
    long inFlight,
    long buffered,
    long receiveBuffered,
    long rtoNanos,
    Map<SctpDrop, Long> drops) {}
