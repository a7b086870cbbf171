package io.rapat.net.loop;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEventSink;
import io.rapat.media.room.RoomId;
import io.rapat.media.room.RoomMedia;
import io.rapat.net.io.LoopIo;
import java.lang.foreign.Arena;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop: sockets, rooms and peers that belong to one thread. A turn reads the clock once,
/// does bounded tasks, reads bounded datagrams, fires what is due, and writes.
///
/// The way of a packet is in [PacketPath], what commands do in [Rooms].
public final class MediaLoop implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
  private static final int TASKS_PER_TURN = 256;
  private static final int REPORT_CAPACITY = 4_096;
  private static final long TICK_NANOS = 1_000_000;
  private static final long IDLE_NANOS = 250_000_000;
  private static final long LOG_INTERVAL_NANOS = 1_000_000_000;
  private static final long RETRY_NANOS = 1_000_000;

  private final LoopIo io;
  private final Arena arena = Arena.ofShared();
  private final LoopCounters counters = new LoopCounters();
  private final PacketPath path;
  private final Checks checks;
  private final StreamTransports streams;
  private final Rooms rooms;
  private final SlotSlab slots;
  // Commands never wait and are never lost; reports of workers are bounded.
  private final Queue<LoopTask> commands = new ConcurrentLinkedQueue<>();
  private final Queue<LoopTask> reports = new ArrayBlockingQueue<>(REPORT_CAPACITY);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong dataDropped = new AtomicLong();
  private volatile boolean closing;
  private volatile long threadId = -1;
  private long lastLogNanos;
  private boolean logged;

  /// @param io opened sockets; the loop closes them
  /// @param events takes events on the loop thread; must be cheap
  public MediaLoop(LoopSettings settings, LoopIo io, PeerWorkers workers, MediaEventSink events) {
    this.io = io;
    slots = new SlotSlab(arena, settings.slotBytes());
    PeerTable peers = new PeerTable();
    rooms = new Rooms(settings, this, workers, peers, slots, counters, events);
    checks = new Checks(arena, peers, counters, rooms);
    path = new PacketPath(io, arena, peers, slots, counters, checks, rooms);
    streams = new StreamTransports(io.streams(), peers, path, counters);
    rooms.connect(path, checks, streams);
  }

  /// Hands over a command. Never blocks; thread-safe.
  public void submit(MediaCommand command) {
    submit(new LoopTask.Command(command));
  }

  /// Does something with a room on its thread: for tests and for looking into a running server.
  public void inspect(RoomId room, Consumer<RoomMedia> action) {
    submit(new LoopTask.Inspect(room, action));
  }

  void submit(LoopTask task) {
    commands.add(task);
    io.wake();
  }

  /// Hands over a worker's report that may be lost: false when the loop lags.
  boolean offerReport(LoopTask task) {
    boolean taken = reports.offer(task);
    io.wake();
    return taken;
  }

  /// Hands over a worker's report that must not be lost: waits while the loop lags, unless it ends.
  void report(LoopTask task) {
    while (!offerReport(task) && !closing) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /// A worker dropped a message of a data channel.
  void dataDropped() {
    dataDropped.incrementAndGet();
  }

  /// Messages of data channels that workers dropped: no such channel, or a peer that lags.
  public long dataMessagesDropped() {
    return dataDropped.get();
  }

  @Override
  public void run() {
    threadId = Thread.currentThread().threadId();
    try {
      boolean more = false;
      while (!closing) {
        more = guardedTurn(more);
      }
    } finally {
      rooms.closeAll();
      io.close();
      arena.close();
      ended.countDown();
    }
  }

  private boolean guardedTurn(boolean readable) {
    try {
      return turn(readable);
    } catch (RuntimeException e) {
      counters.turnsFailed++;
      logFailure("media loop turn failed", e);
      return true;
    }
  }

  private boolean turn(boolean readable) {
    long now = System.nanoTime();
    counters.turns++;
    path.beginTurn(now);
    checks.beginTurn(now);
    boolean more = drain(commands, now);
    more |= drain(reports, now);
    if (readable) {
      more |= path.receive(now);
    }
    streams.serve(now);
    long due = rooms.fireDeadlines(now);
    path.flush(now);
    streams.flush();
    if (more) {
      io.await(0);
      return true;
    }
    return io.await(untilNext(due, now));
  }

  private boolean drain(Queue<LoopTask> tasks, long now) {
    for (int i = 0; i < TASKS_PER_TURN; i++) {
      LoopTask task = tasks.poll();
      if (task == null) {
        return false;
      }
      rooms.perform(task, now);
    }
    return true;
  }

  private long untilNext(long dueNanos, long nowNanos) {
    long flush = path.flushDeadlineNanos();
    long wait = Math.min(Math.max(dueNanos - nowNanos, TICK_NANOS), IDLE_NANOS);
    return flush == Long.MAX_VALUE ? wait : Math.min(wait, Math.max(flush - nowNanos, 0));
  }

  /// Logs at most once a second: a peer may be able to cause it again and again.
  void logFailure(String message, RuntimeException cause) {
    long now = System.nanoTime();
    if (!logged || now - lastLogNanos > LOG_INTERVAL_NANOS) {
      logged = true;
      lastLogNanos = now;
      LOG.error(message, cause);
    }
  }

  /// Asks the loop to end.
  @Override
  public void close() {
    closing = true;
    io.wake();
  }

  /// Waits for the end of [#run()].
  ///
  /// @return whether it has ended
  public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  public LoopCounters counters() {
    return counters;
  }

  public LoopIo io() {
    return io;
  }

  public int rooms() {
    return rooms.count();
  }

  public int peers() {
    return rooms.peerCount();
  }

  /// Packet slots in use.
  public int slotsInUse() {
    return slots.inUse();
  }

  /// The id of the thread that runs the loop, -1 before it runs.
  public long threadId() {
    return threadId;
  }
}
