package io.rapat.media.stun;

/// The keyed hash of MESSAGE-INTEGRITY (RFC 8489 §14.5), with its key inside. One object for each
/// password, so that a check needs no key schedule. Owned by one thread.
public interface MessageIntegrity {

  /// Bytes of a tag.
  int TAG_BYTES = 20;

  /// Writes the tag of `data[0, length)` to `tag[0, TAG_BYTES)`.
  void compute(byte[] data, int length, byte[] tag);

  /// HMAC-SHA1 with the short-term key of `password` (RFC 8489 §9.1.1; ICE passwords are ASCII).
  static MessageIntegrity hmacSha1(String password) {
    return new HmacSha1(password);
  }
}
