package io.rapat.net.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpDrop;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineAgreementTest {
  private static final List<SrtpEngine> ENGINES;

  static {
    AwsLcFile.install();
    ENGINES = SrtpEngines.available();
  }

  /// An engine for one profile.
  record Subject(SrtpEngine engine, SrtpProfile profile) {
    @Override
    public String toString() {
      return engine.name() + " " + profile;
    }
  }

  /// Who protects and who opens.
  record Couple(Subject sender, SrtpEngine receiver) {
    @Override
    public String toString() {
      return sender + " to " + receiver.name();
    }
  }

  static Stream<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (SrtpEngine engine : ENGINES) {
      for (SrtpProfile profile : SrtpProfile.values()) {
        if (engine.supports(profile)) {
          subjects.add(new Subject(engine, profile));
        }
      }
    }
    return subjects.stream();
  }

  static Stream<Subject> nativeSubjects() {
    return subjects().filter(subject -> !subject.engine.name().equals("jdk"));
  }

  static Stream<Couple> couples() {
    return subjects()
        .flatMap(sender ->
            ENGINES.stream()
                .filter(receiver -> receiver.supports(sender.profile))
                .map(receiver -> new Couple(sender, receiver)));
  }

  private static SrtpKeys keys(SrtpProfile profile, boolean client) {
    byte[] exported = new byte[profile.exportedBytes()];
    new Random(99).nextBytes(exported);
    return SrtpKeys.fromExporter(profile, exported, client);
  }

  private static int rtp(MemorySegment plain, Random random, int sequence, int payload) {
    byte[] bytes = new byte[12 + payload];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, plain, ValueLayout.JAVA_BYTE, 0, bytes.length);
    Bytes.put8(plain, 0, 0x80);
    Bytes.put16(plain, 2, sequence);
    Bytes.put32(plain, 8, 0xcafe);
    return bytes.length;
  }

  @ParameterizedTest
  @MethodSource("couples")
  void eachEngineOpensWhatEachOtherProtects(Couple couple) {
    long seed = 31;
    Random random = new Random(seed);
    try (Arena arena = Arena.ofConfined();
        SrtpSender sender = SrtpSender.of(couple.sender.engine, keys(couple.sender.profile, true));
        SrtpReceiver receiver =
            SrtpReceiver.of(couple.receiver, keys(couple.sender.profile, false))) {
      MemorySegment plain = arena.allocate(2048);
      MemorySegment wire = arena.allocate(2048);
      MemorySegment back = arena.allocate(2048);
      for (int i = 0; i < 600; i++) {
        int payload = i < 100 ? i : random.nextInt(1401);
        int length = rtp(plain, random, 65_400 + i & 0xffff, payload);
        int sealed = sender.protectRtp(plain, 0, 12, plain, 12, payload, wire, 0);
        assertThat(receiver.unprotectRtp(wire, 0, sealed, back, 0))
            .as("seed %d step %d", seed, i)
            .isEqualTo(length);
        assertThat(back.asSlice(0, length).mismatch(plain.asSlice(0, length))).isEqualTo(-1);

        int rtcp = sender.protectRtcp(plain, 0, 8 + payload, wire, 0);
        assertThat(receiver.unprotectRtcp(wire, 0, rtcp, back, 0)).isEqualTo(8 + payload);
        assertThat(back.asSlice(0, 8 + payload).mismatch(plain.asSlice(0, 8 + payload)))
            .isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void noticesEachChangedByte(Subject subject) {
    Random random = new Random(32);
    try (Arena arena = Arena.ofConfined();
        SrtpSender sender = SrtpSender.of(subject.engine, keys(subject.profile, true));
        SrtpReceiver receiver = SrtpReceiver.of(subject.engine, keys(subject.profile, false))) {
      MemorySegment plain = arena.allocate(2048);
      MemorySegment wire = arena.allocate(2048);
      MemorySegment back = arena.allocate(2048);
      int length = rtp(plain, random, 7, 200);
      int sealed = sender.protectRtp(plain, 0, 12, plain, 12, 200, wire, 0);
      for (int i = 1; i < sealed; i++) {
        Bytes.put8(wire, i, Bytes.u8(wire, i) ^ 1 << random.nextInt(8));
        assertThat(receiver.unprotectRtp(wire, 0, sealed, back, 0)).isEqualTo(SrtpDrop.AUTH_FAILED);
        sealed = resealed(plain, wire, subject);
      }
      assertThat(receiver.unprotectRtp(wire, 0, sealed, back, 0)).isEqualTo(length);
    }
  }

  private static int resealed(MemorySegment plain, MemorySegment wire, Subject subject) {
    try (SrtpSender again = SrtpSender.of(subject.engine, keys(subject.profile, true))) {
      return again.protectRtp(plain, 0, 12, plain, 12, 200, wire, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("nativeSubjects")
  void refusesWhatIsNotInsideItsSegment(Subject subject) {
    SessionKeys keys =
        new SessionKeys(new byte[16], new byte[subject.profile.authKeyBytes()], new byte[14]);
    try (Arena arena = Arena.ofConfined();
        SrtpCipher cipher = subject.engine.sealing(subject.profile, keys)) {
      MemorySegment in = arena.allocate(100);
      MemorySegment out = arena.allocate(100);
      MemorySegment heap = MemorySegment.ofArray(new byte[100]);
      Class<?> outside = IndexOutOfBoundsException.class;
      Class<?> unfit = IllegalArgumentException.class;

      refuses(outside, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 89, out, 0, 89, 0));
      refuses(outside, () -> cipher.seal(0, 0, in, 0, 12, in, 12, -1, out, 0, -1, 0));
      refuses(outside, () -> cipher.seal(0, 0, in, -1, 12, in, 12, 8, out, 0, 8, 0));
      refuses(outside, () -> cipher.seal(0, 0, in, 0, 101, in, 12, 8, out, 0, 8, 0));
      refuses(outside, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 20, out, 90, 110, 0));
      refuses(outside, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 88, out, 5, 93, 0));
      refuses(unfit, () -> cipher.seal(0, 0, in, 0, 12, heap, 12, 8, out, 0, 8, 0));
      refuses(unfit, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 8, heap, 0, 8, 0));
      refuses(unfit, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 8, out.asReadOnly(), 0, 8, 0));
      refuses(unfit, () -> cipher.seal(0, 0, in, 0, 12, in, 12, 30, in, 20, 50, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("nativeSubjects")
  void refusesMemoryThatWasGivenBack(Subject subject) {
    SessionKeys keys =
        new SessionKeys(new byte[16], new byte[subject.profile.authKeyBytes()], new byte[14]);
    MemorySegment gone = freed();
    try (SrtpCipher cipher = subject.engine.sealing(subject.profile, keys)) {
      refuses(
          IllegalStateException.class,
          () -> cipher.seal(0, 0, gone, 0, 12, gone, 12, 8, gone, 12, 20, 0));
    }
  }

  private static MemorySegment freed() {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(100);
    }
  }

  private static void refuses(Class<?> exception, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(exception);
  }

  @Test
  void reportsWhichEnginesTookPart() {
    assertThat(ENGINES).extracting(SrtpEngine::name).contains("jdk");
  }

  @ParameterizedTest
  @MethodSource("nativeSubjects")
  void allocatesNothingInAMillionPackets(Subject subject) {
    try (Arena arena = Arena.ofConfined();
        SrtpSender sender = SrtpSender.of(subject.engine, keys(subject.profile, true));
        SrtpReceiver receiver = SrtpReceiver.of(subject.engine, keys(subject.profile, false))) {
      MemorySegment plain = arena.allocate(2048);
      MemorySegment wire = arena.allocate(2048);
      MemorySegment back = arena.allocate(2048);
      int length = rtp(plain, new Random(33), 0, 148);
      assertThat(packets(sender, receiver, plain, length, wire, back, 0, 300_000)).isZero();

      long before = allocated();
      int failed = packets(sender, receiver, plain, length, wire, back, 300_000, 1_000_000);
      long bytes = allocated() - before;

      assertThat(failed).isZero();
      // One byte for each packet would be a million.
      assertThat(bytes).isLessThan(10_000);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static int packets(
      SrtpSender sender,
      SrtpReceiver receiver,
      MemorySegment plain,
      int length,
      MemorySegment wire,
      MemorySegment back,
      int first,
      int count) {
    int failed = 0;
    for (int i = first; i < first + count; i++) {
      Bytes.put16(plain, 2, i);
      int sealed = sender.protectRtp(plain, 0, 12, plain, 12, length - 12, wire, 0);
      if (receiver.unprotectRtp(wire, 0, sealed, back, 0) != length) {
        failed++;
      }
      if ((i & 63) == 0) {
        int rtcp = sender.protectRtcp(plain, 0, 64, wire, 0);
        if (receiver.unprotectRtcp(wire, 0, rtcp, back, 0) != 64) {
          failed++;
        }
      }
    }
    return failed;
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void keepsDirectionAndCloseApart(Subject subject) {
    SessionKeys keys =
        new SessionKeys(new byte[16], new byte[subject.profile.authKeyBytes()], new byte[14]);
    int tag = subject.profile.tagBytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(200);
      SrtpCipher opening = subject.engine.opening(subject.profile, keys);
      assertThatThrownBy(
              () -> opening.seal(0, 0, memory, 0, 12, memory, 12, 20, memory, 100, 120, 0))
          .isInstanceOf(IllegalStateException.class);
      opening.close();
      opening.close();
      assertThatThrownBy(
              () -> {
                boolean _ =
                    opening.open(0, 0, memory, 0, 12, memory, 12, 20, 32, memory, 100 + tag, 0);
              })
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
