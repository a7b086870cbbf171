package io.rapat.media.sctp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/// Any bytes: a checksum is put right, and every second input gets the right tag, so that the
/// fuzzer reaches the association.
@Tag("long")
class SctpFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void receivesAnything(byte[] input) {
    SimulatedLink link = new SimulatedLink(1).connected();
    int tag = link.sentByA.getLast().tag();
    int at = 0;
    while (at + 1 < input.length) {
      int length = Math.min(input.length - at - 1, 1 + (input[at] & 0xff));
      byte[] packet = Arrays.copyOfRange(input, at + 1, at + 1 + length);
      link.b.receive(aimed(packet, (input[at] & 1) == 0 ? tag : 0), link.nowNanos);
      while (link.b.poll(link.nowNanos).isPresent()) {
        // Sent, as an owner does.
      }
      link.nowNanos += 100_000_000;
      link.b.handleTimeout(link.nowNanos);
      at += 1 + length;
    }
    if (link.b.snapshot().receiveBuffered() > 2 << 20) {
      throw new IllegalStateException("buffered " + link.b.snapshot());
    }
  }

  private static byte[] aimed(byte[] chunks, int tag) {
    byte[] packet = new byte[SctpPacket.HEADER + chunks.length];
    java.nio.ByteBuffer.wrap(packet)
        .putShort((short) 5000)
        .putShort((short) 5000)
        .putInt(tag)
        .putInt(0)
        .put(chunks);
    return Checksum.fix(packet);
  }
}
