package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// The client-to-mixer audio level header extension (RFC 6464 §3): `V` and seven bits of -dBov.
///
/// Hot path.
public final class AudioLevel {

  /// The level of silence, in -dBov.
  public static final int SILENCE = 127;

  private AudioLevel() {}

  /// The level in -dBov, 0 the loudest to 127; [#SILENCE] when the extension is empty.
  ///
  /// @param length of the extension's value
  public static int level(MemorySegment segment, long offset, int length) {
    return length < 1 ? SILENCE : Bytes.u8(segment, offset) & 0x7f;
  }

  /// Whether the sender believes it is voice (V).
  public static boolean isVoice(MemorySegment segment, long offset, int length) {
    return length > 0 && Bytes.u8(segment, offset) > 0x7f;
  }
}
