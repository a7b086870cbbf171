package io.rapat.net.io;

/// What happened at the sockets of one loop. Written by the loop thread alone; others may read a
/// value that is a little old.
public final class IoCounters {
  public long datagramsReceived;
  public long receiveCalls;
  public long receiveErrors;
  public long sendCalls;
  public long messagesSent;
  public long datagramsSent;
  public long bytesSent;

  /// Datagrams dropped because the socket's buffer was full (`EAGAIN`, `ENOBUFS`).
  public long sendBufferFull;

  /// Datagrams dropped because the system refused them (no route, not permitted, too large).
  public long sendRefused;

  /// Messages that had to be sent again one datagram at a time.
  public long segmentationRefused;

  public long streamsAccepted;
  public long streamsRefused;
  public long streamBufferFull;
}
