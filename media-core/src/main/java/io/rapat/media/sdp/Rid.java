package io.rapat.media.sdp;

/// One `a=rid` line (RFC 8851 §4).
///
/// @param send whether the writer sends it
/// @param restrictions the rest of the line, or ""
public record Rid(String id, boolean send, String restrictions) {}
