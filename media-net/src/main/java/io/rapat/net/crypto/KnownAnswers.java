package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;

/// The gate before an engine is used: a published packet, then the JDK's result for many sizes,
/// both directions, and a changed bit that must be noticed.
final class KnownAnswers {
  private static final int SLOT_BYTES = 2048;
  private static final int LARGEST_TEXT = 1500;
  private static final int TAIL = 0x01020304;
  private static final long SEED = 0x5ca1ab1eL;

  private KnownAnswers() {}

  /// A packet with its session keys.
  ///
  /// @param ivHigh first 8 bytes of the initialisation vector
  /// @param ivLow last 8 bytes
  /// @param tail what SHA1_80 authenticates at the end
  private record Answer(
      SrtpProfile profile,
      String key,
      String authKey,
      long ivHigh,
      long ivLow,
      int tail,
      String aad,
      String text,
      String sealed) {}

  /// RFC 7714 §16.1.1; and the packet that libsrtp checks itself with, keys derived from the master
  /// key of RFC 3711 §B.3.
  private static final Answer[] PUBLISHED = {
    new Answer(
        SrtpProfile.AEAD_AES_128_GCM,
        "000102030405060708090a0b0c0d0e0f",
        "",
        0x51753c6580c2726fL,
        0x2071841400000000L,
        0,
        "8040f17b8041f8d35501a0b2",
        "47616c6c696120657374206f6d6e6973206469766973612069" + "6e207061727465732074726573",
        "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42"
            + "a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce"),
    new Answer(
        SrtpProfile.AES128_CM_SHA1_80,
        "c61e7a93744f39ee10734afe3ff7a087",
        "cebe321f6ff7716b6fd4ab49af256a156d38baa4",
        0x30cbbc08863d8c85L ^ 0xcafebabeL,
        0xd49db34a9ae10000L ^ 0x12340000L,
        0,
        "800f1234decafbadcafebabe",
        "abababababababababababababababab",
        "4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"),
  };

  /// What is wrong with the engine, or empty when nothing is.
  static Optional<String> check(SrtpEngine engine, SrtpProfile profile) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(4 * SLOT_BYTES, 64);
      for (Answer answer : PUBLISHED) {
        if (answer.profile == profile && !agrees(engine, answer, memory)) {
          return Optional.of("differs from the published packet");
        }
      }
      return compare(engine, new JdkEngine(), profile, memory);
    }
  }

  private static boolean agrees(SrtpEngine engine, Answer answer, MemorySegment memory) {
    byte[] aad = HexFormat.of().parseHex(answer.aad);
    byte[] text = HexFormat.of().parseHex(answer.text);
    byte[] sealed = HexFormat.of().parseHex(answer.sealed);
    SessionKeys keys =
        new SessionKeys(
            HexFormat.of().parseHex(answer.key),
            HexFormat.of().parseHex(answer.authKey),
            new byte[0]);
    put(memory, 0, aad);
    put(memory, SLOT_BYTES, text);
    try (SrtpCipher cipher = engine.sealing(answer.profile, keys)) {
      cipher.seal(
          answer.ivHigh,
          answer.ivLow,
          memory,
          0,
          aad.length,
          memory,
          SLOT_BYTES,
          text.length,
          memory,
          2 * SLOT_BYTES,
          2 * SLOT_BYTES + text.length,
          answer.tail);
    }
    return Arrays.equals(get(memory, 2 * SLOT_BYTES, sealed.length), sealed);
  }

  private static Optional<String> compare(
      SrtpEngine engine, SrtpEngine reference, SrtpProfile profile, MemorySegment memory) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] material = new byte[profile.keyBytes() + profile.authKeyBytes()];
    random.nextBytes(material);
    SessionKeys keys =
        new SessionKeys(
            Arrays.copyOf(material, profile.keyBytes()),
            Arrays.copyOfRange(material, profile.keyBytes(), material.length),
            new byte[profile.saltBytes()]);
    try (SrtpCipher sealing = engine.sealing(profile, keys);
        SrtpCipher opening = engine.opening(profile, keys);
        SrtpCipher expected = reference.sealing(profile, keys)) {
      int aad = 12;
      for (int length = 0; length <= LARGEST_TEXT; length += 1 + length / 9) {
        Trio trio = new Trio(sealing, opening, expected, profile.tagBytes());
        Optional<String> wrong = trio.check(memory, random, aad, length);
        if (wrong.isPresent()) {
          return wrong;
        }
        aad = aad == 72 ? 12 : aad + 4;
      }
    }
    return Optional.empty();
  }

  private record Trio(SrtpCipher sealing, SrtpCipher opening, SrtpCipher expected, int tagBytes) {

    Optional<String> check(MemorySegment memory, SplittableRandom random, int aad, int length) {
      byte[] header = new byte[aad];
      byte[] text = new byte[length];
      random.nextBytes(header);
      random.nextBytes(text);
      long ivHigh = random.nextLong();
      long ivLow = random.nextLong() & 0xffff_ffff_ffff_0000L;
      put(memory, 0, header);
      put(memory, aad, text);
      byte[] mine = seal(sealing, memory, aad, length, ivHigh, ivLow);
      byte[] theirs = seal(expected, memory, aad, length, ivHigh, ivLow);
      if (!Arrays.equals(mine, theirs)) {
        return Optional.of("differs from the JDK at " + length + " bytes");
      }
      if (!open(memory, aad, length, ivHigh, ivLow)
          || !Arrays.equals(get(memory, 3 * SLOT_BYTES, length), text)) {
        return Optional.of("does not open what it sealed at " + length + " bytes");
      }
      int victim = SLOT_BYTES + random.nextInt(length + tagBytes);
      byte old = memory.get(ValueLayout.JAVA_BYTE, victim);
      memory.set(ValueLayout.JAVA_BYTE, victim, (byte) (old ^ 1 << random.nextInt(8)));
      return open(memory, aad, length, ivHigh, ivLow)
          ? Optional.of("accepts a changed packet at " + length + " bytes")
          : Optional.empty();
    }

    private byte[] seal(
        SrtpCipher cipher, MemorySegment memory, int aad, int length, long ivHigh, long ivLow) {
      cipher.seal(
          ivHigh,
          ivLow,
          memory,
          0,
          aad,
          memory,
          aad,
          length,
          memory,
          SLOT_BYTES,
          SLOT_BYTES + length,
          TAIL);
      return get(memory, SLOT_BYTES, length + tagBytes);
    }

    private boolean open(MemorySegment memory, int aad, int length, long ivHigh, long ivLow) {
      return opening.open(
          ivHigh,
          ivLow,
          memory,
          0,
          aad,
          memory,
          SLOT_BYTES,
          length,
          SLOT_BYTES + length,
          memory,
          3 * SLOT_BYTES,
          TAIL);
    }
  }

  private static void put(MemorySegment memory, long offset, byte[] bytes) {
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset, bytes.length);
  }

  private static byte[] get(MemorySegment memory, long offset, int length) {
    return memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
