package io.rapat.signal.negotiation;

/// A section stopped carrying a track.
///
/// @param codecIndex which of the track's announced codecs it carried
public record PublicationEnded(String trackSid, int codecIndex, String mid) {}
