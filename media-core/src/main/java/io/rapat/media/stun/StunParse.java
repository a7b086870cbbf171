package io.rapat.media.stun;

/// What came of reading a datagram as STUN message. All but [#MESSAGE] are reasons to drop it
/// without an answer.
public enum StunParse {
  /// A well-formed message; a FINGERPRINT in it is right.
  MESSAGE,
  /// Shorter than a header, or longer than [StunMessage#MAX_BYTES].
  BAD_SIZE,
  /// First two bits set or another magic cookie: no STUN of RFC 8489.
  NOT_STUN,
  /// The length field isn't a multiple of 4 or disagrees with the datagram.
  BAD_LENGTH,
  /// An attribute ends behind the message.
  ATTRIBUTE_OVERRUN,
  /// More than [StunMessage#MAX_ATTRIBUTES].
  TOO_MANY_ATTRIBUTES,
  /// An attribute of known type has an impossible length or content.
  BAD_ATTRIBUTE,
  /// FINGERPRINT doesn't fit, or something follows it.
  BAD_FINGERPRINT
}
