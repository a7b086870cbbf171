package io.rapat.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Session keys from a master key and salt: AES in counter mode as the pseudo-random function, key
/// derivation rate 0 (RFC 3711 §4.3, and RFC 7714 §11, which uses the same function).
public final class KeyDerivation {
  private static final int RTP_LABEL = 0;
  private static final int RTCP_LABEL = 3;
  private static final int ENCRYPTION = 0;
  private static final int AUTHENTICATION = 1;
  private static final int SALT = 2;
  // The label is the first byte of the 56-bit key_id that is aligned to the end of the 112-bit
  // salt.
  private static final int LABEL_OFFSET = 7;
  private static final int BLOCK_BYTES = 16;

  private KeyDerivation() {}

  /// Keys for SRTP.
  public static SessionKeys rtp(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return derive(profile, masterKey, masterSalt, RTP_LABEL);
  }

  /// Keys for SRTCP.
  public static SessionKeys rtcp(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return derive(profile, masterKey, masterSalt, RTCP_LABEL);
  }

  private static SessionKeys derive(
      SrtpProfile profile, byte[] masterKey, byte[] masterSalt, int label) {
    if (masterKey.length != profile.keyBytes() || masterSalt.length != profile.saltBytes()) {
      throw new IllegalArgumentException("master key or salt has the wrong length for " + profile);
    }
    return new SessionKeys(
        stream(masterKey, masterSalt, label + ENCRYPTION, profile.keyBytes()),
        stream(masterKey, masterSalt, label + AUTHENTICATION, profile.authKeyBytes()),
        stream(masterKey, masterSalt, label + SALT, profile.saltBytes()));
  }

  /// The first `length` bytes of the key stream for a label. A salt of 96 bits counts as 112 bits
  /// with zeros behind.
  static byte[] stream(byte[] masterKey, byte[] masterSalt, int label, int length) {
    byte[] block = Arrays.copyOf(masterSalt, BLOCK_BYTES);
    block[LABEL_OFFSET] ^= (byte) label;
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(block));
      return aes.doFinal(new byte[length]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in counter mode", e);
    }
  }
}
