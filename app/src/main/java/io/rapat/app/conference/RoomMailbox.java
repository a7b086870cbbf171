package io.rapat.app.conference;

import io.rapat.media.room.MediaEvent;
import io.rapat.signal.room.RoomInput;
import io.rapat.signal.room.RoomOutput;
import io.rapat.signal.room.RoomSession;
import io.rapat.signal.room.RoomSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one room's session: one virtual thread takes inputs in order, and timers, and performs what
/// the session wants done. It is the only writer of the session.
final class RoomMailbox {
  private static final Logger LOG = LoggerFactory.getLogger(RoomMailbox.class);

  /// Most that clients may have waiting in one room. Honest rooms have a few messages waiting.
  static final long MOST_WAITING_BYTES = 8L << 20;

  /// What an empty message costs.
  private static final long MESSAGE_BYTES = 256;

  private final String name;
  private final RoomSession session;
  private final RoomSettings settings;
  private final InstantSource clock;
  private final BiConsumer<RoomMailbox, RoomOutput> outputs;
  private final Consumer<RoomMailbox> failed;
  private final BlockingQueue<RoomInput> inputs = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;

  private volatile boolean running = true;

  RoomMailbox(
      String name,
      RoomSession session,
      RoomSettings settings,
      InstantSource clock,
      BiConsumer<RoomMailbox, RoomOutput> outputs,
      Consumer<RoomMailbox> failed) {
    this.name = name;
    this.session = session;
    this.settings = settings;
    this.clock = clock;
    this.outputs = outputs;
    this.failed = failed;
    this.thread = Thread.ofVirtual().name("room").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String name() {
    return name;
  }

  /// How it was created.
  RoomSettings settings() {
    return settings;
  }

  /// Takes what the server itself has to say. Never refused: a room that misses the end of a
  /// connection or of a transport is wrong for good.
  void offer(RoomInput input) {
    inputs.add(input);
  }

  /// Takes what a client wrote, unless too much of that kind waits already.
  ///
  /// @return whether it was taken
  boolean offerFromClient(RoomInput input) {
    long bytes = clientBytes(input);
    if (waitingBytes.addAndGet(bytes) > MOST_WAITING_BYTES) {
      waitingBytes.addAndGet(-bytes);
      return false;
    }
    inputs.add(input);
    return true;
  }

  private static long clientBytes(RoomInput input) {
    return switch (input) {
      case RoomInput.ClientMessage message -> MESSAGE_BYTES + message.request().getSerializedSize();
      case RoomInput.MediaHappened(MediaEvent.DataReceived data) ->
          MESSAGE_BYTES + data.message().length;
      case RoomInput.MediaHappened _,
          RoomInput.ClientJoined _,
          RoomInput.ClientClosed _,
          RoomInput.ApiCall _,
          RoomInput.Tick _,
          RoomInput.Shutdown _ ->
          0;
    };
  }

  /// Ends the mailbox and returns what nobody handled.
  List<RoomInput> end() {
    running = false;
    List<RoomInput> rest = new ArrayList<>();
    inputs.drainTo(rest);
    return rest;
  }

  private void run() {
    try {
      performAll();
      while (running) {
        RoomInput input = next();
        session.handle(input, System.nanoTime(), clock.millis());
        performAll();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A defect in one room must not touch another: this one is closed, its people join again.
      LOG.error("room failed and is closed", e);
      running = false;
      failed.accept(this);
    }
  }

  private RoomInput next() throws InterruptedException {
    long deadline = session.deadlineNanos();
    RoomInput input =
        deadline == Long.MAX_VALUE
            ? inputs.take()
            : inputs.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (input == null) {
      return new RoomInput.Tick();
    }
    waitingBytes.addAndGet(-clientBytes(input));
    return input;
  }

  private void performAll() {
    for (Optional<RoomOutput> next = session.poll(); next.isPresent(); next = session.poll()) {
      outputs.accept(this, next.get());
    }
  }
}
