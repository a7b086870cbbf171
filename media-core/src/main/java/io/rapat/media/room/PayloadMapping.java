package io.rapat.media.room;

/// One negotiated payload format of one media section.
///
/// @param codec what the payload is
/// @param payloadType its RTP payload type in this direction of this peer, 0 to 127
/// @param rtxPayloadType the payload type of its retransmissions (RFC 4588), or -1
/// @param nack whether `a=rtcp-fb … nack` was negotiated
public record PayloadMapping(Codec codec, int payloadType, int rtxPayloadType, boolean nack) {}
