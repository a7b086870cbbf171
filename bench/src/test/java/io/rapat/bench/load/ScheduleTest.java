package io.rapat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void readsTheMediaPacketsOfARealCall() {
    Schedule schedule = Schedule.load("vp8-simulcast");

    assertThat(schedule.entries()).hasSize(5621);
    assertThat(schedule.entries().getFirst())
        .isEqualTo(new Schedule.Entry(189_000, 651, false, true, "q"));
  }

  @Test
  void leavesOutTheRampAndKeepsWholeFramesInEachLayer() {
    Schedule steady = Schedule.load("vp8-simulcast").steady();

    assertThat(steady.entries().getFirst().atNanos()).isZero();
    for (String layer : Offer.RIDS) {
      List<Schedule.Entry> ofLayer = steady.only(layer).entries();
      assertThat(ofLayer.getLast().marker()).isTrue();
      assertThat(longestGap(ofLayer)).isLessThan(200_000_000L);
    }
  }

  private static long longestGap(List<Schedule.Entry> entries) {
    return LongStream.range(1, entries.size())
        .map(i -> entries.get((int) i).atNanos() - entries.get((int) i - 1).atNanos())
        .max()
        .orElseThrow();
  }

  @Test
  void spacesSoundEvenly() {
    Schedule even = Schedule.load("opus-nored-nodtx").evenly(20_000_000);

    assertThat(longestGap(even.entries())).isEqualTo(20_000_000);
    assertThat(even.loopNanos()).isEqualTo(even.entries().size() * 20_000_000L);
  }
}
