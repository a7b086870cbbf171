package io.rapat.app.conference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Puts the fragments of one WebSocket message together, up to a limit.
final class FrameAssembler {
  /// Longest signalling message, in bytes.
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(256);
  private boolean overflown;

  /// Adds a fragment; the whole message when it was the last.
  Optional<byte[]> add(ByteBuffer fragment, boolean last) {
    if (collected.size() + fragment.remaining() > MAX_BYTES) {
      overflown = true;
      collected.reset();
      return Optional.empty();
    }
    byte[] bytes = new byte[fragment.remaining()];
    fragment.get(bytes);
    collected.writeBytes(bytes);
    if (!last) {
      return Optional.empty();
    }
    byte[] whole = collected.toByteArray();
    collected.reset();
    return Optional.of(whole);
  }

  boolean overflown() {
    return overflown;
  }
}
