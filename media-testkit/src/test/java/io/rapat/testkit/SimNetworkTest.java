package io.rapat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
  private static final long MILLI = 1_000_000L;
  private static final SimAddress ALICE = new SimAddress(1, 5000);
  private static final SimAddress BOB = new SimAddress(2, 6000);
  private static final LinkModel SLOW = LinkModel.PERFECT.withDelay(10 * MILLI, 0);

  private final SimClock clock = new SimClock(Long.MAX_VALUE - 15 * MILLI);
  private final long start = clock.nowNanos();
  private final List<String> log = new ArrayList<>();

  private SimNetwork network(LinkModel model) {
    SimNetwork network = new SimNetwork(clock, 1, model);
    network.bind(
        BOB,
        (from, bytes, now) -> {
          log.add("bob got " + bytes[0] + " at " + (now - start) / MILLI);
          if (bytes[0] < 3) {
            network.send(BOB, from, new byte[] {(byte) (bytes[0] + 1)});
          }
        });
    network.bind(
        ALICE,
        (from, bytes, now) -> {
          log.add("alice got " + bytes[0] + " at " + (now - start) / MILLI);
          network.send(ALICE, from, new byte[] {(byte) (bytes[0] + 1)});
        });
    return network;
  }

  @Test
  void carriesDatagramsBothWaysInVirtualTime() {
    SimNetwork network = network(SLOW);
    network.send(ALICE, BOB, new byte[] {1});

    network.runUntil(start + 100 * MILLI);

    assertThat(log).containsExactly("bob got 1 at 10", "alice got 2 at 20", "bob got 3 at 30");
    assertThat(clock.nowNanos()).isEqualTo(start + 100 * MILLI);
    assertThat(network.nextDeadline()).isEmpty();
  }

  @Test
  void copiesWhatIsSent() {
    SimNetwork network = network(SLOW);
    byte[] bytes = {9};
    network.send(ALICE, BOB, bytes);
    bytes[0] = 8;

    network.runUntil(start + 20 * MILLI);

    assertThat(log).containsExactly("bob got 9 at 10");
  }

  @Test
  void firesTimersInOrderAndLetsThemSetOthers() {
    SimNetwork network = network(SLOW);
    network.at(start + 5 * MILLI, () -> log.add("second"));
    network.at(
        start + 4 * MILLI,
        () -> {
          log.add("first");
          network.at(start, () -> log.add("at once"));
        });
    network.at(start + 5 * MILLI, () -> log.add("third"));

    network.runUntil(start + 5 * MILLI);

    assertThat(log).containsExactly("first", "at once", "second", "third");
  }

  @Test
  void treatsEachDirectionByItself() {
    SimNetwork network = network(SLOW);
    network.link(2, 1).setModel(LinkModel.PERFECT.withLoss(1));
    network.send(ALICE, BOB, new byte[] {1});

    network.runUntil(start + 50 * MILLI);

    assertThat(log).containsExactly("bob got 1 at 10");
    assertThat(network.link(2, 1).counters().lost()).isEqualTo(1);
    assertThat(network.link(1, 2).counters().delivered()).isEqualTo(1);
  }

  @Test
  void losesWhatGoesToAnAddressThatWasGivenUp() {
    SimNetwork network = network(SLOW);
    network.send(ALICE, BOB, new byte[] {1});
    network.unbind(BOB);

    network.runUntil(start + 50 * MILLI);

    assertThat(log).isEmpty();
    assertThat(network.unreachable()).isEqualTo(1);
  }

  @Test
  void neverTurnsTimeBack() {
    assertThatThrownBy(() -> clock.advanceTo(start - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
