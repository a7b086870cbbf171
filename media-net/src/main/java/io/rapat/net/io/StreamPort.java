package io.rapat.net.io;

import java.lang.foreign.MemorySegment;

/// TCP connections that others open to us, driven by one loop thread. Never blocks. A connection is
/// a small number; numbers are used again after [StreamHandler#closed(int)].
public interface StreamPort {
  /// Connections at once.
  int MAX_STREAMS = 1_000;

  /// Bytes that may wait for a connection that doesn't take them.
  int MAX_BACKLOG_BYTES = 256 * 1024;

  /// Accepts, reads and goes on writing where the last wait found something to do.
  void serve(StreamHandler handler);

  /// Appends to what waits for the connection, whole or not at all.
  ///
  /// @return false when there isn't room
  boolean write(int stream, MemorySegment from, long offset, int length);

  /// Sends what waits.
  void flush(StreamHandler handler);

  /// Closes without a call to [StreamHandler#closed(int)].
  void close(int stream);

  /// The bound port, or -1 when there is no listener.
  int port();
}
