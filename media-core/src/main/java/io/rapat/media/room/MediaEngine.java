package io.rapat.media.room;

/// The border between signalling and the media path.
public interface MediaEngine {

  /// Hands a command to the thread that owns the room. Never blocks; thread-safe.
  void submit(MediaCommand command);

  /// SHA-256 fingerprint of this server's DTLS certificate, 32 bytes.
  byte[] fingerprint();

  /// Where clients reach the media path, in the order to advertise.
  java.util.List<Candidate> candidates();

  /// A host candidate.
  ///
  /// @param tcp passive ICE-TCP (RFC 6544) when true, else UDP
  record Candidate(String address, int port, boolean tcp) {}
}
