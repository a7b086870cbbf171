package io.rapat.media.room;

/// Names one transport, that is one PeerConnection of a client, inside this process. A LiveKit v0
/// client has two of them, a v1 client one.
public record PeerId(long value) {}
