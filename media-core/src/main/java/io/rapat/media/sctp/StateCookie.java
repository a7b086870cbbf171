package io.rapat.media.sctp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The state that an INIT ACK gives the peer to bring back, RFC 9260 §5.1.3, so that an INIT costs
/// no memory here. Sealed by HMAC-SHA256 under a key of this association.
record StateCookie(
    long createdNanos, int localTag, int localTsn, Peer peer, int tieLocal, int tiePeer) {
  private static final int CONTENT = 44;
  private static final int MAC = 32;

  /// Makes and checks seals.
  static final class Sealer {
    private final Mac mac;

    Sealer(RandomGenerator random) {
      byte[] key = new byte[MAC];
      random.nextBytes(key);
      try {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no HmacSHA256", e);
      }
    }

    byte[] seal(StateCookie cookie) {
      ByteBuffer out = ByteBuffer.allocate(CONTENT + MAC);
      Peer peer = cookie.peer;
      out.putLong(cookie.createdNanos).putInt(cookie.localTag).putInt(cookie.localTsn);
      out.putInt(peer.tag()).putInt(peer.tsn()).putInt(peer.window());
      out.putShort((short) peer.outboundStreams()).putShort((short) peer.inboundStreams());
      out.putInt(cookie.tieLocal).putInt(cookie.tiePeer);
      out.putInt((peer.forwardTsn() ? 1 : 0) | (peer.reconfig() ? 2 : 0));
      mac.update(out.array(), 0, CONTENT);
      return out.put(mac.doFinal()).array();
    }

    /// Empty unless the bytes were sealed here.
    Optional<StateCookie> open(byte[] bytes) {
      if (bytes.length != CONTENT + MAC) {
        return Optional.empty();
      }
      mac.update(bytes, 0, CONTENT);
      byte[] seal = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
      if (!MessageDigest.isEqual(mac.doFinal(), seal)) {
        return Optional.empty();
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long created = in.getLong();
      int localTag = in.getInt();
      int localTsn = in.getInt();
      int flags = in.getInt(CONTENT - 4);
      Peer peer =
          new Peer(
              in.getInt(),
              in.getInt(),
              in.getInt(),
              in.getShort() & 0xffff,
              in.getShort() & 0xffff,
              (flags & 1) != 0,
              (flags & 2) != 0);
      return Optional.of(
          new StateCookie(created, localTag, localTsn, peer, in.getInt(), in.getInt()));
    }
  }
}
