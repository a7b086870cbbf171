package io.rapat.media.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The ciphers written for reading: fresh JDK objects for each packet, and a count of calls.
final class ReferenceEngine implements SrtpEngine {
  int opened;

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String version() {
    return "test";
  }

  @Override
  public boolean supports(SrtpProfile profile) {
    return true;
  }

  @Override
  public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
    return new ReferenceCipher(profile, keys);
  }

  @Override
  public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
    return new ReferenceCipher(profile, keys);
  }

  private final class ReferenceCipher implements SrtpCipher {
    private final SrtpProfile profile;
    private final SessionKeys keys;

    ReferenceCipher(SrtpProfile profile, SessionKeys keys) {
      this.profile = profile;
      this.keys = keys;
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
      byte[] header = bytes(aad, aadOffset, aadLength);
      byte[] text = bytes(in, inOffset, length);
      try {
        if (profile == SrtpProfile.AEAD_AES_128_GCM) {
          byte[] sealed = gcm(Cipher.ENCRYPT_MODE, ivHigh, ivLow, header, text);
          put(out, outOffset, Arrays.copyOf(sealed, length));
          put(out, tagOffset, Arrays.copyOfRange(sealed, length, length + 16));
        } else {
          byte[] encrypted = counter(ivHigh, ivLow, text);
          put(out, outOffset, encrypted);
          put(out, tagOffset, tag(header, encrypted, tail));
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
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
      opened++;
      byte[] header = bytes(aad, aadOffset, aadLength);
      byte[] text = bytes(in, inOffset, length);
      byte[] tag = bytes(in, tagOffset, profile.tagBytes());
      try {
        if (profile == SrtpProfile.AEAD_AES_128_GCM) {
          byte[] sealed = Arrays.copyOf(text, length + tag.length);
          System.arraycopy(tag, 0, sealed, length, tag.length);
          put(out, outOffset, gcm(Cipher.DECRYPT_MODE, ivHigh, ivLow, header, sealed));
          return true;
        }
        put(out, outOffset, counter(ivHigh, ivLow, text));
        return MessageDigest.isEqual(tag, tag(header, text, tail));
      } catch (AEADBadTagException e) {
        return false;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private byte[] gcm(int mode, long ivHigh, long ivLow, byte[] aad, byte[] text)
        throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] iv = ByteBuffer.allocate(16).putLong(ivHigh).putLong(ivLow).array();
      cipher.init(mode, new SecretKeySpec(keys.key(), "AES"), new GCMParameterSpec(128, iv, 0, 12));
      cipher.updateAAD(aad);
      return cipher.doFinal(text);
    }

    private byte[] counter(long ivHigh, long ivLow, byte[] text) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] iv = ByteBuffer.allocate(16).putLong(ivHigh).putLong(ivLow).array();
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.key(), "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(text);
    }

    private byte[] tag(byte[] header, byte[] encrypted, int tail) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(keys.authKey(), "HmacSHA1"));
      mac.update(header);
      mac.update(encrypted);
      mac.update(ByteBuffer.allocate(4).putInt(tail).array());
      return Arrays.copyOf(mac.doFinal(), 10);
    }

    @Override
    public void close() {}
  }

  private static byte[] bytes(MemorySegment segment, long offset, int length) {
    return segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void put(MemorySegment segment, long offset, byte[] bytes) {
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, offset, bytes.length);
  }
}
