package io.rapat.testkit;

/// What a link did since its start.
///
/// @param offered packets
/// @param delivered packets, duplicates included
/// @param deliveredBytes bytes of those
/// @param lost dropped at random
/// @param queueFull dropped because they didn't fit into the queue
/// @param duplicated packets that were doubled
/// @param reordered packets that were held back
/// @param queuedBytes bytes that wait now
public record LinkCounters(
    long offered,
    long delivered,
    long deliveredBytes,
    long lost,
    long queueFull,
    long duplicated,
    long reordered,
    long queuedBytes) {}
