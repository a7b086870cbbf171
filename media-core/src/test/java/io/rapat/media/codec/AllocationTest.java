package io.rapat.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rapat.media.ice.IceLite;
import io.rapat.media.ice.UfragTable;
import io.rapat.media.room.IceCredentials;
import io.rapat.media.stun.CapturedStun;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What runs for each packet makes no garbage.
class AllocationTest {
  private static final int ROUNDS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Bytes allocated by each of many runs. The first runs, in which classes are loaded, don't
  /// count.
  private static double bytesEach(Runnable work) {
    for (int i = 0; i < ROUNDS; i++) {
      work.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      work.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) ROUNDS;
  }

  private static MemorySegment segment(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }

  @Test
  void payloadParsersAllocateNothing() {
    CapturedPayload firefox = CapturedPayload.of("vp8-firefox.txt").getFirst();
    CapturedPayload svc = CapturedPayload.of("vp9-svc.txt").getFirst();
    CapturedPayload h264 = CapturedPayload.of("h264-chromium.txt").getFirst();
    CapturedPayload red = CapturedPayload.of("opus-red.txt").get(2);
    Vp8Descriptor vp8 = new Vp8Descriptor();
    Vp9Descriptor vp9 = new Vp9Descriptor();
    OpusRed opus = new OpusRed();
    DependencyDescriptor descriptor = new DependencyDescriptor();
    MemorySegment out = segment(new byte[8]);
    List<MemorySegment> payloads =
        List.of(
            firefox.segment(),
            svc.segment(),
            h264.segment(),
            red.segment(),
            segment(svc.descriptor()));

    double bytes =
        bytesEach(() -> {
          vp8.parse(payloads.get(0), 0, firefox.bytes().length);
          vp8.write(1, 2, 3, out, 0);
          vp9.parse(payloads.get(1), 0, svc.bytes().length);
          H264.kinds(payloads.get(2), 0, h264.bytes().length);
          opus.parse(payloads.get(3), 0, red.bytes().length);
          descriptor.parse(payloads.get(4), 0, svc.descriptor().length);
        });

    assertThat(bytes).isLessThan(1);
  }

  @Test
  void findingThePeerOfACheckAllocatesNothingAndAnsweringLittle() {
    CapturedStun check =
        CapturedStun.all().stream()
            .filter(captured -> captured.username().startsWith("LpcgRUnUlkqnOAsR:"))
            .findFirst()
            .orElseThrow();
    MemorySegment in = segment(check.bytes());
    MemorySegment out = segment(new byte[256]);
    StunMessage message = new StunMessage();
    UfragTable table = new UfragTable();
    table.put("LpcgRUnUlkqnOAsR", 1);
    IceLite ice =
        new IceLite(new IceCredentials("LpcgRUnUlkqnOAsR", check.key()), new StunWriter());
    long[] now = {0};

    double finding =
        bytesEach(() -> {
          message.parse(in, 0, check.bytes().length);
          table.find(message);
        });
    double answering =
        bytesEach(() -> {
          now[0] += 20_000_000;
          ice.handleBinding(message, 1, false, 0, 1, 1, now[0], out, 0);
        });

    assertThat(finding).isLessThan(1);
    assertThat(ice.counters().answered()).isEqualTo(2 * ROUNDS);
    assertThat(answering).as("what the two hashes of the JDK make").isLessThan(400);
  }
}
