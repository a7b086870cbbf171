package io.rapat.media.sdp;

/// A stream and a track in it (RFC 8830 §2).
///
/// @param stream `-` for a track in no stream
/// @param track "" when only the stream is named
public record Msid(String stream, String track) {}
