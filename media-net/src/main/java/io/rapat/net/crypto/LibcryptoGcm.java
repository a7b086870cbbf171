package io.rapat.net.crypto;

import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// AES-128-GCM through the five EVP calls of libcrypto. The context keeps the key; each packet sets
/// the initialisation vector only.
///
/// Hot path.
final class LibcryptoGcm extends NativeCipher {
  private static final int TAG_BYTES = 16;
  private static final int COUNT_AT = 16;

  private final long context;
  // iv (16 bytes), then the byte count that EVP reports.
  private final MemorySegment scratch;
  private final long iv;
  private final long count;

  LibcryptoGcm(byte[] key, boolean seals) {
    super(SrtpProfile.AEAD_AES_128_GCM, seals);
    scratch = Arena.ofAuto().allocate(32, 16);
    iv = scratch.address();
    count = iv + COUNT_AT;
    MemorySegment.copy(MemorySegment.ofArray(key), 0, scratch, 0, key.length);
    context = Libcrypto.context(Libcrypto.AES_128_GCM, iv, seals);
    scratch.fill((byte) 0);
  }

  @Override
  void sealChecked(
      long ivHigh,
      long ivLow,
      long aad,
      int aadLength,
      long in,
      int length,
      long out,
      long tag,
      int tail) {
    Bytes.put64(scratch, 0, ivHigh);
    Bytes.put64(scratch, 8, ivLow);
    try {
      int done = (int) Libcrypto.ENCRYPT_INIT.invokeExact(context, 0L, 0L, 0L, iv);
      done &= (int) Libcrypto.ENCRYPT_UPDATE.invokeExact(context, 0L, count, aad, aadLength);
      if (length > 0) {
        done &= (int) Libcrypto.ENCRYPT_UPDATE.invokeExact(context, out, count, in, length);
      }
      done &= (int) Libcrypto.ENCRYPT_FINAL.invokeExact(context, tag, count);
      done &= (int) Libcrypto.CTRL.invokeExact(context, Libcrypto.GET_TAG, TAG_BYTES, tag);
      if (done != 1) {
        throw new NativeCallException("EVP_Encrypt");
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_Encrypt", e);
    }
  }

  @Override
  boolean openChecked(
      long ivHigh,
      long ivLow,
      long aad,
      int aadLength,
      long in,
      int length,
      long tag,
      long out,
      int tail) {
    Bytes.put64(scratch, 0, ivHigh);
    Bytes.put64(scratch, 8, ivLow);
    try {
      int done = (int) Libcrypto.DECRYPT_INIT.invokeExact(context, 0L, 0L, 0L, iv);
      done &= (int) Libcrypto.DECRYPT_UPDATE.invokeExact(context, 0L, count, aad, aadLength);
      if (length > 0) {
        done &= (int) Libcrypto.DECRYPT_UPDATE.invokeExact(context, out, count, in, length);
      }
      done &= (int) Libcrypto.CTRL.invokeExact(context, Libcrypto.SET_TAG, TAG_BYTES, tag);
      if (done != 1) {
        throw new NativeCallException("EVP_Decrypt");
      }
      return (int) Libcrypto.DECRYPT_FINAL.invokeExact(context, iv, count) == 1;
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_Decrypt", e);
    }
  }

  @Override
  void free() {
    Libcrypto.freeContext(context);
  }
}
