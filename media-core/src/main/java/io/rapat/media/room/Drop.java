package io.rapat.media.room;

/// Why a packet, or a part of one, went no further. Each has a counter.
public enum Drop {
  /// Not an RTP packet: version, length, CSRC list or extension block don't fit.
  MALFORMED_RTP,
  /// The padding bit is set and the padding count is 0 or larger than the payload.
  BAD_PADDING,
  /// The index names no peer of the room.
  UNKNOWN_PEER,
  /// No publication of this peer owns the SSRC, and the parking place is full or timed out.
  UNKNOWN_SSRC,
  /// The payload type isn't negotiated for the publication.
  UNKNOWN_PAYLOAD_TYPE,
  /// The sequence number was already received.
  DUPLICATE,
  /// Older than the history reaches.
  TOO_OLD,
  /// A jump of the sequence number that the next packet hasn't confirmed yet.
  SEQUENCE_JUMP,
  /// A retransmission without original sequence number.
  MALFORMED_RTX,
  /// The payload descriptor of the codec can't be read.
  MALFORMED_PAYLOAD,
  /// The publication is muted.
  MUTED,
  /// Padding only: nothing to forward.
  PADDING_ONLY,
  /// The subscriber negotiated no payload type for the codec.
  CODEC_NOT_NEGOTIATED,
  /// The subscriber waits for a key frame.
  AWAITS_KEY_FRAME,
  /// Above the wanted spatial or temporal layer.
  LAYER_FILTERED,
  /// Out of order, and the place in the outgoing sequence isn't known any more.
  LATE,
  /// An RTCP packet of the compound doesn't fit.
  MALFORMED_RTCP,
  /// RTCP beyond the work done for one compound.
  RTCP_BUDGET,
  /// Transport feedback about a packet that wasn't sent lately, or was told of before.
  UNKNOWN_FEEDBACK,
  /// A NACK for a packet that isn't in the history.
  NACK_UNKNOWN,
  /// A NACK repeated within a round trip.
  NACK_REPEATED,
  /// A NACK beyond the share of retransmissions.
  NACK_BUDGET,
  /// A NACK for a subscription without RTX: the same packet is never encrypted twice.
  NACK_WITHOUT_RTX,
  /// A key-frame request beyond the requester's quota.
  KEY_FRAME_QUOTA,
  /// An SSRC that another publication of the same peer owns already.
  SSRC_TAKEN
}
