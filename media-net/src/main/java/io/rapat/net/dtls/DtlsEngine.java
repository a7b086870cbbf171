package io.rapat.net.dtls;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One DTLS association with one peer. Sans-IO: it never touches a socket.
///
/// Feed it datagrams only from a tuple that ICE has validated. A handshake costs about half a
/// millisecond, so run it on a worker and not on a media loop. Any thread may call, one at a time.
///
/// The time is that of the monotonic clock of this process, because the libraries behind this port
/// measure their own timeouts with it.
public interface DtlsEngine extends AutoCloseable {

  /// Feeds one datagram: a whole UDP payload that starts with a DTLS record. Anything else is
  /// dropped and counted.
  ///
  /// @param datagram heap or native memory; it is copied
  void receive(MemorySegment datagram, long offset, int length, long nowNanos);

  /// The next datagram to send: at most 1,200 bytes, unless application data of one call is larger.
  /// Empty when there is none.
  Optional<byte[]> poll();

  /// What one call of the peer's [#sendApplicationData] sent. Empty when there is none or while the
  /// peer's fingerprint was not checked.
  Optional<byte[]> pollApplicationData();

  /// Sends data, one record. Waits in a short queue while the handshake runs; dropped when that
  /// queue is full or the association has ended, as on any lossy network.
  ///
  /// @param data at most 8,192 bytes; up to 1,163 bytes fit a datagram of 1,200
  void sendApplicationData(byte[] data);

  /// Says which certificate the peer must have. Until then a completed handshake is withheld: its
  /// state stays [DtlsState.Handshaking]. May be told once.
  void setRemoteFingerprint(Fingerprint fingerprint, long nowNanos);

  /// Where the association stands.
  DtlsState state();

  /// When to call [#handleTimeout] next; `Long.MAX_VALUE` when never.
  long deadlineNanos();

  /// Retransmits or gives up, as far as the time has come.
  void handleTimeout(long nowNanos);

  /// Ends the association: queues a closing alert for a last [#poll] when one makes sense, and
  /// frees native memory. Closing twice is allowed.
  @Override
  void close();
}
