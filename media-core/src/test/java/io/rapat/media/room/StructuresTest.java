package io.rapat.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.stream.SenderClock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuresTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tableAgreesWithAMap(long seed) {
    Random random = new Random(seed);
    SsrcTable<String> table = new SsrcTable<>();
    Map<Integer, String> map = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      int key = random.nextInt(200) * 0x1000_0001;
      if (random.nextInt(3) == 0) {
        table.remove(key);
        map.remove(key);
      } else {
        table.put(key, "v" + i);
        map.put(key, "v" + i);
      }
      int asked = random.nextInt(200) * 0x1000_0001;
      assertThat(table.get(asked)).as("seed %d", seed).isEqualTo(map.get(asked));
      assertThat(table.size()).isEqualTo(map.size());
    }
  }

  /// The model knows the whole history: the outgoing number of a packet is its place among those
  /// that weren't left out while they were the newest.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void numbersAgreeWithANaiveModel(long seed) {
    Random random = new Random(seed);
    SequenceMap map = new SequenceMap(512, 1000);
    map.begin(5000);
    long offset = 4000;
    long highest = 4999;
    Map<Long, Long> expected = new HashMap<>();
    Set<Long> sent = new HashSet<>();
    long source = 5000;
    for (int i = 0; i < 20_000; i++) {
      boolean late = random.nextInt(8) == 0 && highest > 5100;
      long number = late ? highest - random.nextInt(100) : source;
      if (!late) {
        source = number + 1 + (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
      }
      boolean leave = random.nextInt(6) == 0;
      for (long n = highest + 1; n < number; n++) {
        expected.put(n, n - offset);
      }
      long out = leave ? map.leaveOut(number, 0, 7, 9) : map.place(number, 0, 7, 9);
      if (number > highest) {
        highest = number;
        if (leave) {
          offset++;
          assertThat(out).isEqualTo(SequenceMap.NONE);
          continue;
        }
        expected.put(number, number - offset);
      }
      long model = expected.getOrDefault(number, SequenceMap.NONE);
      boolean fresh = model != SequenceMap.NONE && !sent.contains(model);
      assertThat(out).as("seed %d", seed).isEqualTo(fresh ? model : SequenceMap.NONE);
      if (out != SequenceMap.NONE) {
        sent.add(out);
        map.sent(out, false);
        assertThat(map.source(out)).isEqualTo(number);
      }
    }
  }

  @Test
  void anotherSourceGoesOnBehindTheLastNumber() {
    SequenceMap map = new SequenceMap(64, 10);
    map.begin(500);
    long last = map.place(500, 0, 0, 0);
    map.sent(last, false);
    map.begin(70_000);
    assertThat(map.place(70_000, 1, 0, 0)).isEqualTo(last + 1);
    assertThat(map.place(69_999, 1, 0, 0)).isEqualTo(SequenceMap.NONE);
  }

  @Test
  void timestampsFollowTheSendersClocksWhenBothAreKnown() {
    Timeline timeline = new Timeline(90_000, 1000);
    SenderClock low = new SenderClock(90_000);
    SenderClock high = new SenderClock(90_000);
    low.onSenderReport(100L << 32, 0, 0);
    high.onSenderReport(100L << 32, 500_000, 0);
    timeline.begin(90_000, low, 1_000_000_000L);
    // Captured 100 ms later, though it came 150 ms later.
    timeline.begin(500_000 + 99_000, high, 1_150_000_000L);

    assertThat(500_000 + 99_000 + timeline.offset()).isBetween(1000 + 8_999, 1000 + 9_000);
  }

  @Test
  void timestampsFollowTheArrivalWhenAClockIsUnknownOrAbsurd() {
    Timeline timeline = new Timeline(90_000, 0);
    SenderClock known = new SenderClock(90_000);
    known.onSenderReport(100L << 32, 0, 0);
    timeline.begin(0, known, 0);
    timeline.begin(777, new SenderClock(90_000), 100_000_000L);
    assertThat(777 + timeline.offset()).isEqualTo(9000);

    SenderClock absurd = new SenderClock(90_000);
    absurd.onSenderReport(9L << 32, 0, 0);
    timeline.begin(0, known, 200_000_000L);
    timeline.begin(5, absurd, 300_000_000L);
    assertThat(5 + timeline.offset()).isEqualTo(27_000);
  }

  @Test
  void timestampsNeverStandStillAtASwitch() {
    Timeline timeline = new Timeline(90_000, 0);
    SenderClock clock = new SenderClock(90_000);
    timeline.begin(50, clock, 0);
    timeline.begin(9, clock, 0);
    assertThat(9 + timeline.offset()).isEqualTo(1);
    timeline.resume(9, 0);
    assertThat(9 + timeline.offset()).isEqualTo(2);
  }
}
