package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// How long an engine takes to protect a packet of voice and one of video, with several keys in
/// turn as in a room.
final class SelfMeasurement {
  private static final int KEYS = 16;
  private static final int HEADER_BYTES = 24;
  private static final int SHORT_BYTES = 110;
  private static final int LONG_BYTES = 1180;
  private static final int WARM_UP = 20_000;
  private static final int BATCH = 1_000;
  private static final int BATCHES = 15;

  private SelfMeasurement() {}

  static SrtpEngines.Trial of(SrtpEngine engine, SrtpProfile profile) {
    SrtpCipher[] ciphers = new SrtpCipher[KEYS];
    for (int i = 0; i < KEYS; i++) {
      byte[] key = new byte[profile.keyBytes()];
      key[0] = (byte) i;
      ciphers[i] =
          engine.sealing(
              profile,
              new SessionKeys(
                  key, new byte[profile.authKeyBytes()], new byte[profile.saltBytes()]));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(2048, 64);
      MemorySegment out = arena.allocate(2048, 64);
      double shortNanos = nanosPerPacket(ciphers, in, out, SHORT_BYTES - HEADER_BYTES);
      double longNanos = nanosPerPacket(ciphers, in, out, LONG_BYTES - HEADER_BYTES);
      return new SrtpEngines.Trial.Measured(
          engine.name(), engine.version(), profile, shortNanos, longNanos);
    } finally {
      for (SrtpCipher cipher : ciphers) {
        cipher.close();
      }
    }
  }

  /// The best batch: what disturbs a batch only ever makes it slower.
  private static double nanosPerPacket(
      SrtpCipher[] ciphers, MemorySegment in, MemorySegment out, int length) {
    batch(ciphers, in, out, length, WARM_UP, 0);
    long best = Long.MAX_VALUE;
    for (int i = 1; i <= BATCHES; i++) {
      long start = System.nanoTime();
      batch(ciphers, in, out, length, BATCH, (long) i * WARM_UP);
      best = Math.min(best, System.nanoTime() - start);
    }
    return (double) best / BATCH;
  }

  private static void batch(
      SrtpCipher[] ciphers,
      MemorySegment in,
      MemorySegment out,
      int length,
      int packets,
      long firstIndex) {
    for (int i = 0; i < packets; i++) {
      ciphers[i % KEYS].seal(
          1,
          (firstIndex + i) << 32,
          out,
          0,
          HEADER_BYTES,
          in,
          HEADER_BYTES,
          length,
          out,
          HEADER_BYTES,
          HEADER_BYTES + length,
          0);
    }
  }
}
