package io.rapat.media.srtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The session salt as two words, ready to be combined with SSRC and packet index. The 48-bit index
/// is roll-over counter and sequence number in SRTP, and the 31-bit index in SRTCP: the layouts of
/// RFC 7714 §8.1 and §9.1 are the same with it, and so are those of RFC 3711 §4.1.1.
///
/// ```
/// GCM          00 00 | SSRC | index (6 bytes)              xor salt (12 bytes)
/// counter mode 00 00 00 00 | SSRC | index (6 bytes) | 00 00 xor salt (14 bytes)
/// ```
///
/// Hot path.
final class IvSalt {
  private final boolean gcm;
  private final long high;
  private final long low;

  IvSalt(SrtpProfile profile, byte[] salt) {
    MemorySegment padded = MemorySegment.ofArray(Arrays.copyOf(salt, 16));
    gcm = profile == SrtpProfile.AEAD_AES_128_GCM;
    high = Bytes.i64(padded, 0);
    low = Bytes.i64(padded, 8);
  }

  long high(int ssrc, long index) {
    long unsigned = ssrc & 0xffff_ffffL;
    return gcm ? high ^ (unsigned << 16 | index >>> 32) : high ^ unsigned;
  }

  long low(long index) {
    return gcm ? low ^ index << 32 : low ^ index << 16;
  }
}
