package io.rapat.media.sctp;

import io.rapat.media.sctp.Chunk.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The four-way handshake of RFC 9260 §5, with both sides starting at once (§5.2.1) as WebRTC peers
/// do.
final class Handshake {
  /// No id of a WebRTC channel is above 65534; state is kept per channel, not per stream.
  static final int STREAMS = 65_535;

  private static final int MAX_COOKIE = 1024;
  private static final int MAX_REPORTED = 256;

  /// What to do with a COOKIE ECHO, RFC 9260 §5.2.4.
  sealed interface Verdict {
    /// Cases B and D before the association is up, or the plain case.
    record Establish(Peer peer) implements Verdict {}

    /// Case D when it is up: the COOKIE ACK got lost.
    record Repeat() implements Verdict {}

    /// Case A: the peer lost its state.
    record Restart(Peer peer) implements Verdict {}

    record Stale(long byNanos) implements Verdict {}

    record Drop(SctpDrop reason) implements Verdict {}
  }

  private final SctpConfig config;
  private final RandomGenerator random;
  private final StateCookie.Sealer sealer;
  private int localTag;
  private int localTsn;
  private int peerTag;

  Handshake(SctpConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
    this.sealer = new StateCookie.Sealer(random);
    this.localTag = freshTag();
    this.localTsn = random.nextInt();
  }

  int localTag() {
    return localTag;
  }

  int localTsn() {
    return localTsn;
  }

  int peerTag() {
    return peerTag;
  }

  private int freshTag() {
    int tag = random.nextInt();
    return tag == 0 ? 1 : tag;
  }

  /// The packet that asks for an association.
  SctpPacket init() {
    Chunk.Init init =
        new Chunk.Init(
            false,
            localTag,
            config.receiveBuffer(),
            STREAMS,
            STREAMS,
            localTsn,
            extensions(new ArrayList<>()));
    return packet(0, init);
  }

  private SctpPacket packet(int tag, Chunk chunk) {
    return new SctpPacket(config.port(), config.port(), tag, List.of(chunk));
  }

  private static List<Parameter> extensions(List<Parameter> list) {
    list.add(new Parameter(Parameter.FORWARD_TSN_SUPPORTED, new byte[0]));
    list.add(
        new Parameter(
            Parameter.SUPPORTED_EXTENSIONS,
            new byte[] {(byte) Chunk.RECONFIG, (byte) Chunk.FORWARD_TSN}));
    return list;
  }

  /// Whether an INIT or INIT ACK may be believed, RFC 9260 §3.3.2.
  static boolean sound(Chunk.Init init) {
    return init.tag() != 0 && init.outboundStreams() != 0 && init.inboundStreams() != 0;
  }

  /// The INIT ACK for a peer's INIT. While our own INIT is under way it repeats our tag and TSN
  /// (RFC 9260 §5.2.1); once `established` it offers new ones, and the cookie remembers the old
  /// tags (§5.2.2).
  SctpPacket answer(Chunk.Init init, boolean established, long nowNanos) {
    StateCookie cookie =
        established
            ? new StateCookie(
                nowNanos, freshTag(), random.nextInt(), Peer.of(init), localTag, peerTag)
            : new StateCookie(nowNanos, localTag, localTsn, Peer.of(init), 0, 0);
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter(Parameter.STATE_COOKIE, sealer.seal(cookie)));
    extensions(parameters);
    reportUnknown(init.parameters(), parameters);
    Chunk.Init answer =
        new Chunk.Init(
            true,
            cookie.localTag(),
            config.receiveBuffer(),
            STREAMS,
            STREAMS,
            cookie.localTsn(),
            parameters);
    return packet(init.tag(), answer);
  }

  /// Parameters that we do not know and whose type asks for a report, RFC 9260 §3.2.1.
  private static void reportUnknown(List<Parameter> from, List<Parameter> to) {
    int room = MAX_REPORTED;
    for (Parameter parameter : from) {
      boolean known =
          parameter.type() < 0x4000 || parameter.type() == Parameter.FORWARD_TSN_SUPPORTED;
      boolean wantsReport = (parameter.type() & 0x4000) != 0;
      int size = 8 + ChunkReader.padded(parameter.value().length);
      if (!known && wantsReport && size <= room) {
        room -= size;
        byte[] copy = new byte[4 + parameter.value().length];
        copy[0] = (byte) (parameter.type() >> 8);
        copy[1] = (byte) parameter.type();
        copy[2] = (byte) (copy.length >> 8);
        copy[3] = (byte) copy.length;
        System.arraycopy(parameter.value(), 0, copy, 4, parameter.value().length);
        to.add(new Parameter(Parameter.UNRECOGNIZED, copy));
      }
    }
  }

  /// The cookie of an INIT ACK, which names the peer from now on.
  Optional<byte[]> accept(Chunk.Init answer) {
    for (Parameter parameter : answer.parameters()) {
      if (parameter.type() == Parameter.STATE_COOKIE && parameter.value().length <= MAX_COOKIE) {
        peerTag = answer.tag();
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /// Judges a COOKIE ECHO that came in a packet with `tag`, and takes over what it establishes.
  Verdict judge(byte[] bytes, int tag, boolean established, long nowNanos) {
    StateCookie cookie = sealer.open(bytes).orElse(null);
    if (cookie == null) {
      return new Verdict.Drop(SctpDrop.FORGED_COOKIE);
    }
    if (tag != cookie.localTag()) {
      return new Verdict.Drop(SctpDrop.BAD_TAG);
    }
    boolean sameLocal = cookie.localTag() == localTag;
    boolean samePeer = cookie.peer().tag() == peerTag;
    long age = nowNanos - cookie.createdNanos();
    if (age > config.cookieLife().toNanos() && !(sameLocal && samePeer)) {
      return new Verdict.Stale(age - config.cookieLife().toNanos());
    }
    if (established) {
      return judgeAgain(cookie, sameLocal, samePeer);
    }
    if (!sameLocal) {
      return new Verdict.Drop(SctpDrop.UNEXPECTED);
    }
    peerTag = cookie.peer().tag();
    return new Verdict.Establish(cookie.peer());
  }

  private Verdict judgeAgain(StateCookie cookie, boolean sameLocal, boolean samePeer) {
    if (sameLocal && samePeer) {
      return new Verdict.Repeat();
    }
    boolean tied = cookie.tieLocal() == localTag && cookie.tiePeer() == peerTag;
    if (sameLocal || samePeer || !tied) {
      return new Verdict.Drop(SctpDrop.UNEXPECTED);
    }
    localTag = cookie.localTag();
    localTsn = cookie.localTsn();
    peerTag = cookie.peer().tag();
    return new Verdict.Restart(cookie.peer());
  }
}
