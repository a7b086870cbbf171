package io.rapat.signal.negotiation;

import io.rapat.media.sdp.Candidate;
import io.rapat.media.sdp.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/// What this side says of its transport in every description.
///
/// @param fingerprint of the certificate of this node
/// @param candidates all host candidates; the preferred address first, since priorities have to
///   differ (RFC 8445 §5.1.2)
public record LocalTransport(Fingerprint fingerprint, List<Candidate> candidates) {
  public LocalTransport {
    List<Candidate> ranked = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      ranked.add(candidate.ranked(ranked.size()));
    }
    candidates = List.copyOf(ranked);
  }
}
