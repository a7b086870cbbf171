package io.rapat.net.dtls;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// Two engines and the network between them, which may lose, repeat and reorder datagrams.
///
/// The clock is the real one: both libraries measure their timeouts themselves, so tests give them
/// short ones.
final class Wire {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  final DtlsEngine client;
  final DtlsEngine server;
  private final Random random;
  private final double loss;
  UnaryOperator<byte[]> tap = datagram -> datagram;

  Wire(DtlsEngine client, DtlsEngine server) {
    this(client, server, 0, 0);
  }

  Wire(DtlsEngine client, DtlsEngine server, long seed, double loss) {
    this.client = client;
    this.server = server;
    this.random = new Random(seed);
    this.loss = loss;
  }

  /// Carries datagrams until nobody has any.
  void settle() {
    boolean any = true;
    while (any) {
      boolean there = carry(client, server);
      boolean back = carry(server, client);
      any = there || back;
    }
  }

  /// Carries datagrams and waits for retransmissions, until both have ended the handshake.
  void run() {
    long start = System.nanoTime();
    settle();
    while (client.state() instanceof DtlsState.Handshaking
        || server.state() instanceof DtlsState.Handshaking) {
      long now = System.nanoTime();
      if (now - start > PATIENCE_NANOS) {
        return;
      }
      long next = Math.min(client.deadlineNanos(), server.deadlineNanos());
      if (next - now > 0) {
        LockSupport.parkNanos(Math.min(next - now, 5_000_000));
      }
      client.handleTimeout(System.nanoTime());
      server.handleTimeout(System.nanoTime());
      settle();
    }
  }

  private boolean carry(DtlsEngine from, DtlsEngine to) {
    Deque<byte[]> flying = new ArrayDeque<>();
    Optional<byte[]> next = from.poll();
    boolean any = next.isPresent();
    while (next.isPresent()) {
      byte[] datagram = tap.apply(next.get());
      if (random.nextDouble() >= loss) {
        flying.add(datagram);
        if (random.nextDouble() < loss) {
          flying.addFirst(datagram);
        }
      }
      next = from.poll();
    }
    while (!flying.isEmpty()) {
      give(to, random.nextDouble() < loss ? flying.removeLast() : flying.removeFirst());
    }
    return any;
  }

  static void give(DtlsEngine engine, byte[] datagram) {
    engine.receive(MemorySegment.ofArray(datagram), 0, datagram.length, System.nanoTime());
  }
}
