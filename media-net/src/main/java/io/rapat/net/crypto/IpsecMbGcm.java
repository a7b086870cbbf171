package io.rapat.net.crypto;

import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// AES-128-GCM by one call into libipsec-mb. That library decrypts before it knows whether the
/// packet is authentic and leaves the comparison of tags to us.
///
/// Hot path.
final class IpsecMbGcm extends NativeCipher {
  private static final long TAG_BYTES = 16;
  private static final int KEY_AT = 0;
  private static final int CONTEXT_AT = IpsecMb.KEY_DATA_BYTES;
  private static final int IV_AT = CONTEXT_AT + IpsecMb.CONTEXT_BYTES;
  private static final int TAG_AT = IV_AT + 16;
  private static final int SCRATCH_BYTES = TAG_AT + 16;

  /// Addresses were checked against their segments before they came here.
  private static final MemorySegment ALL_MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final MemorySegment scratch = Arena.ofAuto().allocate(SCRATCH_BYTES, 64);
  private final long base = scratch.address();

  IpsecMbGcm(byte[] key, boolean seals) {
    super(SrtpProfile.AEAD_AES_128_GCM, seals);
    MemorySegment.copy(MemorySegment.ofArray(key), 0, scratch, IV_AT, key.length);
    try {
      IpsecMb.PREPARE.invokeExact(base + IV_AT, base + KEY_AT);
    } catch (Throwable e) {
      throw new NativeCallException("aes_gcm_pre_128", e);
    }
    Bytes.put64(scratch, IV_AT, 0);
    Bytes.put64(scratch, IV_AT + 8, 0);
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
    Bytes.put64(scratch, IV_AT, ivHigh);
    Bytes.put64(scratch, IV_AT + 8, ivLow);
    try {
      IpsecMb.SEAL.invokeExact(
          base + KEY_AT,
          base + CONTEXT_AT,
          out,
          in,
          (long) length,
          base + IV_AT,
          aad,
          (long) aadLength,
          tag,
          TAG_BYTES);
    } catch (Throwable e) {
      throw new NativeCallException("aes_gcm_enc_128", e);
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
    Bytes.put64(scratch, IV_AT, ivHigh);
    Bytes.put64(scratch, IV_AT + 8, ivLow);
    // Read before the call: the text may be opened in place, and the tag must not change meanwhile.
    long expectedHigh = Bytes.i64(ALL_MEMORY, tag);
    long expectedLow = Bytes.i64(ALL_MEMORY, tag + 8);
    try {
      IpsecMb.OPEN.invokeExact(
          base + KEY_AT,
          base + CONTEXT_AT,
          out,
          in,
          (long) length,
          base + IV_AT,
          aad,
          (long) aadLength,
          base + TAG_AT,
          TAG_BYTES);
    } catch (Throwable e) {
      throw new NativeCallException("aes_gcm_dec_128", e);
    }
    // All bytes are compared, so that the time does not tell how many were right.
    long difference = expectedHigh ^ Bytes.i64(scratch, TAG_AT);
    difference |= expectedLow ^ Bytes.i64(scratch, TAG_AT + 8);
    return difference == 0;
  }

  @Override
  void free() {
    scratch.fill((byte) 0);
  }
}
