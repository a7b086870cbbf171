package io.rapat.media.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Joins fragments that are fed in TSN order. The fragments of a message have consecutive TSNs (RFC
/// 9260 §6.9), so one buffer serves all streams.
final class InOrderAssembler {
  private final int maxMessage;
  private Chunk.@Nullable Data first;
  private long next;
  private byte[] buffer = new byte[0];
  private int filled;

  /// What feeding a fragment led to.
  sealed interface Fed {
    record Waiting() implements Fed {}

    record Whole(InboundMessage message, Chunk.Data first) implements Fed {}

    record Orphan() implements Fed {}

    record Violation() implements Fed {}
  }

  InOrderAssembler(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /// Bytes of the message that is not complete yet.
  int bufferedBytes() {
    return filled;
  }

  Fed feed(long tsn, Chunk.Data data) {
    if (first != null && tsn != next) {
      // The rest was skipped by FORWARD TSN.
      clear();
    }
    Chunk.Data begin = first;
    if (begin == null) {
      return data.begins() ? begin(tsn, data) : new Fed.Orphan();
    }
    if (data.begins() || !belongs(begin, data) || filled + data.payload().length > maxMessage) {
      return new Fed.Violation();
    }
    append(data.payload());
    next = tsn + 1;
    if (!data.ends()) {
      return new Fed.Waiting();
    }
    byte[] whole = Arrays.copyOf(buffer, filled);
    clear();
    return new Fed.Whole(new InboundMessage(begin.stream(), begin.ppid(), whole), begin);
  }

  /// Everything up to `cumulative` was fed or skipped: what still waits for one of those is lost.
  void passed(long cumulative) {
    if (first != null && next <= cumulative) {
      clear();
    }
  }

  static boolean belongs(Chunk.Data first, Chunk.Data later) {
    return first.stream() == later.stream()
        && first.unordered() == later.unordered()
        && (first.unordered() || first.ssn() == later.ssn());
  }

  private Fed begin(long tsn, Chunk.Data data) {
    if (data.payload().length > maxMessage) {
      return new Fed.Violation();
    }
    if (data.ends()) {
      return new Fed.Whole(new InboundMessage(data.stream(), data.ppid(), data.payload()), data);
    }
    first = data;
    next = tsn + 1;
    append(data.payload());
    return new Fed.Waiting();
  }

  private void append(byte[] payload) {
    if (filled + payload.length > buffer.length) {
      int wanted = Math.max(filled + payload.length, Math.min(maxMessage, 2 * buffer.length));
      buffer = Arrays.copyOf(buffer, wanted);
    }
    System.arraycopy(payload, 0, buffer, filled, payload.length);
    filled += payload.length;
  }

  private void clear() {
    first = null;
    filled = 0;
    buffer = new byte[0];
  }
}
