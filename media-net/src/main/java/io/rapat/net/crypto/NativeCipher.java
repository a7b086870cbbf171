package io.rapat.net.crypto;

import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.MemorySegment;

/// The checks that all native ciphers share: each range against its segment, direction, and use
/// after close. What reaches [#seal] and [#open] below are pointers to memory that is there.
///
/// Hot path.
abstract sealed class NativeCipher implements SrtpCipher
    permits IpsecMbGcm, LibcryptoGcm, LibcryptoCounter, AwsLcGcm {
  private final SrtpProfile profile;
  private final boolean seals;
  private boolean closed;

  NativeCipher(SrtpProfile profile, boolean seals) {
    this.profile = profile;
    this.seals = seals;
  }

  abstract void sealChecked(
      long ivHigh,
      long ivLow,
      long aad,
      int aadLength,
      long in,
      int length,
      long out,
      long tag,
      int tail);

  abstract boolean openChecked(
      long ivHigh,
      long ivLow,
      long aad,
      int aadLength,
      long in,
      int length,
      long tag,
      long out,
      int tail);

  abstract void free();

  @Override
  public final void seal(
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
    long from = NativeRange.address(in, inOffset, length);
    long to = NativeRange.writable(out, outOffset, length);
    NativeRange.apart(from, to, length);
    sealChecked(
        ivHigh,
        ivLow,
        NativeRange.address(aad, aadOffset, aadLength),
        aadLength,
        from,
        length,
        to,
        NativeRange.writable(out, tagOffset, profile.tagBytes()),
        tail);
  }

  @Override
  public final boolean open(
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
    long from = NativeRange.address(in, inOffset, length);
    long to = NativeRange.writable(out, outOffset, length);
    NativeRange.apart(from, to, length);
    return openChecked(
        ivHigh,
        ivLow,
        NativeRange.address(aad, aadOffset, aadLength),
        aadLength,
        from,
        length,
        NativeRange.address(in, tagOffset, profile.tagBytes()),
        to,
        tail);
  }

  private void begin(boolean sealing, long textEnd, long tagOffset) {
    if (closed || seals != sealing) {
      throw new IllegalStateException(closed ? "cipher is closed" : "wrong direction");
    }
    if (profile == SrtpProfile.AEAD_AES_128_GCM && tagOffset != textEnd) {
      throw new IllegalArgumentException("a GCM tag follows its text");
    }
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      free();
    }
  }
}
