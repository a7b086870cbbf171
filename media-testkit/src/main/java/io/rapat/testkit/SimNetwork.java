package io.rapat.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Hosts that exchange datagrams over emulated links, and timers, all on one virtual clock. Events
/// of the same instant happen in the order they were made. The seed decides everything else.
///
/// A link belongs to an ordered pair of hosts and is made at the first datagram or by [#link].
public final class SimNetwork {

  /// Takes datagrams that arrive at an address.
  @FunctionalInterface
  public interface Receiver {
    void receive(SimAddress from, byte[] datagram, long nowNanos);
  }

  private record Datagram(SimAddress from, SimAddress to, byte[] bytes) {}

  private record Direction(int from, int to) {}

  private record Timer(long atNanos, long number, Runnable action) {}

  private final SimClock clock;
  private final SplittableRandom random;
  private final LinkModel defaultModel;
  private final Map<SimAddress, Receiver> receivers = new HashMap<>();
  private final Map<Direction, LinkEmulator<Datagram>> links = new HashMap<>();
  // The order of creation makes runs repeatable; a map's order wouldn't.
  private final List<LinkEmulator<Datagram>> linkOrder = new ArrayList<>();
  private final PriorityQueue<Timer> timers;
  private long timerNumbers;
  private long unreachable;

  public SimNetwork(SimClock clock, long seed, LinkModel defaultModel) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
    this.defaultModel = defaultModel;
    Comparator<Timer> byTime = (a, b) -> Long.signum(a.atNanos - b.atNanos);
    timers = new PriorityQueue<>(byTime.thenComparingLong(Timer::number));
  }

  /// Binds an address; a binding before is replaced.
  public void bind(SimAddress address, Receiver receiver) {
    receivers.put(address, receiver);
  }

  /// Frees an address: datagrams to it vanish, as after a NAT has forgotten it.
  public void unbind(SimAddress address) {
    receivers.remove(address);
  }

  /// The link from one host to another, for changes of its model and for counters.
  public LinkHandle link(int fromHost, int toHost) {
    LinkEmulator<Datagram> link = emulator(new Direction(fromHost, toHost));
    return new LinkHandle() {
      @Override
      public void setModel(LinkModel model) {
        link.setModel(model, clock.nowNanos());
      }

      @Override
      public void schedule(List<LinkEmulator.Change> course) {
        link.schedule(course);
      }

      @Override
      public LinkCounters counters() {
        return link.counters();
      }
    };
  }

  /// One direction between two hosts.
  public interface LinkHandle {

    /// Changes the model now.
    void setModel(LinkModel model);

    /// Sets a course of later changes.
    void schedule(List<LinkEmulator.Change> course);

    LinkCounters counters();
  }

  /// Sends a datagram. The bytes are copied.
  public LinkEmulator.Verdict send(SimAddress from, SimAddress to, byte[] bytes) {
    return emulator(new Direction(from.host(), to.host()))
        .offer(new Datagram(from, to, bytes.clone()), bytes.length, clock.nowNanos());
  }

  /// Runs an action at an instant, or now when that has passed.
  public void at(long nanos, Runnable action) {
    long when = nanos - clock.nowNanos() < 0 ? clock.nowNanos() : nanos;
    timers.add(new Timer(when, timerNumbers++, action));
  }

  /// Lets everything happen up to and including an instant, then time stands there.
  public void runUntil(long nanos) {
    while (step(nanos)) {
      // Each step handles what is due at one instant.
    }
    clock.advanceTo(nanos);
  }

  /// Goes to the next instant at which something happens and lets it happen.
  ///
  /// @return false when nothing is left up to `limitNanos`; time stays then
  public boolean step(long limitNanos) {
    OptionalLong next = nextDeadline();
    if (next.isEmpty() || next.getAsLong() - limitNanos > 0) {
      return false;
    }
    if (next.getAsLong() - clock.nowNanos() > 0) {
      clock.advanceTo(next.getAsLong());
    }
    deliver();
    fire();
    return true;
  }

  /// When something happens next; empty when nothing ever will.
  public OptionalLong nextDeadline() {
    OptionalLong next =
        timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.peek().atNanos);
    for (LinkEmulator<Datagram> link : linkOrder) {
      OptionalLong other = link.nextDeadline();
      if (next.isEmpty() || (other.isPresent() && other.getAsLong() - next.getAsLong() < 0)) {
        next = other;
      }
    }
    return next;
  }

  /// Datagrams that arrived at an address nobody was bound to.
  public long unreachable() {
    return unreachable;
  }

  private void deliver() {
    long now = clock.nowNanos();
    // By index: a receiver may make new links.
    for (int i = 0; i < linkOrder.size(); i++) {
      LinkEmulator<Datagram> link = linkOrder.get(i);
      for (Optional<Datagram> next = link.poll(now); next.isPresent(); next = link.poll(now)) {
        hand(next.get());
      }
    }
  }

  private void hand(Datagram datagram) {
    Receiver receiver = receivers.get(datagram.to);
    if (receiver == null) {
      unreachable++;
    } else {
      receiver.receive(datagram.from, datagram.bytes, clock.nowNanos());
    }
  }

  private void fire() {
    long now = clock.nowNanos();
    // An action that sets a timer for now has its turn in the next step.
    long end = timerNumbers;
    while (!timers.isEmpty() && timers.peek().atNanos - now <= 0 && timers.peek().number < end) {
      timers.remove().action.run();
    }
  }

  private LinkEmulator<Datagram> emulator(Direction direction) {
    LinkEmulator<Datagram> link = links.get(direction);
    if (link == null) {
      link = new LinkEmulator<>(defaultModel, random.split());
      links.put(direction, link);
      linkOrder.add(link);
    }
    return link;
  }
}
