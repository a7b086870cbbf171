package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpProfile;
import java.util.Optional;

/// One handshake and what follows it inside a DTLS library, before any policy. Used by one thread
/// at a time.
interface DtlsConnection extends AutoCloseable {

  /// How far the library has come.
  enum Progress {
    HANDSHAKING,
    FINISHED,
    FAILED,
    CLOSED_BY_PEER
  }

  /// Sends the first flight when this side is the client.
  void start(long nowNanos);

  /// Feeds one datagram that the gate let through.
  void receive(byte[] datagram, long nowNanos);

  void handleTimeout(long nowNanos);

  /// `Long.MAX_VALUE` when no timer runs.
  long deadlineNanos();

  Progress progress();

  /// Next datagram to send.
  Optional<byte[]> poll();

  /// Next application data that came in; only after [Progress#FINISHED].
  Optional<byte[]> pollApplicationData();

  /// Only after [Progress#FINISHED].
  void sendApplicationData(byte[] data);

  /// The peer's certificate in DER, or empty when it sent none; only after [Progress#FINISHED].
  Optional<byte[]> peerCertificate();

  /// The agreed profile, or empty; only after [Progress#FINISHED].
  Optional<SrtpProfile> profile();

  /// Keying material for SRTP; only after [Progress#FINISHED].
  byte[] export(int length);

  /// Queues a closing alert when the handshake is done, and frees everything. What is queued can
  /// still be polled.
  @Override
  void close();
}
