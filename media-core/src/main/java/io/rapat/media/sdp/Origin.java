package io.rapat.media.sdp;

/// Names a description and counts its versions (RFC 8866 §5.2).
///
/// @param sessionId decimal, up to 64 bits
/// @param version decimal, grows with each description of the session
public record Origin(String sessionId, String version) {}
