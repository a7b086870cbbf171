package io.rapat.media.sctp;

import io.rapat.media.sctp.Chunk.Parameter;

/// What the peer said of itself in INIT or INIT ACK.
record Peer(
    int tag,
    int tsn,
    int window,
    int outboundStreams,
    int inboundStreams,
    boolean forwardTsn,
    boolean reconfig) {

  /// Whether both came from the same start of the peer.
  boolean sameAs(Peer other) {
    return tag == other.tag && tsn == other.tsn;
  }

  static Peer of(Chunk.Init init) {
    boolean forwardTsn = false;
    boolean reconfig = false;
    for (Parameter parameter : init.parameters()) {
      switch (parameter.type()) {
        case Parameter.FORWARD_TSN_SUPPORTED -> forwardTsn = true;
        case Parameter.SUPPORTED_EXTENSIONS -> {
          for (byte type : parameter.value()) {
            forwardTsn |= (type & 0xff) == Chunk.FORWARD_TSN;
            reconfig |= (type & 0xff) == Chunk.RECONFIG;
          }
        }
        default -> {
          // Other parameters say nothing that matters over DTLS.
        }
      }
    }
    int window = (int) Math.min(init.window(), Integer.MAX_VALUE);
    return new Peer(
        init.tag(),
        init.tsn(),
        window,
        init.outboundStreams(),
        init.inboundStreams(),
        forwardTsn,
        reconfig);
  }
}
