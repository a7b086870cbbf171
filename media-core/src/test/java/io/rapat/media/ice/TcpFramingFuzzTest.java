package io.rapat.media.ice;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/// The first byte says where the stream is cut; frames must be the same as of the uncut stream.
@Tag("long")
class TcpFramingFuzzTest {

  @FuzzTest
  void cutAnywhere(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
    int cut = (bytes[0] & 0xff) % stream.length;
    TcpFraming whole = new TcpFraming(MemorySegment.ofArray(new byte[2048]));
    TcpFraming parts = new TcpFraming(MemorySegment.ofArray(new byte[2048]));

    long expected = read(whole, stream, 17);
    long actual = read(parts, Arrays.copyOf(stream, cut), 17);
    actual = read(parts, Arrays.copyOfRange(stream, cut, stream.length), actual);

    if (expected != actual || whole.fault() != parts.fault()) {
      throw new AssertionError("cut at " + cut);
    }
  }

  private static long read(TcpFraming framing, byte[] bytes, long hash) {
    MemorySegment in = MemorySegment.ofArray(bytes);
    int used = 0;
    while (used < bytes.length && framing.read(in, used, bytes.length - used)) {
      used += framing.consumed();
      if (framing.hasFrame()) {
        hash = 31 * hash + framing.length();
        for (int i = 0; i < framing.length(); i++) {
          hash =
              31 * hash
                  + framing
                      .segment()
                      .get(java.lang.foreign.ValueLayout.JAVA_BYTE, framing.offset() + i);
        }
      }
    }
    return hash;
  }
}
