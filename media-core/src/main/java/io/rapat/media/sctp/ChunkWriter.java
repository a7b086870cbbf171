package io.rapat.media.sctp;

import io.rapat.media.sctp.Chunk.Parameter;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes chunks with their padding.
final class ChunkWriter {
  private ChunkWriter() {}

  /// Bytes of the chunk with its header and padding.
  static int paddedLength(Chunk chunk) {
    return ChunkReader.padded(length(chunk));
  }

  private static int length(Chunk chunk) {
    return switch (chunk) {
      case Chunk.Data data -> Chunk.Data.HEADER + data.payload().length;
      case Chunk.Init init -> 20 + length(init.parameters());
      case Chunk.Sack sack -> 16 + 2 * sack.gaps().length + 4 * sack.duplicates().length;
      case Chunk.Heartbeat heartbeat -> 4 + heartbeat.body().length;
      case Chunk.Abort abort -> 4 + abort.causes().length;
      case Chunk.Shutdown _ -> 8;
      case Chunk.ShutdownAck _ -> 4;
      case Chunk.ShutdownComplete _ -> 4;
      case Chunk.OperationError error -> 4 + error.causes().length;
      case Chunk.CookieEcho echo -> 4 + echo.cookie().length;
      case Chunk.CookieAck _ -> 4;
      case Chunk.ForwardTsn forward -> 8 + 2 * forward.skipped().length;
      case Chunk.Reconfig reconfig -> 4 + length(reconfig.parameters());
      case Chunk.Unknown unknown -> 4 + unknown.body().length;
    };
  }

  /// The padding of the last parameter does not count, RFC 9260 §3.2.
  private static int length(List<Parameter> parameters) {
    int length = 0;
    for (Parameter parameter : parameters) {
      length = ChunkReader.padded(length) + 4 + parameter.value().length;
    }
    return length;
  }

  static void write(Chunk chunk, ByteBuffer out) {
    int start = out.position();
    switch (chunk) {
      case Chunk.Data data ->
          header(out, Chunk.DATA, data.flags())
              .putInt(data.tsn())
              .putShort((short) data.stream())
              .putShort((short) data.ssn())
              .putInt(data.ppid())
              .put(data.payload());
      case Chunk.Init init -> writeInit(init, out);
      case Chunk.Sack sack -> writeSack(sack, out);
      case Chunk.Heartbeat heartbeat ->
          header(out, heartbeat.acknowledges() ? Chunk.HEARTBEAT_ACK : Chunk.HEARTBEAT, 0)
              .put(heartbeat.body());
      case Chunk.Abort abort ->
          header(out, Chunk.ABORT, abort.reflected() ? 1 : 0).put(abort.causes());
      case Chunk.Shutdown shutdown -> header(out, Chunk.SHUTDOWN, 0).putInt(shutdown.cumulative());
      case Chunk.ShutdownAck _ -> header(out, Chunk.SHUTDOWN_ACK, 0);
      case Chunk.ShutdownComplete complete ->
          header(out, Chunk.SHUTDOWN_COMPLETE, complete.reflected() ? 1 : 0);
      case Chunk.OperationError error -> header(out, Chunk.ERROR, 0).put(error.causes());
      case Chunk.CookieEcho echo -> header(out, Chunk.COOKIE_ECHO, 0).put(echo.cookie());
      case Chunk.CookieAck _ -> header(out, Chunk.COOKIE_ACK, 0);
      case Chunk.ForwardTsn forward -> {
        header(out, Chunk.FORWARD_TSN, 0).putInt(forward.cumulative());
        shorts(forward.skipped(), out);
      }
      case Chunk.Reconfig reconfig ->
          parameters(reconfig.parameters(), header(out, Chunk.RECONFIG, 0));
      case Chunk.Unknown unknown ->
          header(out, unknown.type(), unknown.flags()).put(unknown.body());
    }
    int length = out.position() - start;
    out.putShort(start + 2, (short) length);
    out.position(start + ChunkReader.padded(length));
  }

  private static void writeInit(Chunk.Init init, ByteBuffer out) {
    header(out, init.acknowledges() ? Chunk.INIT_ACK : Chunk.INIT, 0)
        .putInt(init.tag())
        .putInt((int) init.window())
        .putShort((short) init.outboundStreams())
        .putShort((short) init.inboundStreams())
        .putInt(init.tsn());
    parameters(init.parameters(), out);
  }

  private static void writeSack(Chunk.Sack sack, ByteBuffer out) {
    header(out, Chunk.SACK, 0)
        .putInt(sack.cumulative())
        .putInt((int) sack.window())
        .putShort((short) (sack.gaps().length / 2))
        .putShort((short) sack.duplicates().length);
    shorts(sack.gaps(), out);
    for (int duplicate : sack.duplicates()) {
      out.putInt(duplicate);
    }
  }

  private static ByteBuffer header(ByteBuffer out, int type, int flags) {
    return out.put((byte) type).put((byte) flags).putShort((short) 0);
  }

  private static void shorts(int[] values, ByteBuffer out) {
    for (int value : values) {
      out.putShort((short) value);
    }
  }

  private static void parameters(List<Parameter> parameters, ByteBuffer out) {
    int start = out.position();
    for (Parameter parameter : parameters) {
      out.position(start + ChunkReader.padded(out.position() - start));
      out.putShort((short) parameter.type())
          .putShort((short) (4 + parameter.value().length))
          .put(parameter.value());
    }
  }
}
