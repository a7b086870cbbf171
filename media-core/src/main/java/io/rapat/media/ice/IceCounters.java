package io.rapat.media.ice;

/// What became of the STUN messages of one peer since its start.
///
/// @param answered checks answered by success
/// @param roleConflicts answered by 487
/// @param unknownAttributes answered by 420
/// @param notRequests responses, indications and other methods: dropped, none is awaited
/// @param noFingerprint dropped; checks must have it (RFC 8445 §7.1)
/// @param noUsername dropped: USERNAME is missing or names another peer
/// @param badIntegrity dropped: MESSAGE-INTEGRITY is missing or wrong
/// @param replayed dropped: the same check was seen from another address
/// @param rateLimited dropped: too many checks
/// @param evictedTuples validated addresses given up for newer ones
/// @param ignoredNominations nominations of a worse pair while the selected one was alive
public record IceCounters(
    long answered,
    long roleConflicts,
    long unknownAttributes,
    long notRequests,
    long noFingerprint,
    long noUsername,
    long badIntegrity,
    long replayed,
    long rateLimited,
    long evictedTuples,
    long ignoredNominations) {}
