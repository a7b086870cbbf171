package io.rapat.media.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.rtcp.NtpTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiveStreamTest {
  private static final long MILLIS = 1_000_000L;

  private final ReceiveStream stream = new ReceiveStream(90_000, 64, true);
  private long nowNanos = 5_000_000_000L;

  private long accept(int sequence) {
    return accept(stream, sequence);
  }

  private long accept(ReceiveStream stream, int sequence) {
    long number = stream.accept(sequence & 0xffff, 0, false, 100, nowNanos);
    if (number >= 0) {
      stream.store(number, sequence & 0xffff, 0, 100, nowNanos);
    }
    return number;
  }

  @Test
  void countsOnOverTheWrap() {
    long first = accept(65_534);
    assertThat(accept(65_535)).isEqualTo(first + 1);
    assertThat(accept(1)).isEqualTo(first + 3);
    assertThat(accept(0)).isEqualTo(first + 2);
    assertThat(stream.nacks().isEmpty()).isTrue();
  }

  @Test
  void tellsDuplicatesAndOldPacketsApart() {
    accept(1000);
    for (int i = 1001; i < 1100; i++) {
      accept(i);
    }
    assertThat(accept(1099)).isEqualTo(ReceiveStream.DUPLICATE);
    assertThat(accept(1040)).isEqualTo(ReceiveStream.DUPLICATE);
    assertThat(stream.accept(1000, 0, true, 100, nowNanos)).isEqualTo(ReceiveStream.TOO_OLD);
  }

  @Test
  void followsAJumpOnlyWhenTheNextPacketConfirmsIt() {
    long before = accept(100);
    assertThat(accept(20_000)).isEqualTo(ReceiveStream.JUMP);
    assertThat(accept(101)).isEqualTo(before + 1);
    int epoch = stream.epoch();
    assertThat(accept(30_000)).isEqualTo(ReceiveStream.JUMP);
    long after = accept(30_001);

    assertThat(after).isGreaterThan(before + 1);
    assertThat(after & 0xffff).isEqualTo(30_001);
    assertThat(stream.epoch()).isNotEqualTo(epoch);
    assertThat(stream.nacks().isEmpty()).isTrue();
    assertThat(stream.statistics().lost()).isZero();
  }

  @Test
  void neverGivesANumberTwiceThoughTheSourceBeginsAnew() {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      for (int k = 0; k < 20; k++) {
        assertThat(numbers.add(accept(500 + k))).isTrue();
      }
      stream.restart();
    }
  }

  @Test
  void doesNotBeginWithARetransmission() {
    assertThat(stream.accept(7, 0, true, 100, nowNanos)).isEqualTo(ReceiveStream.TOO_OLD);
  }

  @Test
  void agreesWithANaiveModelUnderDisorder() {
    long seed = 11;
    Random random = new Random(seed);
    ReceiveStream stream = new ReceiveStream(90_000, 1024, true);
    List<Integer> waiting = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long base = accept(stream, 65_000) - 65_000;
    seen.add(base + 65_000);
    for (int i = 65_001; i < 70_000; i++) {
      waiting.add(i);
      while (waiting.size() > random.nextInt(20)) {
        int index = random.nextInt(waiting.size());
        int next = waiting.get(index);
        waiting.subList(index, index + 1).clear();
        if (random.nextInt(20) == 0) {
          continue;
        }
        assertThat(accept(stream, next)).as("seed %d", seed).isEqualTo(base + next);
        assertThat(seen.add(base + next)).isTrue();
        assertThat(accept(stream, next)).isEqualTo(ReceiveStream.DUPLICATE);
      }
    }
  }

  @Test
  void spacesTheRepetitionsByTheRoundTrip() {
    NackRegister register = new NackRegister();
    register.missing(10, 11, 0);
    long[] due = new long[NackRegister.MAX_MISSING];
    List<Long> times = new ArrayList<>();
    for (long now = 0; now < 2000 * MILLIS; now += MILLIS) {
      if (register.collect(now, 70 * MILLIS, due) > 0) {
        times.add(now / MILLIS);
      }
    }
    assertThat(times).containsExactly(20L, 90L, 178L, 288L, 425L);
    assertThat(register.isEmpty()).isTrue();
  }

  @Test
  void tracksTheNewestHundredMissingPackets() {
    NackRegister register = new NackRegister();
    register.missing(0, 60, 0);
    register.missing(61, 161, 0);
    register.received(100);
    register.received(3);
    long[] due = new long[NackRegister.MAX_MISSING];
    assertThat(register.collect(100 * MILLIS, 0, due)).isEqualTo(99);
    assertThat(due[0]).isEqualTo(61);
    assertThat(due[98]).isEqualTo(160);
  }

  @Test
  void reportsLossAndJitterByTheBook() {
    ReceptionStatistics statistics = new ReceptionStatistics(90_000);
    int timestamp = 0;
    long now = 0;
    for (int i = 0; i < 100; i++) {
      if (i % 4 != 3) {
        // Every second packet comes 10 ms late: transit differs by 900 ticks each time.
        statistics.received(i, timestamp, now + (i % 2 == 0 ? 0 : 10 * MILLIS));
      }
      timestamp += 1800;
      now += 20 * MILLIS;
    }
    assertThat(statistics.lost()).isEqualTo(24);
    assertThat(statistics.endInterval()).isEqualTo(24 * 256 / 99);
    assertThat(statistics.jitter()).isBetween(400, 900);
    assertThat(statistics.endInterval()).isZero();
  }

  @Test
  void translatesTimestampsToTheSendersClock() {
    SenderClock clock = new SenderClock(90_000);
    clock.onSenderReport(100L << 32, -90_000, 7_000_000_000L);

    assertThat(clock.ntpAt(7_500_000_000L)).isEqualTo((100L << 32) + (1L << 31));
    assertThat(clock.timestampAt(8_000_000_000L)).isZero();
    assertThat(NtpTime.toNanos(clock.ntpOf(45_000) - (100L << 32)))
        .isBetween(1_499_999_990L, 1_500_000_000L);
  }

  @Test
  void measuresTheLastSecond() {
    RateMeter meter = new RateMeter();
    for (int i = 0; i < 200; i++) {
      meter.add(125, nowNanos + 10 * MILLIS * i);
    }
    long end = nowNanos + 1990 * MILLIS;
    assertThat(meter.bitrateBps(end)).isBetween(90_000L, 100_000L);
    assertThat(meter.packetsPerSecond(end)).isBetween(90, 100);
    assertThat(meter.bitrateBps(end + 1100 * MILLIS)).isZero();
    assertThat(meter.bitrateBps(end - 5000 * MILLIS)).isZero();
  }

  @Test
  void historyHandsOutEverySlotExactlyOnce() {
    long seed = 5;
    Random random = new Random(seed);
    PacketHistory history = new PacketHistory(32);
    Set<Integer> inside = new HashSet<>();
    int slot = 0;
    long number = 1000;
    for (int i = 0; i < 20_000; i++) {
      number += 1 + (random.nextInt(10) == 0 ? random.nextInt(100) : 0);
      int evicted = history.put(number, slot, 2, 100, i);
      if (evicted != PacketHistory.NONE) {
        assertThat(inside.remove(evicted)).as("seed %d", seed).isTrue();
      }
      inside.add(slot++);
      if (random.nextInt(50) == 0) {
        for (int out = history.expire(i - 20);
            out != PacketHistory.NONE;
            out = history.expire(i - 20)) {
          assertThat(inside.remove(out)).isTrue();
        }
        assertThat(history.contains(number)).isTrue();
      }
    }
    for (int out = history.clear(); out != PacketHistory.NONE; out = history.clear()) {
      assertThat(inside.remove(out)).isTrue();
    }
    assertThat(inside).isEmpty();
    assertThat(history.contains(number)).isFalse();
  }
}
