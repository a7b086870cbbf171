package io.rapat.signal.room;

/// Names one signalling WebSocket inside this process.
public record ConnectionId(long value) {}
