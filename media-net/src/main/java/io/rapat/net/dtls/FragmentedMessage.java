package io.rapat.net.dtls;

import java.util.Arrays;

/// The pieces of one handshake message that have arrived, in order and without overlap. Holds the
/// bytes that came and not the bytes that were claimed.
final class FragmentedMessage {
  final int type;
  final int length;
  private final int maxPieces;
  private int[] starts = new int[2];
  private byte[][] pieces = new byte[2][];
  private int count;
  private int held;

  FragmentedMessage(int type, int length, int maxPieces) {
    this.type = type;
    this.length = length;
    this.maxPieces = maxPieces;
  }

  boolean complete() {
    return held == length;
  }

  /// Keeps the bytes that are new; what overlaps is ignored, as the first copy counts.
  ///
  /// @return false when that would make too many pieces; earlier pieces stay
  boolean add(byte[] bytes, int at, int offset, int size) {
    int from = offset;
    int end = offset + size;
    int index = 0;
    while (from < end) {
      while (index < count && endOf(index) <= from) {
        index++;
      }
      if (index < count && starts[index] <= from) {
        from = endOf(index);
        continue;
      }
      int to = index < count ? Math.min(end, starts[index]) : end;
      if (count == maxPieces) {
        return false;
      }
      insert(index, from, Arrays.copyOfRange(bytes, at + from - offset, at + to - offset));
      from = to;
    }
    return true;
  }

  private int endOf(int index) {
    return starts[index] + pieces[index].length;
  }

  private void insert(int index, int start, byte[] piece) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      pieces = Arrays.copyOf(pieces, 2 * count);
    }
    System.arraycopy(starts, index, starts, index + 1, count - index);
    System.arraycopy(pieces, index, pieces, index + 1, count - index);
    starts[index] = start;
    pieces[index] = piece;
    count++;
    held += piece.length;
  }

  /// The whole message as one fragment, handshake header included. It must be complete.
  byte[] whole(int messageSequence) {
    byte[] message = new byte[DtlsRecord.HANDSHAKE_HEADER_BYTES + length];
    message[0] = (byte) type;
    put24(message, 1, length);
    message[4] = (byte) (messageSequence >>> 8);
    message[5] = (byte) messageSequence;
    put24(message, 9, length);
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          pieces[i], 0, message, DtlsRecord.HANDSHAKE_HEADER_BYTES + starts[i], pieces[i].length);
    }
    return message;
  }

  private static void put24(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 16);
    bytes[at + 1] = (byte) (value >>> 8);
    bytes[at + 2] = (byte) value;
  }
}
