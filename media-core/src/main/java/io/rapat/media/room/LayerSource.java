package io.rapat.media.room;

/// One simulcast layer, or the only stream, of a publication as signalling knows it before packets
/// arrive.
///
/// @param spatial the layer's place, 0 for the lowest; dense
/// @param rid the RID that names it in packets (RFC 8852), or "" when it is known by SSRC
/// @param ssrc its SSRC as unsigned number, or -1 when it is to be learned from MID and RID
/// @param rtxSsrc the SSRC of its retransmissions, or -1
public record LayerSource(int spatial, String rid, long ssrc, long rtxSsrc) {}
