package io.rapat.signal.negotiation;

import io.rapat.media.sdp.Candidate;
import io.rapat.media.sdp.Fingerprint;
import java.util.List;

/// What this side says of its transport in every description.
///
/// @param fingerprint of the certificate of this node
/// @param candidates all host candidates
public record LocalTransport(Fingerprint fingerprint, List<Candidate> candidates) {
  public LocalTransport {
    candidates = List.copyOf(candidates);
  }
}
