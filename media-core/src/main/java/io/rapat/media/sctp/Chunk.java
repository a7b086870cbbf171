package io.rapat.media.sctp;

import java.util.List;

/// A chunk of an SCTP packet, RFC 9260 §3.2.
///
/// ```
///  0                   1                   2                   3
/// +---------------+---------------+-------------------------------+
/// | type          | flags         | length without padding        |
/// +---------------+---------------+-------------------------------+
/// | value, padded with zeros to a multiple of four                |
/// +---------------------------------------------------------------+
/// ```
sealed interface Chunk {
  int DATA = 0;
  int INIT = 1;
  int INIT_ACK = 2;
  int SACK = 3;
  int HEARTBEAT = 4;
  int HEARTBEAT_ACK = 5;
  int ABORT = 6;
  int SHUTDOWN = 7;
  int SHUTDOWN_ACK = 8;
  int ERROR = 9;
  int COOKIE_ECHO = 10;
  int COOKIE_ACK = 11;
  int SHUTDOWN_COMPLETE = 14;
  int RECONFIG = 130;
  int FORWARD_TSN = 192;

  /// User data, RFC 9260 §3.3.1. `ssn` means nothing when [#unordered()].
  record Data(int flags, int tsn, int stream, int ssn, int ppid, byte[] payload) implements Chunk {
    static final int END = 1;
    static final int BEGIN = 2;
    static final int UNORDERED = 4;
    static final int IMMEDIATE = 8;

    /// Bytes of a DATA chunk before its payload.
    static final int HEADER = 16;

    boolean begins() {
      return (flags & BEGIN) != 0;
    }

    boolean ends() {
      return (flags & END) != 0;
    }

    boolean unordered() {
      return (flags & UNORDERED) != 0;
    }

    boolean immediate() {
      return (flags & IMMEDIATE) != 0;
    }
  }

  /// INIT or INIT ACK, RFC 9260 §3.3.2 and §3.3.3. `window` is the advertised receiver window.
  record Init(
      boolean acknowledges,
      int tag,
      long window,
      int outboundStreams,
      int inboundStreams,
      int tsn,
      List<Parameter> parameters)
      implements Chunk {}

  /// Selective acknowledgement, RFC 9260 §3.3.4. `gaps` holds start and end by turns, as offsets
  /// from `cumulative`.
  record Sack(int cumulative, long window, int[] gaps, int[] duplicates) implements Chunk {}

  /// HEARTBEAT or its answer, RFC 9260 §3.3.5; `body` is echoed as it is.
  record Heartbeat(boolean acknowledges, byte[] body) implements Chunk {}

  /// ABORT, RFC 9260 §3.3.7. `reflected` is the T bit: the tag is the receiver's own.
  record Abort(boolean reflected, byte[] causes) implements Chunk {}

  /// SHUTDOWN, RFC 9260 §3.3.8.
  record Shutdown(int cumulative) implements Chunk {}

  /// SHUTDOWN ACK, RFC 9260 §3.3.9.
  record ShutdownAck() implements Chunk {}

  /// SHUTDOWN COMPLETE, RFC 9260 §3.3.13.
  record ShutdownComplete(boolean reflected) implements Chunk {}

  /// ERROR, RFC 9260 §3.3.10.
  record OperationError(byte[] causes) implements Chunk {}

  /// COOKIE ECHO, RFC 9260 §3.3.11.
  record CookieEcho(byte[] cookie) implements Chunk {}

  /// COOKIE ACK, RFC 9260 §3.3.12.
  record CookieAck() implements Chunk {}

  /// FORWARD TSN, RFC 3758 §3.2. `skipped` holds stream and stream sequence number by turns.
  record ForwardTsn(int cumulative, int[] skipped) implements Chunk {}

  /// RE-CONFIG, RFC 6525 §3.1.
  record Reconfig(List<Parameter> parameters) implements Chunk {}

  /// A chunk of a type that is not spoken here; the two high bits of the type say what to do.
  record Unknown(int type, int flags, byte[] body) implements Chunk {
    /// Whether the rest of the packet must be dropped, RFC 9260 §3.2.
    boolean stopsPacket() {
      return (type & 0x80) == 0;
    }

    /// Whether the sender wants to be told, RFC 9260 §3.2.
    boolean wantsReport() {
      return (type & 0x40) != 0;
    }
  }

  /// A type-length-value parameter, RFC 9260 §3.2.1.
  record Parameter(int type, byte[] value) {
    static final int STATE_COOKIE = 7;
    static final int UNRECOGNIZED = 8;
    static final int OUTGOING_RESET = 13;
    static final int INCOMING_RESET = 14;
    static final int SSN_TSN_RESET = 15;
    static final int RECONFIG_RESPONSE = 16;
    static final int ADD_OUTGOING = 17;
    static final int ADD_INCOMING = 18;
    static final int SUPPORTED_EXTENSIONS = 0x8008;
    static final int FORWARD_TSN_SUPPORTED = 0xc000;
  }
}
