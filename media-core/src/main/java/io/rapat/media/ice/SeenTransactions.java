package io.rapat.media.ice;

/// The latest transactions of one peer and where they came from. A signature covers neither
/// address: who can read a check on the wire could send it again from elsewhere and draw the media
/// there. A check that was seen from another address is therefore no check.
///
/// It remembers 64 transactions: minutes of a running call. An attacker who holds a check back and
/// delivers it first isn't stopped by this, as in all of ICE (RFC 8445 §19.4.1).
final class SeenTransactions {
  private static final int CAPACITY = 64;

  private final long[] transactions = new long[CAPACITY];
  private final long[] sources = new long[CAPACITY];
  private int next;
  private int size;

  /// Remembers an authentic check; false when it was seen from another source.
  boolean admit(long transaction, long source) {
    for (int i = 0; i < size; i++) {
      if (transactions[i] == transaction) {
        return sources[i] == source;
      }
    }
    transactions[next] = transaction;
    sources[next] = source;
    next = (next + 1) % CAPACITY;
    size = Math.max(size, next == 0 ? CAPACITY : next);
    return true;
  }

  /// A number for an address and port; different ones rarely share it.
  static long source(long addressHigh, long addressLow, int port, boolean tcp) {
    long mixed = (addressHigh * 0x9e3779b97f4a7c15L + addressLow) * 0xbf58476d1ce4e5b9L;
    return mixed + 2L * port + (tcp ? 1 : 0);
  }
}
