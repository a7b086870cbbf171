package io.rapat.net.io;

/// A UDP port, driven in batches by one loop thread. Never blocks.
public interface DatagramPort {

  /// Reads what is there, up to the batch's capacity.
  ///
  /// @return messages received; fewer than the capacity when nothing is left
  int receive(ReceiveBatch into);

  /// Sends the groups of the batch that are due, in order. What the system doesn't take is dropped
  /// and counted.
  void send(SendBatch batch);

  /// The bound port.
  int port();

  /// Whether equal-sized datagrams of one group leave in one piece (`UDP_SEGMENT`).
  boolean segments();

  /// What the system granted.
  ///
  /// @return `SO_RCVBUF` in bytes
  int receiveBufferBytes();

  /// What the system granted.
  ///
  /// @return `SO_SNDBUF` in bytes
  int sendBufferBytes();
}
