package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Draws the random names of one PeerConnection.
final class Identifiers {

  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final RandomGenerator random;
  private final Set<Long> takenSsrcs = new HashSet<>();

  Identifiers(RandomGenerator random) {
    this.random = random;
  }

  /// 95 bits of user name fragment, 190 bits of password (RFC 8445 §5.3 wants 24 and 128).
  IceCredentials credentials() {
    return new IceCredentials(text(16), text(32));
  }

  private String text(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
    }
    return text.toString();
  }

  /// A decimal of at most 62 bits, so that no reader takes it for negative (RFC 9429 §5.2.1).
  String sessionId() {
    return Long.toString(random.nextLong() >>> 2);
  }

  /// An SSRC that neither side uses on this connection.
  long ssrc() {
    long ssrc;
    do {
      ssrc = Integer.toUnsignedLong(random.nextInt());
    } while (ssrc == 0 || !takenSsrcs.add(ssrc));
    return ssrc;
  }

  /// Keeps an SSRC of the client from being drawn.
  void taken(long ssrc) {
    takenSsrcs.add(ssrc);
  }

  /// Gives an SSRC back that is no longer sent.
  void free(long ssrc) {
    takenSsrcs.remove(ssrc);
  }
}
