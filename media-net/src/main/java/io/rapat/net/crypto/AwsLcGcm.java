package io.rapat.net.crypto;

import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// AES-128-GCM by one call into AWS-LC.
///
/// Hot path.
final class AwsLcGcm extends NativeCipher {
  private static final long IV_BYTES = 12;
  private static final long TAG_BYTES = 16;
  private static final int COUNT_AT = 16;

  private final long context;
  // iv (16 bytes), then the byte count that the library reports.
  private final MemorySegment scratch = Arena.ofAuto().allocate(32, 16);
  private final long iv = scratch.address();
  private final long count = iv + COUNT_AT;

  AwsLcGcm(byte[] key, boolean seals) {
    super(SrtpProfile.AEAD_AES_128_GCM, seals);
    MemorySegment.copy(MemorySegment.ofArray(key), 0, scratch, 0, key.length);
    try {
      long algorithm = (long) AwsLc.AES_128_GCM.invokeExact();
      context = (long) AwsLc.CTX_NEW.invokeExact(algorithm, iv, (long) key.length, TAG_BYTES);
    } catch (Throwable e) {
      throw new NativeCallException("EVP_AEAD_CTX_new", e);
    }
    scratch.fill((byte) 0);
    if (context == 0) {
      throw new NativeCallException("EVP_AEAD_CTX_new");
    }
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
      int done =
          (int)
              AwsLc.SEAL.invokeExact(
                  context,
                  out,
                  count,
                  length + TAG_BYTES,
                  iv,
                  IV_BYTES,
                  in,
                  (long) length,
                  aad,
                  (long) aadLength);
      if (done != 1) {
        throw new NativeCallException("EVP_AEAD_CTX_seal");
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_AEAD_CTX_seal", e);
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
      return (int)
              AwsLc.OPEN.invokeExact(
                  context,
                  out,
                  count,
                  (long) length,
                  iv,
                  IV_BYTES,
                  in,
                  length + TAG_BYTES,
                  aad,
                  (long) aadLength)
          == 1;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_AEAD_CTX_open", e);
    }
  }

  @Override
  void free() {
    try {
      AwsLc.CTX_FREE.invokeExact(context);
    } catch (Throwable e) {
      throw new NativeCallException("EVP_AEAD_CTX_free", e);
    }
  }
}
