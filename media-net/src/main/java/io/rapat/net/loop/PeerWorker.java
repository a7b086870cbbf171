package io.rapat.net.loop;

import io.rapat.media.policing.TokenBucket;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// DTLS and data channels of one peer, away from the loop: a queue of jobs that are done one after
/// the other on some thread of the pool. What goes in is bounded; what comes out goes to the loop
/// as tasks.
final class PeerWorker implements Runnable {
  private static final int MAX_DATAGRAMS = 64;
  private static final int MAX_MESSAGES = 256;
  private static final int JOBS_PER_RUN = 32;
  private static final int HANDSHAKE_DATAGRAMS_PER_SECOND = 200;
  private static final int DATAGRAMS_PER_SECOND = 5_000;

  private final PeerWorkers workers;
  private final MediaLoop loop;
  private final RoomId room;
  private final PeerId id;
  private final PeerSession session;
  private final TokenBucket handshakeBudget =
      new TokenBucket(HANDSHAKE_DATAGRAMS_PER_SECOND, HANDSHAKE_DATAGRAMS_PER_SECOND);
  private final TokenBucket budget = new TokenBucket(DATAGRAMS_PER_SECOND, DATAGRAMS_PER_SECOND);
  private final Queue<Job> jobs = new ArrayDeque<>();
  private int datagrams;
  private int messages;
  private boolean running;
  private boolean closed;
  // Of the loop thread only.
  private boolean started;
  private @Nullable LoopPeer peer;
  private volatile boolean finished;

  /// What a worker does for its peer.
  sealed interface Job {
    /// A DTLS datagram came.
    record Datagram(byte[] bytes) implements Job {}

    /// The peer was validated: the handshake may begin.
    record Start() implements Job {}

    record SetRemote(MediaCommand.SetRemote remote) implements Job {}

    record OpenChannel(MediaCommand.OpenDataChannel open) implements Job {}

    record Send(MediaCommand.SendData send) implements Job {}

    /// A deadline has come.
    record Timeout() implements Job {}

    record Close() implements Job {}
  }

  PeerWorker(PeerWorkers workers, MediaLoop loop, RoomId room, PeerId id, boolean dtlsClient) {
    this.workers = workers;
    this.loop = loop;
    this.room = room;
    this.id = id;
    session = new PeerSession(this, workers, dtlsClient);
  }

  /// Says whom the results are for; before anything else.
  void belongsTo(LoopPeer peer) {
    this.peer = peer;
  }

  LoopPeer peer() {
    LoopPeer known = peer;
    if (known == null) {
      throw new IllegalStateException("the worker belongs to nobody yet");
    }
    return known;
  }

  RoomId room() {
    return room;
  }

  PeerId id() {
    return id;
  }

  MediaLoop loop() {
    return loop;
  }

  /// Takes a copy of a DTLS datagram; false when the peer sends too many.
  boolean offerDatagram(MemorySegment memory, long offset, int length, long nowNanos) {
    if (!(finished ? budget : handshakeBudget).take(1, nowNanos)) {
      return false;
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return add(new Job.Datagram(bytes));
  }

  /// Takes a message for a data channel; false when the peer lags.
  boolean offerMessage(MediaCommand.SendData send) {
    return add(new Job.Send(send));
  }

  /// The peer was validated; only the first call counts.
  void start() {
    if (!started) {
      started = true;
      add(new Job.Start());
    }
  }

  void setRemote(MediaCommand.SetRemote remote) {
    add(new Job.SetRemote(remote));
  }

  void openChannel(MediaCommand.OpenDataChannel open) {
    add(new Job.OpenChannel(open));
  }

  void timeout() {
    add(new Job.Timeout());
  }

  void close() {
    add(new Job.Close());
  }

  /// The handshake finished: more datagrams are taken.
  void finished() {
    finished = true;
  }

  private boolean add(Job job) {
    synchronized (jobs) {
      if (closed || !admit(job)) {
        return false;
      }
      closed = job instanceof Job.Close;
      jobs.add(job);
      if (running) {
        return true;
      }
      running = true;
    }
    submit();
    return true;
  }

  private void submit() {
    try {
      workers.execute(this);
    } catch (RejectedExecutionException e) {
      // The pool ends: the process closes, and with it all that this job could change.
      finished = false;
    }
  }

  private boolean admit(Job job) {
    return switch (job) {
      case Job.Datagram _ -> datagrams < MAX_DATAGRAMS && ++datagrams > 0;
      case Job.Send _ -> messages < MAX_MESSAGES && ++messages > 0;
      case Job.Start _, Job.SetRemote _, Job.OpenChannel _, Job.Timeout _, Job.Close _ -> true;
    };
  }

  private @Nullable Job next(boolean stop) {
    synchronized (jobs) {
      Job job = stop ? null : jobs.poll();
      switch (job) {
        case null -> running = !jobs.isEmpty();
        case Job.Datagram _ -> datagrams--;
        case Job.Send _ -> messages--;
        case Job.Start _, Job.SetRemote _, Job.OpenChannel _, Job.Timeout _, Job.Close _ -> {}
      }
      return job;
    }
  }

  /// Does waiting jobs; after some it lets other peers have the thread.
  @Override
  public void run() {
    for (int i = 0; ; i++) {
      Job job = next(i == JOBS_PER_RUN);
      if (job == null) {
        break;
      }
      perform(job);
    }
    synchronized (jobs) {
      if (!running) {
        return;
      }
    }
    submit();
  }

  private void perform(Job job) {
    try {
      session.perform(job, System.nanoTime());
    } catch (RuntimeException e) {
      loop.logFailure("handshake or data channel failed", e);
      session.fail(MediaEvent.Failure.DTLS_FAILED);
    }
  }
}
