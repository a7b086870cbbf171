package io.rapat.media.rtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Where a packet's header extensions lie, by id (RFC 8285). Of an id that comes twice the first
/// counts; an element that runs over the block ends the reading.
///
/// Hot path.
public final class HeaderExtensions {
  /// One-byte headers (RFC 8285 §4.2).
  public static final int ONE_BYTE = 0xbede;

  /// Two-byte headers (RFC 8285 §4.3); the low four bits are application bits.
  public static final int TWO_BYTE = 0x1000;

  private static final int MAX_ELEMENTS = 32;
  private static final int ABSENT = -1;

  private final int[] positions = new int[256];
  private final int[] lengths = new int[256];
  private final int[] present = new int[MAX_ELEMENTS];
  private int count;

  HeaderExtensions() {
    Arrays.fill(positions, ABSENT);
  }

  void clear() {
    for (int i = 0; i < count; i++) {
      positions[present[i]] = ABSENT;
    }
    count = 0;
  }

  /// Reads the block of `length` bytes that begins `start` bytes behind `packet`.
  void parse(MemorySegment segment, long packet, int start, int profile, int length) {
    if (profile == ONE_BYTE) {
      parseOneByte(segment, packet, start, start + length);
    } else if ((profile & 0xfff0) == TWO_BYTE) {
      parseTwoByte(segment, packet, start, start + length);
    }
  }

  private void parseOneByte(MemorySegment segment, long packet, int start, int end) {
    int at = start;
    while (at < end && count < MAX_ELEMENTS) {
      int head = Bytes.u8(segment, packet + at);
      at++;
      if (head == 0) {
        continue;
      }
      int id = head >>> 4;
      int length = (head & 0x0f) + 1;
      // RFC 8285 §4.2: 15 ends the block; id 0 with a length is not padding and ends it, too.
      if (id == 15 || id == 0 || at + length > end) {
        return;
      }
      put(id, at, length);
      at += length;
    }
  }

  private void parseTwoByte(MemorySegment segment, long packet, int start, int end) {
    int at = start;
    while (at < end && count < MAX_ELEMENTS) {
      int id = Bytes.u8(segment, packet + at);
      at++;
      if (id == 0) {
        continue;
      }
      if (at == end) {
        return;
      }
      int length = Bytes.u8(segment, packet + at);
      at++;
      if (at + length > end) {
        return;
      }
      put(id, at, length);
      at += length;
    }
  }

  private void put(int id, int at, int length) {
    if (positions[id] == ABSENT) {
      positions[id] = at;
      lengths[id] = length;
      present[count++] = id;
    }
  }

  /// Bytes between the packet's begin and the data of extension `id`; -1 when it is absent, or when
  /// `id` is 0, which stands for an extension that isn't negotiated.
  public int position(int id) {
    return id == 0 ? ABSENT : positions[id & 0xff];
  }

  /// Bytes of the data of extension `id`; only when its position isn't -1.
  public int length(int id) {
    return lengths[id & 0xff];
  }
}
