package io.rapat.net.dtls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Stands between the network and a DTLS library: hands over whole handshake messages in their
/// order and drops what no honest peer sends, so that odd fragments never reach code that we did
/// not write. Memory is bounded by the bytes that arrived, and by [#MAX_MESSAGE] times [#MAX_AHEAD]
/// for each peer (CVE-2026-59646 is a library that trusted the claimed length).
///
/// It sees epoch 0 only. Of encrypted records it counts the handshake ones.
///
/// Since record numbers of epoch 0 protect nothing, records that are handed over get new ones: a
/// message may come out of several records.
final class FragmentGate {
  /// Largest message: with its header it must fit one record (RFC 6347 §4.1: 2^14 bytes).
  static final int MAX_MESSAGE = (1 << 14) - DtlsRecord.HANDSHAKE_HEADER_BYTES;

  static final int MAX_FRAGMENTS = 64;
  static final int MIN_FRAGMENT = 64;
  static final int MAX_AHEAD = 4;

  /// Encrypted handshake records before the end of the handshake: Finished and its repetitions.
  static final int MAX_ENCRYPTED_HANDSHAKES = 8;

  private static final int MAX_AFTER_FINISHED = 64;
  private static final int MAX_PLAIN_CONTROL = 32;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int HELLO_VERIFY_REQUEST = 3;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int CERTIFICATE_REQUEST = 13;
  private static final int SERVER_HELLO_DONE = 14;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int CLIENT_KEY_EXCHANGE = 16;

  private final boolean client;
  private final GateDrops drops;
  // Index 0 is the next message, the others lie ahead of it.
  private final @Nullable FragmentedMessage[] ahead = new FragmentedMessage[MAX_AHEAD];
  // A repetition of an earlier message that comes in pieces; one at a time suffices.
  private @Nullable FragmentedMessage repeated;
  private int repeatedSequence;
  private int nextMessage;
  private long nextRecord;
  private boolean finished;
  // Before this there are no keys to encrypt with, so what looks encrypted is junk, and counting it
  // would let junk use up the limit.
  private boolean keysExchanged;
  private int encryptedHandshakes;
  private int plainControls;
  private int plainAfterFinished;

  /// @param client whether this side is the DTLS client
  /// @param drops counters, shared by all gates
  FragmentGate(boolean client, GateDrops drops) {
    this.client = client;
    this.drops = drops;
  }

  /// Tells that the library has finished the handshake: application data may pass from now on.
  void finish() {
    finished = true;
  }

  /// Checks one datagram.
  ///
  /// @return datagrams for the library, one after the other
  List<byte[]> accept(byte[] datagram) {
    if (finished && allApplicationData(datagram)) {
      return List.of(datagram);
    }
    Queue<byte[]> out = new ArrayDeque<>();
    int at = 0;
    while (at < datagram.length) {
      int length = DtlsRecord.length(datagram, at, datagram.length);
      if (length < 0 || DtlsRecord.u8(datagram, at + 1) != 0xfe) {
        drop(GateDrop.MALFORMED);
        break;
      }
      record(datagram, at, length, out);
      at += length;
    }
    return new ArrayList<>(out);
  }

