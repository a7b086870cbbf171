package io.rapat.media.codec;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;

/// A reusable cursor over a payload with redundant blocks (RFC 2198 §3), as `opus/red` uses it. The
/// last block is the primary one: sent alone under the Opus payload type it is plain Opus.
///
/// ```
///  |1|  block PT   | timestamp offset 14 bits | block length 10 bits |  each redundant block
///  |0|  block PT   |                                                   the primary block
///  … data of the blocks in the same order …
/// ```
///
/// Hot path.
public final class OpusRed {

  /// The most blocks that are read; Chromium sends two.
  public static final int MAX_BLOCKS = 8;

  private final int[] payloadTypes = new int[MAX_BLOCKS];
  private final int[] timestampOffsets = new int[MAX_BLOCKS];
  private final int[] offsets = new int[MAX_BLOCKS];
  private final int[] lengths = new int[MAX_BLOCKS];
  private int blocks;

  /// Reads the payload of one RTP packet, padding excluded.
  ///
  /// @return the number of blocks, at least 1, or a code of [Malformed]
  public int parse(MemorySegment segment, long offset, int length) {
    blocks = 0;
    int at = 0;
    while (at < length && Bytes.u8(segment, offset + at) > 0x7f) {
      if (blocks == MAX_BLOCKS - 1) {
        return Malformed.INVALID;
      }
      if (at + 4 > length) {
        return Malformed.TRUNCATED;
      }
      int header = Bytes.i32(segment, offset + at);
      payloadTypes[blocks] = header >>> 24 & 0x7f;
      timestampOffsets[blocks] = header >>> 10 & 0x3fff;
      lengths[blocks++] = header & 0x3ff;
      at += 4;
    }
    if (at >= length) {
      return Malformed.TRUNCATED;
    }
    payloadTypes[blocks] = Bytes.u8(segment, offset + at);
    timestampOffsets[blocks++] = 0;
    return place(at + 1, length);
  }

  private int place(int begin, int length) {
    int at = begin;
    for (int i = 0; i < blocks - 1; i++) {
      offsets[i] = at;
      at += lengths[i];
    }
    if (at > length) {
      return Malformed.TRUNCATED;
    }
    offsets[blocks - 1] = at;
    lengths[blocks - 1] = length - at;
    return blocks;
  }

  /// Where the primary block begins inside the payload.
  public int primaryOffset() {
    return offsets[blocks - 1];
  }

  /// Bytes of the primary block; 0 is possible.
  public int primaryLength() {
    return lengths[blocks - 1];
  }

  public int primaryPayloadType() {
    return payloadTypes[blocks - 1];
  }

  /// Payload type of a block; the last block is the primary one.
  public int payloadType(int block) {
    return payloadTypes[block];
  }

  /// How many clock ticks a block is older than the packet's timestamp.
  public int timestampOffset(int block) {
    return timestampOffsets[block];
  }

  /// Where a block begins inside the payload.
  public int offset(int block) {
    return offsets[block];
  }

  /// Bytes of a block.
  public int length(int block) {
    return lengths[block];
  }
}
