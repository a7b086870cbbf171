package io.rapat.media.ice;

import io.rapat.media.wire.Bytes;
import io.rapat.media.wire.DatagramKind;
import java.lang.foreign.MemorySegment;

/// Takes the packets out of one passive ICE-TCP connection (RFC 6544 §3): each has its length in
/// two bytes before it (RFC 4571 §2). A packet that lies whole in the input is handed out where it
/// is; one that came in pieces is put together in a buffer of the connection.
///
/// ```
/// int used = 0;
/// while (used < length && framing.read(in, offset + used, length - used)) {
///   used += framing.consumed();
///   if (framing.hasFrame()) { … framing.segment(), framing.offset(), framing.length() … }
/// }
/// ```
///
/// Hot path.
public final class TcpFraming {

  /// The largest frame; a greater one closes the connection.
  public static final int MAX_FRAME_BYTES = 2048;

  /// Bytes of the length field.
  public static final int HEADER_BYTES = 2;

  /// Why a connection must be closed.
  public enum Fault {
    NONE,
    /// A frame of more than [#MAX_FRAME_BYTES].
    FRAME_TOO_LARGE,
    /// The first frame isn't STUN: whoever connected speaks something else.
    FIRST_NOT_STUN
  }

  private final MemorySegment buffer;
  private int header;
  private int headerBytes;
  private int bufferedBytes;
  private boolean stunSeen;
  private Fault fault = Fault.NONE;
  private MemorySegment segment;
  private long offset;
  private int length;
  private int consumed;
  private boolean frame;

  /// @param buffer [#MAX_FRAME_BYTES] bytes of the connection's own
  public TcpFraming(MemorySegment buffer) {
    if (buffer.byteSize() < MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("buffer of " + buffer.byteSize() + " bytes");
    }
    this.buffer = buffer;
    this.segment = buffer;
  }

  /// Reads until one frame is complete or the input is used up. Frames of no bytes are skipped.
  ///
  /// @return false when the connection must be closed because of [#fault()]
  public boolean read(MemorySegment in, long inOffset, int inLength) {
    frame = false;
    consumed = 0;
    while (fault == Fault.NONE && !frame && consumed < inLength) {
      if (headerBytes < HEADER_BYTES) {
        readHeader(Bytes.u8(in, inOffset + consumed));
      } else {
        readBody(in, inOffset + consumed, inLength - consumed);
      }
    }
    return fault == Fault.NONE;
  }

  private void readHeader(int next) {
    header = header << 8 | next;
    headerBytes++;
    consumed++;
    if (headerBytes < HEADER_BYTES) {
      return;
    }
    if (header > MAX_FRAME_BYTES) {
      fault = Fault.FRAME_TOO_LARGE;
    } else if (header == 0) {
      headerBytes = 0;
    }
  }

  private void readBody(MemorySegment in, long at, int available) {
    if (!stunSeen) {
      if (DatagramKind.of(in, at, 1) != DatagramKind.STUN) {
        fault = Fault.FIRST_NOT_STUN;
        return;
      }
      stunSeen = true;
    }
    int take = Math.min(header - bufferedBytes, available);
    consumed += take;
    if (take == header) {
      hand(in, at);
      return;
    }
    MemorySegment.copy(in, at, buffer, bufferedBytes, take);
    bufferedBytes += take;
    if (bufferedBytes == header) {
      hand(buffer, 0);
    }
  }

  private void hand(MemorySegment where, long at) {
    segment = where;
    offset = at;
    length = header;
    frame = true;
    header = 0;
    headerBytes = 0;
    bufferedBytes = 0;
  }

  /// Bytes of the input that the last [#read] used.
  public int consumed() {
    return consumed;
  }

  /// Whether the last [#read] completed a frame; it is valid until the next one.
  public boolean hasFrame() {
    return frame;
  }

  /// Where the frame's bytes are: the input, or the connection's buffer.
  public MemorySegment segment() {
    return segment;
  }

  public long offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public Fault fault() {
    return fault;
  }

  /// Writes the two bytes in front of a frame of `frameLength` bytes, at most 65,535.
  public static void writeHeader(MemorySegment out, long outOffset, int frameLength) {
    Bytes.put16(out, outOffset, frameLength);
  }
}
