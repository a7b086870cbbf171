package io.rapat.net.loop;

import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import io.rapat.media.sctp.SctpConfig;
import io.rapat.net.dtls.DtlsEngine;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The threads beside the loops on which handshakes and data channels run: half a millisecond of a
/// handshake would delay every packet of a loop.
public final class PeerWorkers implements AutoCloseable {
  private final DtlsOpener dtls;
  private final RandomGenerator random;
  private final SctpConfig sctp = SctpConfig.defaults();
  private final ExecutorService pool;
  private final ScheduledExecutorService timer;

  /// Opens associations.
  public interface DtlsOpener {
    /// @param client whether this side opens the handshake
    DtlsEngine open(boolean client, long nowNanos);
  }

  /// @param random seeds SCTP tags and cookies: a secure one that several threads may use
  public PeerWorkers(DtlsOpener dtls, RandomGenerator random, int threads) {
    this.dtls = dtls;
    this.random = random;
    pool = Executors.newFixedThreadPool(threads, named("rapat-dtls-"));
    timer = Executors.newSingleThreadScheduledExecutor(named("rapat-dtls-timer-"));
  }

  private static ThreadFactory named(String prefix) {
    AtomicLong number = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  PeerWorker worker(MediaLoop loop, RoomId room, PeerId peer, boolean dtlsClient) {
    return new PeerWorker(this, loop, room, peer, dtlsClient);
  }

  DtlsOpener dtls() {
    return dtls;
  }

  RandomGenerator random() {
    return random;
  }

  SctpConfig sctp() {
    return sctp;
  }

  void execute(Runnable task) {
    if (!pool.isShutdown()) {
      pool.execute(task);
    }
  }

  ScheduledFuture<?> schedule(Runnable task, long delayNanos) {
    return timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pool.shutdown();
  }
}
