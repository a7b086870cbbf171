package io.rapat.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// One direction of a link: loss, then a queue with a rate, then delay, jitter and reordering.
/// Pure: time and randomness come from the caller. It makes no difference how often it is polled;
/// what happens between two calls happens at its exact time.
///
/// Time must not go back between calls. Owned by one thread.
///
/// @param <T> a packet, or a handle of one
public final class LinkEmulator<T> {
  private static final long MIN_HOLD_NANOS = 10_000_000L;

  /// What came of an offered packet.
  public enum Verdict {
    ACCEPTED,
    LOST,
    QUEUE_FULL
  }

  /// The model that holds from an instant on.
  public record Change(long atNanos, LinkModel model) {}

  private record Queued<T>(T packet, int bytes, long sinceNanos, boolean twice) {}

  private record Flying<T>(T packet, int bytes, long arrivalNanos, long number) {}

  private final RandomGenerator random;
  private final ArrayDeque<Queued<T>> queue = new ArrayDeque<>();
  private final PriorityQueue<Flying<T>> flying;
  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private LinkModel model;
  private boolean inBurst;
  private long queuedBytes;
  // When the last transmission that began is through; meaningless before the first.
  private long freeAtNanos;
  private boolean everSent;
  private boolean sending;
  private long lastArrivalNanos;
  private boolean anyArrival;
  private long numbers;
  private long offered;
  private long delivered;
  private long deliveredBytes;
  private long lost;
  private long queueFull;
  private long duplicated;
  private long reordered;

  public LinkEmulator(LinkModel model, RandomGenerator random) {
    this.model = model;
    this.random = random;
    // Arrival times are compared by difference, so that the clock may wrap.
    Comparator<Flying<T>> byArrival = (a, b) -> Long.signum(a.arrivalNanos - b.arrivalNanos);
    flying = new PriorityQueue<>(byArrival.thenComparingLong(Flying::number));
  }

  /// Sets a course of changes in place of the one before. Past ones take effect at the next call.
  public void schedule(List<Change> course) {
    List<Change> sorted = new ArrayList<>(course);
    sorted.sort((a, b) -> Long.signum(a.atNanos - b.atNanos));
    changes.clear();
    changes.addAll(sorted);
  }

  /// Changes the model now. What is on its way already isn't touched; what waits is sent at the new
  /// rate.
  public void setModel(LinkModel next, long nowNanos) {
    advance(nowNanos);
    model = next;
    advance(nowNanos);
  }

  public LinkModel model() {
    return model;
  }

  /// Gives a packet to the link.
  ///
  /// @param bytes its size, for the rate and the queue
  public Verdict offer(T packet, int bytes, long nowNanos) {
    advance(nowNanos);
    offered++;
    if (isLost()) {
      lost++;
      return Verdict.LOST;
    }
    boolean twice = happens(model.duplicateProbability());
    if (model.rateBps() > 0 && queuedBytes + bytes > model.queueBytes()) {
      queueFull++;
      return Verdict.QUEUE_FULL;
    }
    queue.add(new Queued<>(packet, bytes, nowNanos, twice));
    queuedBytes += bytes;
    advance(nowNanos);
    return Verdict.ACCEPTED;
  }

  /// The next packet that has arrived, or nothing. To be called until it is empty.
  public Optional<T> poll(long nowNanos) {
    advance(nowNanos);
    Flying<T> first = flying.peek();
    if (first == null || first.arrivalNanos - nowNanos > 0) {
      return Optional.empty();
    }
    flying.poll();
    delivered++;
    deliveredBytes += first.bytes;
    return Optional.of(first.packet);
  }

  /// When [#poll] may have something next; empty while nothing is under way.
  public OptionalLong nextDeadline() {
    OptionalLong arrival =
        flying.isEmpty() ? OptionalLong.empty() : OptionalLong.of(flying.peek().arrivalNanos);
    if (queue.isEmpty()) {
      return arrival;
    }
    long event = sending ? freeAtNanos : queue.element().sinceNanos;
    if (!changes.isEmpty()) {
      event = earlier(event, changes.element().atNanos);
    }
    return OptionalLong.of(arrival.isPresent() ? earlier(event, arrival.getAsLong()) : event);
  }

  public LinkCounters counters() {
    return new LinkCounters(
        offered, delivered, deliveredBytes, lost, queueFull, duplicated, reordered, queuedBytes);
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /// Lets everything happen that is due, in the order of its time: transmissions end, the next
  /// begins, the model changes.
  private void advance(long nowNanos) {
    while (true) {
      startNext();
      boolean endDue = sending && freeAtNanos - nowNanos <= 0;
      boolean changeDue = !changes.isEmpty() && changes.element().atNanos - nowNanos <= 0;
      if (changeDue && (!endDue || changes.element().atNanos - freeAtNanos <= 0)) {
        model = changes.remove().model;
      } else if (endDue) {
        endTransmission();
      } else {
        return;
      }
    }
  }

  private void startNext() {
    Queued<T> head = queue.peek();
    if (sending || head == null) {
      return;
    }
    boolean waited = everSent && freeAtNanos - head.sinceNanos > 0;
    long begin = waited ? freeAtNanos : head.sinceNanos;
    sending = true;
    everSent = true;
    long rate = model.rateBps();
    freeAtNanos = begin + (rate == 0 ? 0 : Math.round(head.bytes * 8e9 / rate));
  }

  private void endTransmission() {
    sending = false;
    Queued<T> packet = queue.remove();
    queuedBytes -= packet.bytes;
    launch(packet, freeAtNanos);
    if (packet.twice) {
      duplicated++;
      launch(packet, freeAtNanos);
    }
  }

  private void launch(Queued<T> packet, long leftNanos) {
    long jitter = model.jitterNanos();
    long arrival = leftNanos + model.delayNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
    if (happens(model.reorderProbability())) {
      reordered++;
      long hold = Math.max(MIN_HOLD_NANOS, 2 * jitter);
      arrival += hold / 2 + random.nextLong(hold / 2 + 1);
    } else {
      if (anyArrival && arrival - lastArrivalNanos < 0) {
        arrival = lastArrivalNanos;
      }
      lastArrivalNanos = arrival;
      anyArrival = true;
    }
    flying.add(new Flying<>(packet.packet, packet.bytes, arrival, numbers++));
  }

  private boolean isLost() {
    LinkModel.Burst burst = model.burst();
    inBurst = inBurst ? !happens(burst.leave()) : happens(burst.enter());
    return happens(model.lossProbability()) || inBurst;
  }

  /// Draws only for what is possible, so that switching a feature on doesn't change the others'
  /// numbers more than it must.
  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
