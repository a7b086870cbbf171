package io.rapat.media.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/// Whatever payload comes: no read behind the end, no exception, and results within the payload.
@Tag("long")
class CodecFuzzTest {

  private static void within(int result, int length) {
    if (result > length || result < Malformed.NO_STRUCTURE) {
      throw new AssertionError("result " + result + " of " + length + " bytes");
    }
  }

  @FuzzTest
  void vp8(byte[] bytes) {
    Vp8Descriptor descriptor = new Vp8Descriptor();
    int size = descriptor.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
    within(size, bytes.length);
    if (size > 0) {
      byte[] out = new byte[Vp8Descriptor.MAX_BYTES];
      int written = descriptor.write(1, 2, 3, MemorySegment.ofArray(out), 0);
      within(written, size);
      if (written != size) {
        throw new AssertionError("wrote " + written + " of " + size);
      }
    }
  }

  @FuzzTest
  void vp9(byte[] bytes) {
    within(new Vp9Descriptor().parse(MemorySegment.ofArray(bytes), 0, bytes.length), bytes.length);
  }

  @FuzzTest
  void h264(byte[] bytes) {
    within(H264.kinds(MemorySegment.ofArray(bytes), 0, bytes.length), 15);
  }

  @FuzzTest
  void red(byte[] bytes) {
    OpusRed red = new OpusRed();
    int blocks = red.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
    for (int i = 0; i < blocks; i++) {
      within(red.offset(i) + red.length(i), bytes.length);
    }
    if (blocks > 0) {
      within(red.primaryOffset() + red.primaryLength(), bytes.length);
    }
  }

  /// The input is a row of at most 12 descriptors of one stream, each behind its length.
  @FuzzTest
  void dependencyDescriptor(byte[] bytes) {
    DependencyDescriptor descriptor = new DependencyDescriptor();
    int at = 0;
    for (int count = 0; count < 12 && at < bytes.length; count++) {
      int end = Math.min(bytes.length, at + 1 + (bytes[at] & 0xff));
      byte[] one = Arrays.copyOfRange(bytes, at + 1, end);
      at = end;
      int result = descriptor.parse(MemorySegment.ofArray(one), 0, one.length);
      within(result, one.length);
      if (result > 0) {
        within(descriptor.spatialId(), 3);
        within(descriptor.temporalId(), 7);
        for (int target = 0; target < descriptor.structure().targetCount(); target++) {
          within(descriptor.indication(target), 3);
          within(descriptor.structure().targetChain(target), 31);
        }
        within(descriptor.structure().targetFor(3, 7), 31);
      }
    }
  }
}
