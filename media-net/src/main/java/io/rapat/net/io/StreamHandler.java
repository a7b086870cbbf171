package io.rapat.net.io;

import java.lang.foreign.MemorySegment;

/// What happens on TCP connections; called on the loop thread.
public interface StreamHandler {

  /// A connection was accepted.
  ///
  /// @return false to refuse it; it is then closed without [#closed(int)]
  boolean accepted(
      int stream, long remoteHigh, long remoteLow, int remotePort, long localHigh, long localLow);

  /// Bytes came; the memory is valid during the call.
  ///
  /// @return false to close the connection; [#closed(int)] follows
  boolean received(int stream, MemorySegment bytes, long offset, int length);

  /// The connection is gone.
  void closed(int stream);
}
