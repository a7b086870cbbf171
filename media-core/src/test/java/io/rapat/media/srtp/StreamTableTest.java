package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamTableTest {

  @Test
  void estimatesAcrossTheWrapInBothDirections() {
    StreamTable table = new StreamTable(4, true);
    int slot = table.add(7, 0x1_fff0L);

    assertThat(table.estimate(slot, 0xfff1)).isEqualTo(0x1_fff1L);
    assertThat(table.estimate(slot, 0x0003)).isEqualTo(0x2_0003L);
    assertThat(table.estimate(slot, 0x8000)).isEqualTo(0x1_8000L);

    table.accept(slot, 0x2_0003L);
    assertThat(table.estimate(slot, 0xfffe)).isEqualTo(0x1_fffeL);
    assertThat(table.estimate(slot, 0x7000)).isEqualTo(0x2_7000L);
  }

  @Test
  void findsNoIndexBeforeTheFirstRollOverCount() {
    StreamTable table = new StreamTable(4, true);
    int slot = table.add(7, 5);

    assertThat(table.estimate(slot, 0xffff)).isNegative();
    assertThat(table.check(slot, table.estimate(slot, 0xffff), 128)).isEqualTo(SrtpDrop.TOO_OLD);
  }

  @Test
  void agreesWithANaiveSetOfSeenIndexes() {
    long seed = 20_251;
    Random random = new Random(seed);
    StreamTable table = new StreamTable(4, true);
    int slot = table.add(1, 1_000);
    Set<Long> seen = new HashSet<>(Set.of(1_000L));
    long highest = 1_000;
    for (int i = 0; i < 200_000; i++) {
      long index = highest - 140 + random.nextInt(random.nextInt(50) == 0 ? 600 : 150);
      int expected =
          index < 0 || highest - index >= 128
              ? SrtpDrop.TOO_OLD
              : seen.contains(index) ? SrtpDrop.REPLAYED : 0;
      assertThat(table.check(slot, index, 128)).as("seed %d step %d", seed, i).isEqualTo(expected);
      if (expected == 0) {
        table.accept(slot, index);
        seen.add(index);
        highest = Math.max(highest, index);
      }
    }
  }

  @Test
  void agreesWithANaiveMapThatForgetsTheLongestSilent() {
    long seed = 20_252;
    Random random = new Random(seed);
    StreamTable table = new StreamTable(64, true);
    Map<Integer, Long> model = new HashMap<>();
    List<Integer> byUse = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      // Few distinct low bits make long runs, so that removal moves entries.
      Integer ssrc = (random.nextInt(40) << 20) | random.nextInt(4);
      int slot = table.find(ssrc);
      assertThat(slot >= 0).as("seed %d step %d", seed, i).isEqualTo(model.containsKey(ssrc));
      if (slot >= 0) {
        assertThat(table.highest(slot)).isEqualTo(model.get(ssrc));
        table.accept(slot, i);
      } else {
        if (model.size() == 64) {
          model.remove(byUse.removeFirst());
        }
        int _ = table.add(ssrc, i);
      }
      byUse.remove((Object) ssrc);
      byUse.add(ssrc);
      model.put(ssrc, (long) i);
      assertThat(table.size()).isEqualTo(model.size());
    }
  }

  @Test
  void aSendersTableRefusesInsteadOfForgetting() {
    StreamTable table = new StreamTable(3, false);
    for (int ssrc = 0; ssrc < 3; ssrc++) {
      assertThat(table.add(ssrc, 0)).isNotNegative();
    }

    assertThat(table.add(99, 0)).isEqualTo(StreamTable.NOT_FOUND);
    assertThat(table.find(0)).isNotNegative();
  }
}
