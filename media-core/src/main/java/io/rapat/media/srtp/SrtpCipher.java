package io.rapat.media.srtp;

import java.lang.foreign.MemorySegment;

/// Cipher and tag for one direction of SRTP or SRTCP under one set of session keys. Created by
/// [SrtpEngine] for sealing or for opening; calling the other method is an error.
///
/// The initialisation vector comes as two words, most significant bytes first: GCM takes the 12
/// bytes `ivHigh || ivLow>>>32`, counter mode takes all 16. The tag covers:
///
/// - GCM: `aad`, then the text. `tail` is ignored.
/// - SHA1_80: `aad`, then the *encrypted* text, then the 4 bytes of `tail` (the roll-over counter
///   of SRTP, or E bit and index of SRTCP).
///
/// Ranges are checked against the segments, so a wrong length is an exception and never a write
/// outside. Text may be processed in place (same address) or between ranges that do not overlap.
/// Native engines take native segments only. Not safe for use by two threads at once.
///
/// Hot path: no call allocates, except in the engine that is built on the JDK's ciphers.
public interface SrtpCipher extends AutoCloseable {

  /// Encrypts `length` bytes from `in` to `out` and writes the tag to `out` at `tagOffset`.
  ///
  /// @param tagOffset with GCM this must be `outOffset + length`
  void seal(
      long ivHigh,
      long ivLow,
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment in,
      long inOffset,
      int length,
      MemorySegment out,
      long outOffset,
      long tagOffset,
      int tail);

  /// Checks the tag that stands in `in` at `tagOffset` and decrypts `length` bytes to `out`. When
  /// the tag is wrong, what `out` then holds must not be used.
  ///
  /// @param tagOffset with GCM this must be `inOffset + length`
  /// @return whether the tag was right
  boolean open(
      long ivHigh,
      long ivLow,
      MemorySegment aad,
      long aadOffset,
      int aadLength,
      MemorySegment in,
      long inOffset,
      int length,
      long tagOffset,
      MemorySegment out,
      long outOffset,
      int tail);

  /// Wipes the keys and frees native memory. Calls after this are errors. Closing twice is allowed.
  @Override
  void close();
}
