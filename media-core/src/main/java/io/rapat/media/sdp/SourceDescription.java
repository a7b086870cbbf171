package io.rapat.media.sdp;

import java.util.Optional;

/// What a section says of one SSRC (RFC 5576 §4.1).
///
/// @param ssrc unsigned
/// @param cname "" when not given
public record SourceDescription(long ssrc, String cname, Optional<Msid> msid) {}
