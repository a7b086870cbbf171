package io.rapat.signal.room;

import io.rapat.signal.negotiation.ServerOffers;

/// The subscriber PeerConnection that a v0 client has besides its publisher one.
///
/// @param offers what was and is to be negotiated on it
record Downlink(PeerLink link, ServerOffers offers) {}
