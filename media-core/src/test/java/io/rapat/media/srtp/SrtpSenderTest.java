package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSenderTest {
  private final ReferenceEngine engine = new ReferenceEngine();
  private final MemorySegment header = MemorySegment.ofArray(new byte[64]);
  private final MemorySegment payload = MemorySegment.ofArray(new byte[1200]);
  private final MemorySegment out = MemorySegment.ofArray(new byte[2048]);

  private SrtpSender sender(SrtpProfile profile) {
    return new SrtpSender(
        engine, profile, new byte[profile.keyBytes()], new byte[profile.saltBytes()]);
  }

  private int send(SrtpSender sender, int ssrc, int sequence) {
    Bytes.put8(header, 0, 0x80);
    Bytes.put16(header, 2, sequence);
    Bytes.put32(header, 8, ssrc);
    return sender.protectRtp(header, 0, 12, payload, 0, 20, out, 0);
  }

  @Test
  void neverUsesAPairOfStreamAndIndexTwice() {
    long seed = 4242;
    Random random = new Random(seed);
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    Set<String> nonces = new HashSet<>();
    long[] highest = {65_000, 65_000, 65_000};
    for (int i = 0; i < 60_000; i++) {
      int ssrc = random.nextInt(3);
      long wanted = highest[ssrc] - 100 + random.nextInt(120);
      int sent = send(sender, ssrc, (int) (wanted & 0xffff));
      if (sent > 0) {
        highest[ssrc] = Math.max(highest[ssrc], wanted);
        // Same header and payload under two indexes differ in the sealed bytes; the tag names the
        // nonce, because everything else is constant.
        byte[] sealed = out.asSlice(12, 20).toArray(ValueLayout.JAVA_BYTE);
        assertThat(nonces.add(ssrc + Arrays.toString(sealed)))
            .as("seed %d step %d", seed, i)
            .isTrue();
      }
    }
    assertThat(nonces).hasSizeGreaterThan(10_000);
    assertThat(sender.dropped(SrtpDrop.REPLAYED)).isPositive();
    assertThat(sender.dropped(SrtpDrop.TOO_OLD)).isPositive();
  }

  @Test
  void sendsAnUnusedNumberUpToSixtyFourBackAndNoUsedOne() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(send(sender, 1, 1_000)).isPositive();
    assertThat(send(sender, 1, 1_100)).isPositive();

    assertThat(send(sender, 1, 1_036)).isPositive();
    assertThat(send(sender, 1, 1_036)).isEqualTo(SrtpDrop.REPLAYED);
    assertThat(send(sender, 1, 1_035)).isEqualTo(SrtpDrop.TOO_OLD);
    assertThat(send(sender, 1, 1_000)).isEqualTo(SrtpDrop.REPLAYED);
    assertThat(send(sender, 1, 1_100)).isEqualTo(SrtpDrop.REPLAYED);
    assertThat(send(sender, 1, 900)).isEqualTo(SrtpDrop.TOO_OLD);
  }

  @Test
  void aStreamThatRestartsItsNumbersIsRefused() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    for (int sequence = 0; sequence < 1_000; sequence++) {
      assertThat(send(sender, 1, sequence)).isPositive();
    }

    for (int sequence = 0; sequence < 1_000; sequence++) {
      assertThat(send(sender, 1, sequence)).isNegative();
    }
  }

  @Test
  void refusesMoreStreamsThanItCanRemember() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    for (int ssrc = 0; ssrc < SrtpSender.MAX_STREAMS; ssrc++) {
      assertThat(send(sender, ssrc, 9)).isPositive();
    }

    assertThat(send(sender, SrtpSender.MAX_STREAMS, 9)).isEqualTo(SrtpDrop.TOO_MANY_STREAMS);
    assertThat(send(sender, 0, 9)).isEqualTo(SrtpDrop.REPLAYED);
  }

  @ParameterizedTest
  @EnumSource
  void aPrefixGivesTheSameBytesAsOnePayload(SrtpProfile profile) {
    for (int i = 0; i < 100; i++) {
      Bytes.put8(payload, i, 7 * i);
    }
    Bytes.put8(header, 0, 0x80);
    int whole = sender(profile).protectRtp(header, 0, 12, payload, 0, 100, out, 0);
    byte[] expected = out.asSlice(0, whole).toArray(ValueLayout.JAVA_BYTE);

    for (int prefix = 0; prefix <= 100; prefix += 5) {
      out.fill((byte) 0);
      int parts =
          sender(profile)
              .protectRtp(
                  header, 0, 12, payload, 0, prefix, payload, prefix, 100 - prefix, out, 30);
      assertThat(parts).isEqualTo(whole);
      assertThat(out.asSlice(30, parts).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
    }
  }

  @Test
  void refusesAHeaderThatSaysAnotherLength() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    Bytes.put8(header, 0, 0x81);

    assertThat(sender.protectRtp(header, 0, 12, payload, 0, 20, out, 0))
        .isEqualTo(SrtpDrop.BAD_HEADER);
    assertThat(sender.protectRtp(header, 0, 20, payload, 0, 20, out, 0))
        .isEqualTo(SrtpDrop.BAD_HEADER);
    assertThat(sender.protectRtp(header, 0, 16, payload, 0, 20, out, 0)).isPositive();
  }

  @Test
  void numbersRtcpFromZeroAndSetsTheEncryptedBit() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    Bytes.put8(payload, 0, 0x80);

    for (int index = 0; index < 3; index++) {
      int length = sender.protectRtcp(payload, 0, 16, out, 0);
      assertThat(Bytes.i32(out, length - 4)).isEqualTo(0x8000_0000 | index);
    }
    assertThat(sender.protectRtcp(payload, 0, 7, out, 0)).isEqualTo(SrtpDrop.TOO_SHORT);
  }
}
