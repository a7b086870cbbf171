package io.rapat.media.srtp;

/// What a cipher needs for one direction of SRTP or of SRTCP (RFC 3711 §4.3).
///
/// @param key the encryption key, [SrtpProfile#keyBytes()] long
/// @param authKey the authentication key, [SrtpProfile#authKeyBytes()] long
/// @param salt the salt, [SrtpProfile#saltBytes()] long
public record SessionKeys(byte[] key, byte[] authKey, byte[] salt) {

  /// Hides the keys: they must never reach a log.
  @Override
  public String toString() {
    return "SessionKeys[hidden]";
  }
}
