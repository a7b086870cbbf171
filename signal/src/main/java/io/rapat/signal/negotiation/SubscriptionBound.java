package io.rapat.signal.negotiation;

import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.room.PayloadMapping;
import java.util.List;

/// A down track has a section and may be sent; what MediaCommand.Subscribe needs.
///
/// @param ssrc unsigned; new for each binding
/// @param rtxSsrc -1 when the client takes no retransmissions of their own
/// @param payloads one mapping for each of the track's formats that the client receives
public record SubscriptionBound(
    String trackSid,
    String mid,
    long ssrc,
    long rtxSsrc,
    List<PayloadMapping> payloads,
    HeaderExtensionIds extensions,
    String cname) {
  public SubscriptionBound {
    payloads = List.copyOf(payloads);
  }
}
