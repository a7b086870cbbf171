package io.rapat.signal.negotiation;

import io.rapat.media.sdp.Fingerprint;

/// What a client says of its transport.
///
/// @param dtlsClient whether this side opens the DTLS handshake; never changes while the transport
///   lives
public record RemoteTransport(String ufrag, Fingerprint fingerprint, boolean dtlsClient) {}
