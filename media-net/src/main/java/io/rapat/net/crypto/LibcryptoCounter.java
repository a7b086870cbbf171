package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// AES-128 in counter mode with HMAC-SHA1-80 through libcrypto. The two hash states after the first
/// block of HMAC are computed once, and each packet starts from a copy of them.
///
/// Hot path.
final class LibcryptoCounter extends NativeCipher {
  private static final int TAG_BYTES = 10;
  private static final int BLOCK_BYTES = 64;
  // SHA_CTX: five words of state, two of length, a block, a word.
  private static final int STATE_BYTES = 96;
  private static final int INNER_AT = 0;
  private static final int OUTER_AT = STATE_BYTES;
  private static final int WORK_AT = 2 * STATE_BYTES;
  private static final int DIGEST_AT = 3 * STATE_BYTES;
  private static final int IV_AT = DIGEST_AT + 32;
  private static final int COUNT_AT = IV_AT + 16;
  private static final int TAIL_AT = COUNT_AT + 8;
  private static final int SCRATCH_BYTES = TAIL_AT + 8;
  private static final long DIGEST_BYTES = 20;
  private static final long TAIL_BYTES = 4;

  private final long context;
  private final MemorySegment scratch = Arena.ofAuto().allocate(SCRATCH_BYTES, 16);
  private final long base = scratch.address();

  LibcryptoCounter(SessionKeys keys, boolean seals) {
    super(SrtpProfile.AES128_CM_SHA1_80, seals);
    MemorySegment.copy(MemorySegment.ofArray(keys.key()), 0, scratch, IV_AT, keys.key().length);
    // Counter mode encrypts in both directions.
    context = Libcrypto.context(Libcrypto.AES_128_CTR, base + IV_AT, true);
    startHash(keys.authKey(), 0x36, INNER_AT);
    startHash(keys.authKey(), 0x5c, OUTER_AT);
  }

  private void startHash(byte[] authKey, int pad, int at) {
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (pad ^ (i < authKey.length ? authKey[i] : 0));
    }
    MemorySegment.copy(MemorySegment.ofArray(block), 0, scratch, WORK_AT, BLOCK_BYTES);
    try {
      int done = (int) Libcrypto.SHA1_INIT.invokeExact(base + at);
      done &=
          (int) Libcrypto.SHA1_UPDATE.invokeExact(base + at, base + WORK_AT, (long) BLOCK_BYTES);
      if (done != 1) {
        throw new NativeCallException("SHA1_Update");
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SHA1_Update", e);
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
    crypt(ivHigh, ivLow, in, length, out);
    hash(aad, aadLength, out, length, tail);
    MemorySegment.copy(
        scratch, DIGEST_AT, MemorySegment.ofAddress(tag).reinterpret(TAG_BYTES), 0, TAG_BYTES);
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
    hash(aad, aadLength, in, length, tail);
    MemorySegment expected = MemorySegment.ofAddress(tag).reinterpret(TAG_BYTES);
    // All bytes are compared, so that the time does not tell how many were right.
    long difference = Bytes.i64(scratch, DIGEST_AT) ^ Bytes.i64(expected, 0);
    difference |= Bytes.u16(scratch, DIGEST_AT + 8) ^ Bytes.u16(expected, 8);
    if (difference != 0) {
      return false;
    }
    crypt(ivHigh, ivLow, in, length, out);
    return true;
  }

  private void crypt(long ivHigh, long ivLow, long in, int length, long out) {
    if (length == 0) {
      return;
    }
    Bytes.put64(scratch, IV_AT, ivHigh);
    Bytes.put64(scratch, IV_AT + 8, ivLow);
    try {
      int done = (int) Libcrypto.ENCRYPT_INIT.invokeExact(context, 0L, 0L, 0L, base + IV_AT);
      done &= (int) Libcrypto.ENCRYPT_UPDATE.invokeExact(context, out, base + COUNT_AT, in, length);
      if (done != 1) {
        throw new NativeCallException("EVP_Encrypt");
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_Encrypt", e);
    }
  }

  private void hash(long aad, int aadLength, long text, int length, int tail) {
    Bytes.put32(scratch, TAIL_AT, tail);
    long work = base + WORK_AT;
    MemorySegment.copy(scratch, INNER_AT, scratch, WORK_AT, STATE_BYTES);
    try {
      int done;
      if (aad + aadLength == text) {
        done = (int) Libcrypto.SHA1_UPDATE.invokeExact(work, aad, (long) aadLength + length);
      } else {
        done = (int) Libcrypto.SHA1_UPDATE.invokeExact(work, aad, (long) aadLength);
        done &= (int) Libcrypto.SHA1_UPDATE.invokeExact(work, text, (long) length);
      }
      done &= (int) Libcrypto.SHA1_UPDATE.invokeExact(work, base + TAIL_AT, TAIL_BYTES);
      done &= (int) Libcrypto.SHA1_FINAL.invokeExact(base + DIGEST_AT, work);
      MemorySegment.copy(scratch, OUTER_AT, scratch, WORK_AT, STATE_BYTES);
      done &= (int) Libcrypto.SHA1_UPDATE.invokeExact(work, base + DIGEST_AT, DIGEST_BYTES);
      done &= (int) Libcrypto.SHA1_FINAL.invokeExact(base + DIGEST_AT, work);
      if (done != 1) {
        throw new NativeCallException("SHA1_Update");
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SHA1_Update", e);
    }
  }

  @Override
  void free() {
    Libcrypto.freeContext(context);
    scratch.fill((byte) 0);
  }
}
