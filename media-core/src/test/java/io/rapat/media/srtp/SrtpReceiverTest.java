package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpReceiverTest {
  private final ReferenceEngine engine = new ReferenceEngine();
  private final MemorySegment plain = MemorySegment.ofArray(new byte[2048]);
  private final MemorySegment wire = MemorySegment.ofArray(new byte[2048]);
  private final MemorySegment back = MemorySegment.ofArray(new byte[2048]);

  private SrtpReceiver receiver(SrtpProfile profile) {
    return new SrtpReceiver(
        engine, profile, new byte[profile.keyBytes()], new byte[profile.saltBytes()]);
  }

  private SrtpSender sender(SrtpProfile profile) {
    return new SrtpSender(
        engine, profile, new byte[profile.keyBytes()], new byte[profile.saltBytes()]);
  }

  private int rtp(int ssrc, int sequence, int payload) {
    plain.asSlice(0, 12 + payload).fill((byte) sequence);
    Bytes.put8(plain, 0, 0x80);
    Bytes.put8(plain, 1, 96);
    Bytes.put16(plain, 2, sequence);
    Bytes.put32(plain, 8, ssrc);
    return 12 + payload;
  }

  private int sealed(SrtpSender sender, int ssrc, int sequence) {
    int length = rtp(ssrc, sequence, 40);
    return sender.protectRtp(plain, 0, 12, plain, 12, length - 12, wire, 0);
  }

  private static byte[] bytes(MemorySegment segment, int length) {
    return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @EnumSource
  void opensWhatASenderProtectedAtAllSizes(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    for (int payload = 0; payload <= 300; payload++) {
      int length = rtp(5, payload, payload);
      int protectedLength = sender.protectRtp(plain, 0, 12, plain, 12, payload, wire, 0);
      assertThat(protectedLength).isEqualTo(length + profile.tagBytes());

      assertThat(receiver.unprotectRtp(wire, 0, protectedLength, back, 0)).isEqualTo(length);
      assertThat(bytes(back, length)).isEqualTo(bytes(plain, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticatesContributorsAndExtension(SrtpProfile profile) {
    int header = 12 + 2 * 4 + 4 + 8;
    int length = rtp(5, 1, header - 12 + 20);
    Bytes.put8(plain, 0, 0x92);
    Bytes.put16(plain, 20, 0xbede);
    Bytes.put16(plain, 22, 2);
    int protectedLength = sender(profile).protectRtp(plain, 0, header, plain, header, 20, wire, 0);

    for (int i = 1; i < protectedLength; i++) {
      Bytes.put8(wire, i, Bytes.u8(wire, i) ^ 0x40);
      // A longer extension is a broken header; every other bit is caught by the tag.
      assertThat(receiver(profile).unprotectRtp(wire, 0, protectedLength, back, 0))
          .as("byte %d", i)
          .isIn(SrtpDrop.AUTH_FAILED, SrtpDrop.BAD_HEADER);
      Bytes.put8(wire, i, Bytes.u8(wire, i) ^ 0x40);
    }
    assertThat(receiver(profile).unprotectRtp(wire, 0, protectedLength, back, 0)).isEqualTo(length);
  }

  @ParameterizedTest
  @EnumSource
  void refusesEachTruncation(SrtpProfile profile) {
    SrtpReceiver receiver = receiver(profile);
    int protectedLength = sealed(sender(profile), 5, 1);

    for (int length = 0; length < protectedLength; length++) {
      assertThat(receiver.unprotectRtp(wire, 0, length, back, 0))
          .as("length %d", length)
          .isNegative();
    }
    assertThat(receiver.streams()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void refusesHeadersThatReachPastTheEnd(SrtpProfile profile) {
    SrtpReceiver receiver = receiver(profile);
    int length = rtp(5, 1, 40);
    Bytes.put8(plain, 0, 0x8f);
    assertThat(receiver.unprotectRtp(plain, 0, length, back, 0)).isEqualTo(SrtpDrop.BAD_HEADER);

    Bytes.put8(plain, 0, 0x90);
    Bytes.put16(plain, 14, 65535);
    assertThat(receiver.unprotectRtp(plain, 0, length, back, 0)).isEqualTo(SrtpDrop.BAD_HEADER);

    Bytes.put8(plain, 0, 0x40);
    assertThat(receiver.unprotectRtp(plain, 0, length, back, 0)).isEqualTo(SrtpDrop.BAD_HEADER);
    assertThat(receiver.dropped(SrtpDrop.BAD_HEADER)).isEqualTo(3);
    assertThat(engine.opened).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsEachPacketOnceInAnyOrder(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    int[] lengths = new int[100];
    MemorySegment[] packets = new MemorySegment[100];
    for (int i = 0; i < 100; i++) {
      lengths[i] = sealed(sender, 5, 65_500 + i & 0xffff);
      packets[i] = MemorySegment.ofArray(bytes(wire, lengths[i]));
    }

    assertThat(receiver.unprotectRtp(packets[0], 0, lengths[0], back, 0)).isPositive();
    for (int i = 99; i > 0; i--) {
      assertThat(receiver.unprotectRtp(packets[i], 0, lengths[i], back, 0))
          .as("%d", i)
          .isPositive();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(receiver.unprotectRtp(packets[i], 0, lengths[i], back, 0))
          .isEqualTo(SrtpDrop.REPLAYED);
    }
  }

  @Test
  void followsTheRollOverCountThroughLoss() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    SrtpReceiver receiver = receiver(SrtpProfile.AEAD_AES_128_GCM);
    long seed = 77;
    Random random = new Random(seed);
    int accepted = 0;
    for (int index = 60_000; index < 400_000; index += 1 + random.nextInt(20_000)) {
      int length = sealed(sender, 5, index & 0xffff);
      assertThat(receiver.unprotectRtp(wire, 0, length, back, 0)).as("seed %d", seed).isPositive();
      accepted++;
    }
    assertThat(accepted).isGreaterThan(20);
  }

  @Test
  void aForgedJumpDoesNotMoveTheRollOverCount() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    SrtpReceiver receiver = receiver(SrtpProfile.AEAD_AES_128_GCM);
    int length = sealed(sender, 5, 40_000);
    assertThat(receiver.unprotectRtp(wire, 0, length, back, 0)).isPositive();

    for (int sequence : new int[] {1, 7_000, 65_535}) {
      int forged = rtp(5, sequence, 56);
      assertThat(receiver.unprotectRtp(plain, 0, forged, back, 0)).isEqualTo(SrtpDrop.AUTH_FAILED);
    }
    length = sealed(sender, 5, 40_001);
    assertThat(receiver.unprotectRtp(wire, 0, length, back, 0)).isPositive();
  }

  @Test
  void forgedPacketsOfManyStreamsLeaveNoState() {
    SrtpReceiver receiver = receiver(SrtpProfile.AEAD_AES_128_GCM);
    for (int ssrc = 0; ssrc < 1_000; ssrc++) {
      int length = rtp(ssrc, 1, 50);
      assertThat(receiver.unprotectRtp(plain, 0, length, back, 0)).isEqualTo(SrtpDrop.AUTH_FAILED);
    }

    assertThat(receiver.streams()).isZero();
    assertThat(receiver.dropped(SrtpDrop.AUTH_FAILED)).isEqualTo(1_000);
  }

  @Test
  void authenticStreamsAreBounded() {
    SrtpSender sender = sender(SrtpProfile.AEAD_AES_128_GCM);
    SrtpReceiver receiver = receiver(SrtpProfile.AEAD_AES_128_GCM);
    for (int ssrc = 0; ssrc < 1_000; ssrc++) {
      int length = sealed(sender, ssrc, 1);
      assertThat(receiver.unprotectRtp(wire, 0, length, back, 0)).isPositive();
    }

    assertThat(receiver.streams()).isEqualTo(SrtpReceiver.MAX_STREAMS);
  }

  @ParameterizedTest
  @EnumSource
  void carriesRtcpBothWaysOnce(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    for (int length = 8; length <= 400; length += 4) {
      plain.asSlice(0, length).fill((byte) length);
      Bytes.put8(plain, 0, 0x80);
      int protectedLength = sender.protectRtcp(plain, 0, length, wire, 0);
      assertThat(protectedLength).isEqualTo(length + profile.rtcpOverheadBytes());

      assertThat(receiver.unprotectRtcp(wire, 0, protectedLength, back, 0)).isEqualTo(length);
      assertThat(bytes(back, length)).isEqualTo(bytes(plain, length));
      assertThat(receiver.unprotectRtcp(wire, 0, protectedLength, back, 0))
          .isEqualTo(SrtpDrop.REPLAYED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesTamperedTruncatedAndPlainRtcp(SrtpProfile profile) {
    plain.asSlice(0, 28).fill((byte) 3);
    Bytes.put8(plain, 0, 0x80);
    int length = sender(profile).protectRtcp(plain, 0, 28, wire, 0);
    for (int i = 0; i < length; i++) {
      Bytes.put8(wire, i, Bytes.u8(wire, i) ^ 0x80);
      assertThat(receiver(profile).unprotectRtcp(wire, 0, length, back, 0))
          .as("byte %d", i)
          .isIn(SrtpDrop.AUTH_FAILED, SrtpDrop.BAD_HEADER, SrtpDrop.NOT_ENCRYPTED);
      Bytes.put8(wire, i, Bytes.u8(wire, i) ^ 0x80);
    }
    for (int shorter = 0; shorter < length; shorter++) {
      assertThat(receiver(profile).unprotectRtcp(wire, 0, shorter, back, 0)).isNegative();
    }
    assertThat(receiver(profile).unprotectRtcp(plain, 0, 28, back, 0)).isNegative();
  }
}
