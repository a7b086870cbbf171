package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One direction through the JDK's `Cipher` and `Mac`. Packets are copied to arrays and back, and
/// setting the initialisation vector allocates: about 1 KB for each packet.
final class JdkCipher implements SrtpCipher {
  private static final int DIGEST_BYTES = 20;
  private static final int GCM_IV_BYTES = 12;
  private static final int GCM_TAG_BITS = 128;

  private final SrtpProfile profile;
  private final boolean seals;
  private final boolean gcm;
  private final int tagBytes;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final Mac mac;
  private final byte[] iv = new byte[16];
  private final byte[] digest = new byte[DIGEST_BYTES];
  private byte[] from = new byte[2048];
  private byte[] to = new byte[2048];
  private boolean closed;

  JdkCipher(SrtpProfile profile, SessionKeys keys, boolean seals) {
    this.profile = profile;
    this.seals = seals;
    gcm = profile == SrtpProfile.AEAD_AES_128_GCM;
    tagBytes = profile.tagBytes();
    key = new SecretKeySpec(keys.key(), "AES");
    try {
      cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "AES/CTR/NoPadding");
      mac = Mac.getInstance("HmacSHA1");
      if (!gcm) {
        mac.init(new SecretKeySpec(keys.authKey(), "HmacSHA1"));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + profile, e);
    }
  }

  @Override
  public void seal(
      long ivHigh,
      long ivLow,
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment in,
      long inOffset,
      int length,
      MemorySegment out,
      long outOffset,
      long tagOffset,
      int tail) {
    begin(true, outOffset + length, tagOffset);
    try {
      start(Cipher.ENCRYPT_MODE, ivHigh, ivLow);
      if (gcm) {
        read(aad, aadOffset, aadLength, 0);
        cipher.updateAAD(from, 0, aadLength);
        read(in, inOffset, length, 0);
        int _ = cipher.doFinal(from, 0, length, room(length + tagBytes), 0);
        write(to, 0, out, outOffset, length + tagBytes);
      } else {
        read(in, inOffset, length, 0);
        int _ = cipher.doFinal(from, 0, length, room(length), 0);
        write(to, 0, out, outOffset, length);
        hash(aad, aadOffset, aadLength, out, outOffset, length, tail);
        write(digest, 0, out, tagOffset, tagBytes);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing cannot fail", e);
    }
  }

  @Override
  public boolean open(
      long ivHigh,
      long ivLow,
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment in,
      long inOffset,
      int length,
      long tagOffset,
      MemorySegment out,
      long outOffset,
      int tail) {
    begin(false, inOffset + length, tagOffset);
    try {
      if (!gcm && !tagIsRight(aad, aadOffset, aadLength, in, inOffset, length, tagOffset, tail)) {
        return false;
      }
      start(Cipher.DECRYPT_MODE, ivHigh, ivLow);
      int sealed = length;
      if (gcm) {
        read(aad, aadOffset, aadLength, 0);
        cipher.updateAAD(from, 0, aadLength);
        sealed += tagBytes;
      }
      read(in, inOffset, sealed, 0);
      int _ = cipher.doFinal(from, 0, sealed, room(sealed), 0);
      write(to, 0, out, outOffset, length);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening fails by its tag only", e);
    }
  }

  private void begin(boolean sealing, long textEnd, long tagOffset) {
    if (closed || seals != sealing) {
      throw new IllegalStateException(closed ? "cipher is closed" : "wrong direction");
    }
    if (gcm && tagOffset != textEnd) {
      throw new IllegalArgumentException("a GCM tag follows its text");
    }
  }

  private void start(int mode, long ivHigh, long ivLow) throws GeneralSecurityException {
    ByteBuffer.wrap(iv).putLong(ivHigh).putLong(ivLow);
    AlgorithmParameterSpec parameters =
        gcm ? new GCMParameterSpec(GCM_TAG_BITS, iv, 0, GCM_IV_BYTES) : new IvParameterSpec(iv);
    cipher.init(mode, key, parameters);
  }

  private boolean tagIsRight(
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment in,
      long inOffset,
      int length,
      long tagOffset,
      int tail)
      throws GeneralSecurityException {
    hash(aad, aadOffset, aadLength, in, inOffset, length, tail);
    read(in, tagOffset, tagBytes, 0);
    int difference = 0;
    for (int i = 0; i < tagBytes; i++) {
      difference |= digest[i] ^ from[i];
    }
    return difference == 0;
  }

  private void hash(
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment text,
      long textOffset,
      int length,
      int tail)
      throws GeneralSecurityException {
    read(aad, aadOffset, aadLength, 0);
    read(text, textOffset, length, aadLength);
    int end = aadLength + length;
    from = grown(from, end + Integer.BYTES);
    ByteBuffer.wrap(from).putInt(end, tail);
    mac.update(from, 0, end + Integer.BYTES);
    mac.doFinal(digest, 0);
  }

  private void read(MemorySegment segment, long offset, int length, int at) {
    from = grown(from, at + length);
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, from, at, length);
  }

  private static void write(byte[] bytes, int at, MemorySegment out, long offset, int length) {
    MemorySegment.copy(bytes, at, out, ValueLayout.JAVA_BYTE, offset, length);
  }

  private byte[] room(int length) {
    to = grown(to, length);
    return to;
  }

  private static byte[] grown(byte[] bytes, int length) {
    return bytes.length >= length ? bytes : Arrays.copyOf(bytes, 2 * length);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(from, (byte) 0);
    Arrays.fill(to, (byte) 0);
  }

  @Override
  public String toString() {
    return "JdkCipher[" + profile + "]";
  }
}
