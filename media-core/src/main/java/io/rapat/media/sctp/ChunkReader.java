package io.rapat.media.sctp;

import io.rapat.media.sctp.Chunk.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads chunks. Every length is checked before it is used; nothing throws on bad bytes.
final class ChunkReader {
  private ChunkReader() {}

  /// All chunks from the position to the end, or empty if any is malformed. The padding of the last
  /// chunk may be missing.
  static Optional<List<Chunk>> readAll(ByteBuffer in) {
    List<Chunk> chunks = new ArrayList<>(4);
    while (in.hasRemaining()) {
      if (in.remaining() < 4) {
        return Optional.empty();
      }
      int length = in.getShort(in.position() + 2) & 0xffff;
      if (length < 4 || length > in.remaining()) {
        return Optional.empty();
      }
      Optional<Chunk> chunk = read(in.slice(in.position(), length));
      if (chunk.isEmpty()) {
        return Optional.empty();
      }
      chunks.add(chunk.get());
      in.position(Math.min(in.limit(), in.position() + padded(length)));
    }
    return Optional.of(chunks);
  }

  static int padded(int length) {
    return length + 3 & ~3;
  }

  private static Optional<Chunk> read(ByteBuffer in) {
    int type = in.get(0) & 0xff;
    int flags = in.get(1) & 0xff;
    in.position(4);
    return switch (type) {
      case Chunk.DATA -> data(in, flags);
      case Chunk.INIT -> init(in, false);
      case Chunk.INIT_ACK -> init(in, true);
      case Chunk.SACK -> sack(in);
      case Chunk.HEARTBEAT -> Optional.of(new Chunk.Heartbeat(false, rest(in)));
      case Chunk.HEARTBEAT_ACK -> Optional.of(new Chunk.Heartbeat(true, rest(in)));
      case Chunk.ABORT -> Optional.of(new Chunk.Abort((flags & 1) != 0, rest(in)));
      case Chunk.SHUTDOWN -> shutdown(in);
      case Chunk.SHUTDOWN_ACK -> Optional.of(new Chunk.ShutdownAck());
      case Chunk.ERROR -> Optional.of(new Chunk.OperationError(rest(in)));
      case Chunk.COOKIE_ECHO -> Optional.of(new Chunk.CookieEcho(rest(in)));
      case Chunk.COOKIE_ACK -> Optional.of(new Chunk.CookieAck());
      case Chunk.SHUTDOWN_COMPLETE -> Optional.of(new Chunk.ShutdownComplete((flags & 1) != 0));
      case Chunk.RECONFIG -> parameters(in).map(Chunk.Reconfig::new);
      case Chunk.FORWARD_TSN -> forwardTsn(in);
      default -> Optional.of(new Chunk.Unknown(type, flags, rest(in)));
    };
  }

  private static Optional<Chunk> data(ByteBuffer in, int flags) {
    if (in.remaining() < Chunk.Data.HEADER - 4) {
      return Optional.empty();
    }
    return Optional.of(
        new Chunk.Data(
            flags, in.getInt(), unsignedShort(in), unsignedShort(in), in.getInt(), rest(in)));
  }

  private static Optional<Chunk> init(ByteBuffer in, boolean acknowledges) {
    if (in.remaining() < 16) {
      return Optional.empty();
    }
    int tag = in.getInt();
    long window = unsignedInt(in);
    int outbound = unsignedShort(in);
    int inbound = unsignedShort(in);
    int tsn = in.getInt();
    return parameters(in)
        .map(list -> new Chunk.Init(acknowledges, tag, window, outbound, inbound, tsn, list));
  }

  private static Optional<Chunk> sack(ByteBuffer in) {
    if (in.remaining() < 12) {
      return Optional.empty();
    }
    int cumulative = in.getInt();
    long window = unsignedInt(in);
    int gapCount = unsignedShort(in);
    int duplicateCount = unsignedShort(in);
    if (in.remaining() < 4 * (gapCount + duplicateCount)) {
      return Optional.empty();
    }
    int[] gaps = new int[2 * gapCount];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = unsignedShort(in);
    }
    int[] duplicates = new int[duplicateCount];
    for (int i = 0; i < duplicates.length; i++) {
      duplicates[i] = in.getInt();
    }
    return Optional.of(new Chunk.Sack(cumulative, window, gaps, duplicates));
  }

  private static Optional<Chunk> shutdown(ByteBuffer in) {
    return in.remaining() < 4 ? Optional.empty() : Optional.of(new Chunk.Shutdown(in.getInt()));
  }

  private static Optional<Chunk> forwardTsn(ByteBuffer in) {
    if (in.remaining() < 4 || in.remaining() % 4 != 0) {
      return Optional.empty();
    }
    int cumulative = in.getInt();
    int[] skipped = new int[in.remaining() / 2];
    for (int i = 0; i < skipped.length; i++) {
      skipped[i] = unsignedShort(in);
    }
    return Optional.of(new Chunk.ForwardTsn(cumulative, skipped));
  }

  /// Parameters up to the end; the padding of the last one may be missing.
  private static Optional<List<Parameter>> parameters(ByteBuffer in) {
    List<Parameter> list = new ArrayList<>(4);
    while (in.hasRemaining()) {
      if (in.remaining() < 4) {
        return Optional.empty();
      }
      int length = in.getShort(in.position() + 2) & 0xffff;
      if (length < 4 || length > in.remaining()) {
        return Optional.empty();
      }
      byte[] value = new byte[length - 4];
      in.get(in.position() + 4, value);
      list.add(new Parameter(in.getShort(in.position()) & 0xffff, value));
      in.position(Math.min(in.limit(), in.position() + padded(length)));
    }
    return Optional.of(list);
  }

  private static int unsignedShort(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }

  private static long unsignedInt(ByteBuffer in) {
    return in.getInt() & 0xffff_ffffL;
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
