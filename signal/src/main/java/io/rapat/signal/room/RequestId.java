package io.rapat.signal.room;

/// Names one request of the server API until it is answered.
public record RequestId(long value) {}
