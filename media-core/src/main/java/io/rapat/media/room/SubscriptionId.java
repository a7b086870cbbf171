package io.rapat.media.room;

/// Names one publication sent to one peer.
public record SubscriptionId(long value) {}
