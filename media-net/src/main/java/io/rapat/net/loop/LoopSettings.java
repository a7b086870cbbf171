package io.rapat.net.loop;

import io.rapat.media.srtp.SrtpEngine;
import java.util.random.RandomGenerator;

/// What a loop needs to know.
///
/// @param slotBytes most memory for packet slots
/// @param peerBytesPerSecond most that one peer may send on average
/// @param silentNanos without anything authentic from a peer for so long it counts as failed; at
///   most the 30 s of consent (RFC 7675 §5.1), after which sending stops in any case
/// @param srtp the ciphers
/// @param random start values of sequence numbers and SSRCs; used on the loop thread
public record LoopSettings(
    long slotBytes,
    long peerBytesPerSecond,
    long silentNanos,
    SrtpEngine srtp,
    RandomGenerator random) {}
