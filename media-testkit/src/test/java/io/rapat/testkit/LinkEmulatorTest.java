package io.rapat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapat.testkit.LinkEmulator.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkEmulatorTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;

  private record Arrival(int packet, long atNanos) {}

  private static LinkEmulator<Integer> link(LinkModel model, long seed) {
    return new LinkEmulator<>(model, new SplittableRandom(seed));
  }

  /// Offers `count` packets in even steps and collects all that arrive, at its own times.
  private static List<Arrival> run(
      LinkEmulator<Integer> link, int count, int bytes, long stepNanos, long startNanos) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long now = startNanos + i * stepNanos;
      drain(link, now, arrivals);
      link.offer(i, bytes, now);
    }
    drain(link, startNanos + count * stepNanos + 1000 * SECOND, arrivals);
    return arrivals;
  }

  private static void drain(LinkEmulator<Integer> link, long until, List<Arrival> into) {
    while (link.nextDeadline().isPresent() && link.nextDeadline().getAsLong() - until <= 0) {
      long now = link.nextDeadline().getAsLong();
      for (Optional<Integer> p = link.poll(now); p.isPresent(); p = link.poll(now)) {
        into.add(new Arrival(p.get(), now));
      }
    }
  }

  @Test
  void deliversAtOnceWhenNothingIsSet() {
    LinkEmulator<Integer> link = link(LinkModel.PERFECT, 1);

    assertThat(link.offer(7, 1200, -5)).isEqualTo(Verdict.ACCEPTED);

    assertThat(link.poll(-5)).contains(7);
    assertThat(link.poll(-5)).isEmpty();
    assertThat(link.nextDeadline()).isEmpty();
  }

  @Test
  void losesAboutAsManyAsItIsToldAtEachSeed() {
    for (long seed = 0; seed < 10; seed++) {
      LinkEmulator<Integer> link = link(LinkModel.PERFECT.withLoss(0.05), seed);

      int arrived = run(link, 40_000, 100, MILLI, 0).size();

      assertThat(1 - arrived / 40_000.0).as("seed %d", seed).isCloseTo(0.05, within(0.005));
      assertThat(link.counters().lost()).isEqualTo(40_000 - arrived);
    }
  }

  @Test
  void losesInBurstsOfTheLengthItIsTold() {
    LinkEmulator<Integer> link = link(LinkModel.PERFECT.withBurst(0.01, 0.2), 5);
    List<Arrival> arrivals = run(link, 100_000, 100, MILLI, 0);

    int gaps = 0;
    int missing = 0;
    for (int i = 1; i < arrivals.size(); i++) {
      int gap = arrivals.get(i).packet - arrivals.get(i - 1).packet - 1;
      gaps += gap > 0 ? 1 : 0;
      missing += gap;
    }

    assertThat(missing / (double) gaps).isCloseTo(5.0, within(0.5));
    assertThat(missing / 100_000.0).isCloseTo(0.01 / 0.21, within(0.006));
  }

  @Test
  void addsDelayAndJitterWithoutChangingTheOrder() {
    LinkModel model = LinkModel.PERFECT.withDelay(25 * MILLI, 10 * MILLI);
    List<Arrival> arrivals = run(link(model, 2), 5000, 100, MILLI, 0);

    assertThat(arrivals).hasSize(5000);
    for (int i = 0; i < 5000; i++) {
      assertThat(arrivals.get(i).packet).isEqualTo(i);
      assertThat(arrivals.get(i).atNanos - i * MILLI).isBetween(25 * MILLI, 35 * MILLI);
    }
    assertThat(arrivals.stream().mapToLong(Arrival::atNanos).distinct().count())
        .isGreaterThan(1000);
  }

  @Test
  void letsLaterPacketsOvertakeAsManyAsItIsTold() {
    LinkModel model = LinkModel.PERFECT.withDelay(20 * MILLI, 0).withReorder(0.02);
    LinkEmulator<Integer> link = link(model, 3);
    List<Arrival> arrivals = run(link, 20_000, 100, MILLI, 0);

    int late = 0;
    int highest = -1;
    for (Arrival arrival : arrivals) {
      late += arrival.packet < highest ? 1 : 0;
      highest = Math.max(highest, arrival.packet);
    }

    assertThat(arrivals).hasSize(20_000);
    assertThat(late / 20_000.0).isCloseTo(0.02, within(0.004));
    assertThat(link.counters().reordered()).isEqualTo(late);
  }

  @Test
  void sendsNoFasterThanItsRateAndDropsWhatTheQueueCannotHold() {
    // 1 Mbit/s against 2 Mbit/s offered: 1,250 bytes take 10 ms and come each 5 ms.
    LinkModel model = LinkModel.PERFECT.withRate(1_000_000, 12_500);
    LinkEmulator<Integer> link = link(model, 4);
    List<Arrival> arrivals = run(link, 2000, 1250, 5 * MILLI, 0);

    for (int i = 1; i < arrivals.size(); i++) {
      assertThat(arrivals.get(i).atNanos - arrivals.get(i - 1).atNanos)
          .isGreaterThanOrEqualTo(10 * MILLI);
    }
    assertThat(arrivals).hasSizeBetween(1005, 1015);
    assertThat(link.counters().queueFull()).isEqualTo(2000 - arrivals.size());
    for (Arrival arrival : arrivals) {
      assertThat(arrival.atNanos - arrival.packet * 5L * MILLI).isLessThanOrEqualTo(100 * MILLI);
    }
  }

  @Test
  void doublesPackets() {
    LinkEmulator<Integer> link = link(LinkModel.PERFECT.withDuplicates(0.1), 6);

    int arrived = run(link, 10_000, 100, MILLI, 0).size();

    assertThat(arrived / 10_000.0).isCloseTo(1.1, within(0.01));
    assertThat(link.counters().duplicated()).isEqualTo(arrived - 10_000);
  }

  @Test
  void followsACourseOfChangesAtTheirExactTimes() {
    LinkEmulator<Integer> link = link(LinkModel.PERFECT, 7);
    link.schedule(
        List.of(
            new LinkEmulator.Change(2 * SECOND, LinkModel.PERFECT),
            new LinkEmulator.Change(SECOND, LinkModel.PERFECT.withLoss(1))));

    List<Arrival> arrivals = run(link, 3000, 100, MILLI, 0);

    assertThat(arrivals).hasSize(2000);
    assertThat(arrivals.get(999).packet).isEqualTo(999);
    assertThat(arrivals.get(1000).packet).isEqualTo(2000);
  }

  @Test
  void sendsWhatWaitsAtTheNewRate() {
    LinkEmulator<Integer> link = link(LinkModel.PERFECT.withRate(1_000_000, 1_000_000), 8);
    link.schedule(
        List.of(
            new LinkEmulator.Change(
                100 * MILLI, LinkModel.PERFECT.withRate(10_000_000, 1_000_000))));
    for (int i = 0; i < 20; i++) {
      link.offer(i, 1250, 0);
    }
    List<Arrival> arrivals = new ArrayList<>();
    drain(link, SECOND, arrivals);

    assertThat(arrivals.get(9).atNanos).isEqualTo(100 * MILLI);
    assertThat(arrivals.get(19).atNanos).isEqualTo(110 * MILLI);
  }

  @Test
  void givesTheSameRunForTheSameSeedHoweverOftenItIsPolled() {
    LinkModel model =
        new LinkModel(
            0.03,
            new LinkModel.Burst(0.01, 0.3),
            20 * MILLI,
            8 * MILLI,
            0.02,
            2_000_000,
            30_000,
            0.01);
    long start = Long.MAX_VALUE - SECOND;
    List<Arrival> once = run(link(model, 99), 5000, 900, 3 * MILLI, start);
    assertThat(run(link(model, 99), 5000, 900, 3 * MILLI, start)).isEqualTo(once);
    assertThat(run(link(model, 98), 5000, 900, 3 * MILLI, start)).isNotEqualTo(once);

    LinkEmulator<Integer> lazy = link(model, 99);
    for (int i = 0; i < 5000; i++) {
      lazy.offer(i, 900, start + i * 3L * MILLI);
    }
    List<Integer> packets = new ArrayList<>();
    long late = start + 1000 * SECOND;
    for (Optional<Integer> p = lazy.poll(late); p.isPresent(); p = lazy.poll(late)) {
      packets.add(p.get());
    }
    assertThat(packets).isEqualTo(once.stream().map(Arrival::packet).toList());
  }
}
