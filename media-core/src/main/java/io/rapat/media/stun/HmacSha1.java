package io.rapat.media.stun;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC (RFC 2104) over the JDK's SHA-1. The JDK's own `Mac` allocates at every call, and a check
/// comes from every participant each few seconds on the thread that forwards.
final class HmacSha1 implements MessageIntegrity {
  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest sha1 = sha1();
  private final byte[] innerKey;
  private final byte[] outerKey;

  HmacSha1(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    byte[] key =
        Arrays.copyOf(bytes.length > BLOCK_BYTES ? sha1.digest(bytes) : bytes, BLOCK_BYTES);
    innerKey = padded(key, INNER);
    outerKey = padded(key, OUTER);
  }

  @Override
  public void compute(byte[] data, int length, byte[] tag) {
    try {
      sha1.update(innerKey);
      sha1.update(data, 0, length);
      sha1.digest(tag, 0, TAG_BYTES);
      sha1.update(outerKey);
      sha1.update(tag, 0, TAG_BYTES);
      sha1.digest(tag, 0, TAG_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("tag buffer of " + tag.length + " bytes", e);
    }
  }

  private static byte[] padded(byte[] key, byte pad) {
    byte[] padded = key.clone();
    for (int i = 0; i < padded.length; i++) {
      padded[i] ^= pad;
    }
    return padded;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