  /// The common case after the handshake, which needs no copy.
  private static boolean allApplicationData(byte[] datagram) {
    int at = 0;
    while (at < datagram.length) {
      int length = DtlsRecord.length(datagram, at, datagram.length);
      if (length < 0
          || DtlsRecord.u8(datagram, at) != DtlsRecord.APPLICATION_DATA
          || DtlsRecord.u16(datagram, at + 3) != 1) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private void record(byte[] datagram, int at, int length, Queue<byte[]> out) {
    int type = DtlsRecord.u8(datagram, at);
    switch (DtlsRecord.u16(datagram, at + 3)) {
      case 0 -> plain(type, datagram, at, length, out);
      case 1 -> encrypted(type, datagram, at, length, out);
      default -> drop(GateDrop.EPOCH);
    }
  }

  private void encrypted(int type, byte[] datagram, int at, int length, Queue<byte[]> out) {
    boolean fits =
        switch (type) {
          case DtlsRecord.HANDSHAKE, DtlsRecord.ALERT -> keysExchanged;
          case DtlsRecord.APPLICATION_DATA -> finished;
          default -> false;
        };
    if (!fits) {
      drop(GateDrop.UNEXPECTED);
    } else if (type == DtlsRecord.HANDSHAKE
        && ++encryptedHandshakes > (finished ? MAX_AFTER_FINISHED : MAX_ENCRYPTED_HANDSHAKES)) {
      drop(GateDrop.TOO_MANY);
    } else {
      out.add(Arrays.copyOfRange(datagram, at, at + length));
    }
  }

  private void plain(int type, byte[] datagram, int at, int length, Queue<byte[]> out) {
    int content = at + DtlsRecord.HEADER_BYTES;
    int end = at + length;
    if (finished && ++plainAfterFinished > MAX_AFTER_FINISHED) {
      drop(GateDrop.TOO_MANY);
      return;
    }
    switch (type) {
      case DtlsRecord.HANDSHAKE -> handshake(datagram, content, end, out);
      case DtlsRecord.ALERT -> control(type, datagram, content, end, end - content == 2, out);
      case DtlsRecord.CHANGE_CIPHER_SPEC -> {
        boolean sound = end - content == 1 && datagram[content] == 1;
        control(type, datagram, content, end, sound, out);
      }
      default -> drop(GateDrop.UNEXPECTED);
    }
  }

  private void control(
      int type, byte[] datagram, int content, int end, boolean sound, Queue<byte[]> out) {
    // An alert in the clear proves nothing once there are keys.
    if (!sound || (finished && type == DtlsRecord.ALERT)) {
      drop(GateDrop.UNEXPECTED);
    } else if (++plainControls > MAX_PLAIN_CONTROL) {
      drop(GateDrop.TOO_MANY);
    } else {
      hand(type, Arrays.copyOfRange(datagram, content, end), out);
    }
  }

  private void handshake(byte[] datagram, int content, int end, Queue<byte[]> out) {
    int at = content;
    while (at < end) {
      if (end - at < DtlsRecord.HANDSHAKE_HEADER_BYTES) {
        drop(GateDrop.MALFORMED);
        return;
      }
      int size = DtlsRecord.u24(datagram, at + 9);
      int next = at + DtlsRecord.HANDSHAKE_HEADER_BYTES + size;
      if (next > end) {
        drop(GateDrop.MALFORMED);
        return;
      }
      fragment(datagram, at, size, out);
      at = next;
    }
  }

  private void fragment(byte[] datagram, int at, int size, Queue<byte[]> out) {
    int type = DtlsRecord.u8(datagram, at);
    int length = DtlsRecord.u24(datagram, at + 1);
    int message = DtlsRecord.u16(datagram, at + 4);
    int offset = DtlsRecord.u24(datagram, at + 6);
    boolean last = offset + size == length;
    if (length > MAX_MESSAGE) {
      drop(GateDrop.TOO_LONG);
    } else if (offset + size > length) {
      drop(GateDrop.MALFORMED);
    } else if ((size < MIN_FRAGMENT && !last) || (size == 0 && length > 0)) {
      drop(GateDrop.TOO_SMALL);
    } else if (!belongs(type) || (message >= nextMessage && finished)) {
      drop(GateDrop.UNEXPECTED);
    } else if (message - nextMessage >= MAX_AHEAD) {
      drop(GateDrop.TOO_FAR_AHEAD);
    } else {
      FragmentedMessage collected = collected(type, length, message);
      if (collected.type != type || collected.length != length) {
        drop(GateDrop.INCONSISTENT);
      } else if (!collected.add(datagram, at + DtlsRecord.HANDSHAKE_HEADER_BYTES, offset, size)) {
        drop(GateDrop.TOO_MANY_FRAGMENTS);
      } else {
        handWhole(message, collected, out);
      }
    }
  }

  /// Messages of a full handshake with certificates. Finished is never sent in the clear, and a
  /// server that asks for a new handshake gets none.
  private boolean belongs(int type) {
    return switch (type) {
      case CLIENT_HELLO, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE -> !client;
      case SERVER_HELLO,
          HELLO_VERIFY_REQUEST,
          SERVER_KEY_EXCHANGE,
          CERTIFICATE_REQUEST,
          SERVER_HELLO_DONE ->
          client;
      case CERTIFICATE -> true;
      default -> false;
    };
  }

  private FragmentedMessage collected(int type, int length, int message) {
    if (message < nextMessage) {
      FragmentedMessage old = repeated;
      if (old == null || repeatedSequence != message || old.type != type || old.length != length) {
        old = new FragmentedMessage(type, length, MAX_FRAGMENTS);
        repeated = old;
        repeatedSequence = message;
      }
      return old;
    }
    FragmentedMessage waiting = ahead[message - nextMessage];
    if (waiting == null) {
      waiting = new FragmentedMessage(type, length, MAX_FRAGMENTS);
      ahead[message - nextMessage] = waiting;
    }
    return waiting;
  }

  private void handWhole(int message, FragmentedMessage collected, Queue<byte[]> out) {
    if (!collected.complete()) {
      return;
    }
    if (message < nextMessage) {
      hand(DtlsRecord.HANDSHAKE, collected.whole(message), out);
      repeated = null;
      return;
    }
    FragmentedMessage next = ahead[0];
    while (next != null && next.complete()) {
      hand(DtlsRecord.HANDSHAKE, next.whole(nextMessage), out);
      keysExchanged |= next.type == (client ? SERVER_HELLO_DONE : CLIENT_KEY_EXCHANGE);
      System.arraycopy(ahead, 1, ahead, 0, MAX_AHEAD - 1);
      ahead[MAX_AHEAD - 1] = null;
      nextMessage++;
      next = ahead[0];
    }
  }

  private void hand(int type, byte[] content, Queue<byte[]> out) {
    out.add(DtlsRecord.plain(type, nextRecord++, content));
  }

  private void drop(GateDrop reason) {
    drops.count(reason);
  }
}
