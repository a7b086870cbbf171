package io.rapat.media.sdp;

import java.util.List;

/// SSRCs that belong together (RFC 5576 §4.2).
///
/// @param semantics `FID` for a stream and its retransmissions, `SIM` for simulcast layers
public record SourceGroup(String semantics, List<Long> ssrcs) {
  public SourceGroup {
    ssrcs = List.copyOf(ssrcs);
  }
}
