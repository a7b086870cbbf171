package io.rapat.media.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.rtcp.RtcpWriter;
import io.rapat.media.rtcp.TransportFeedback;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CongestionTest {
  private static final long MILLIS = 1_000_000L;
  private static final long SECOND = 1000 * MILLIS;

  private final MemorySegment memory = MemorySegment.ofArray(new byte[1500]);
  private final RtcpWriter writer = new RtcpWriter(memory, 0, 1200);

  private static TransportFeedback.Handler into(Map<Integer, Long> arrivals) {
    return new TransportFeedback.Handler() {
      @Override
      public void onReceived(int sequence, long ticks) {
        arrivals.put(sequence, ticks);
      }

      @Override
      public void onLost(int sequence) {
        arrivals.putIfAbsent(sequence, -1L);
      }
    };
  }

  @Test
  void tellsTheArrivalOfEveryPacket() {
    long seed = 9;
    Random random = new Random(seed);
    ArrivalLog log = new ArrivalLog();
    Map<Integer, Long> expected = new HashMap<>();
    Map<Integer, Long> told = new HashMap<>();
    long now = 123 * SECOND;
    for (int sequence = 64_000; sequence < 67_000; sequence++) {
      now += random.nextInt(4) * MILLIS + (random.nextInt(400) == 0 ? 10 * SECOND : 0);
      boolean lost = random.nextInt(10) == 0;
      expected.put(sequence & 0xffff, lost ? -1 : now / TransportFeedback.TICK_NANOS);
      if (!lost) {
        log.onPacket(sequence & 0xffff, random.nextInt(5) == 0, now);
      }
      while (log.isDue(now)) {
        writer.reset();
        log.write(writer, 1, 2, now);
        assertThat(writer.length()).isBetween(20, 1200);
        TransportFeedback.read(memory, 12, writer.length() - 12, into(told));
      }
    }
    told.forEach((sequence, ticks) ->
        assertThat(ticks).as("%d, seed %d", sequence, seed).isEqualTo(expected.get(sequence)));
    assertThat(told.size()).isGreaterThan(2_900);
  }

  @Test
  void tellsALatePacketToo() {
    ArrivalLog log = new ArrivalLog();
    log.onPacket(1, false, 0);
    log.onPacket(3, true, 0);
    writer.reset();
    log.write(writer, 1, 2, 100 * MILLIS);
    log.onPacket(2, false, 120 * MILLIS);
    writer.reset();
    log.write(writer, 1, 2, 200 * MILLIS);

    Map<Integer, Long> told = new HashMap<>();
    TransportFeedback.read(memory, 12, writer.length() - 12, into(told));
    assertThat(told).containsEntry(2, 480L);
    assertThat(log.isPending()).isFalse();
  }

  @Test
  void lowersAfterASecondOfTooMuchAndRaisesWithPatience() {
    LayerBudget budget = new LayerBudget();
    List<String> changes = new ArrayList<>();
    long sent = 2_000_000;
    for (long now = 0; now < 60 * SECOND; now += 100 * MILLIS) {
      long estimate = now < 20 * SECOND ? 900_000 : 5_000_000;
      sent = 2_000_000 >> budget.level();
      budget.onEstimate(estimate, now);
      if (budget.update(sent, now)) {
        changes.add(now / MILLIS + ":" + budget.level());
      }
    }
    assertThat(changes)
        .containsExactly(
            "1000:1", "2100:2", "5200:1", "6300:2", "12400:1", "13500:2", "25600:1", "33600:0");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE, -1})
  void takesWildEstimatesCalmly(long estimate) {
    LayerBudget budget = new LayerBudget();
    int changes = 0;
    for (long now = 0; now < 60 * SECOND; now += 100 * MILLIS) {
      budget.onEstimate(estimate, now);
      changes += budget.update(1_000_000, now) ? 1 : 0;
    }
    assertThat(budget.estimateBps()).isBetween(10_000L, 1_000_000_000L);
    assertThat(changes).isLessThanOrEqualTo(LayerBudget.MAX_LEVEL);
  }

  @Test
  void forgetsAnEstimateThatIsNotRepeated() {
    LayerBudget budget = new LayerBudget();
    budget.onEstimate(10_000, 0);
    assertThat(budget.update(1_000_000, 11 * SECOND)).isFalse();
    assertThat(budget.update(1_000_000, 13 * SECOND)).isFalse();
  }

  @Test
  void spendsAShareOfWhatIsSent() {
    RetransmissionBudget budget = new RetransmissionBudget();
    int spent = 0;
    long sent = 0;
    for (long now = 0; now < 60 * SECOND; now += 10 * MILLIS) {
      budget.onSent(1000);
      sent += 1000;
      while (budget.spend(1000, now)) {
        spent += 1000;
      }
    }
    assertThat(spent)
        .isBetween((int) (sent * 15 / 100), (int) (sent * 15 / 100) + 60 * 12_500 + 33_000);
  }

  /// Feeds back what a link of the given rate does with what is sent.
  private static long estimateOf(long linkBps, long offeredBps, double lossShare) {
    FeedbackEstimator estimator = new FeedbackEstimator();
    Random random = new Random(1);
    MemorySegment body = MemorySegment.ofArray(new byte[3000]);
    long linkFree = 0;
    long now = 0;
    int[] deltas = new int[1000];
    for (int round = 0; round < 200; round++) {
      int first = -1;
      int count = 0;
      long lastTicks = 0;
      long reference = 0;
      for (long sent = 0; sent < offeredBps / 80; sent += 1000) {
        now += 8_000_000_000_000L / offeredBps;
        int sequence = estimator.onSent(1000, now);
        first = first < 0 ? sequence : first;
        boolean full = linkFree - now > 300 * MILLIS;
        linkFree = Math.max(linkFree, now) + (full ? 0 : 8_000_000_000_000L / linkBps);
        long ticks = (linkFree + 20 * MILLIS) / TransportFeedback.TICK_NANOS;
        if (count == 0) {
          reference = ticks / 256;
          lastTicks = reference * 256;
        }
        boolean lost = full || random.nextDouble() < lossShare;
        deltas[count++] = lost ? Integer.MIN_VALUE : (int) (ticks - lastTicks);
        lastTicks = lost ? lastTicks : ticks;
      }
      int size = TransportFeedback.size(count, deltas);
      TransportFeedback.write(body, 0, first, (int) reference, round, count, deltas);
      estimator.onFeedback(body, 0, size, now + 40 * MILLIS);
    }
    return estimator.estimateBps();
  }

  @Test
  void estimatesAboveWhatAFreeLinkCarriesAndBelowACongestedOne() {
    assertThat(estimateOf(10_000_000, 1_000_000, 0)).isBetween(1_000_000L, 1_700_000L);
    assertThat(estimateOf(500_000, 1_000_000, 0)).isLessThan(600_000L);
    assertThat(estimateOf(10_000_000, 1_000_000, 0.3)).isLessThan(1_000_000L);
  }

  @Test
  void ignoresFeedbackAboutWhatWasNeverSent() {
    FeedbackEstimator estimator = new FeedbackEstimator();
    int[] deltas = new int[400];
    Arrays.fill(deltas, 0);
    int size = TransportFeedback.size(400, deltas);
    TransportFeedback.write(memory, 0, 5000, 0x7fffff, 0, 400, deltas);
    for (int i = 0; i < 100; i++) {
      estimator.onFeedback(memory, 0, size, i * SECOND);
    }
    assertThat(estimator.hasEstimate()).isFalse();
  }

  @Test
  void refusesAFeedbackThatClaimsTooMuch() {
    FeedbackEstimator estimator = new FeedbackEstimator();
    estimator.onSent(1000, 0);
    byte[] body = {0, 0, -1, -1, 0, 0, 0, 0, 0x3f, -1, 0, 0};
    assertThat(TransportFeedback.read(MemorySegment.ofArray(body), 0, body.length, estimator))
        .isEqualTo(-1);
    byte[] emptyRun = {0, 0, 0, 9, 0, 0, 0, 0, 0x20, 0, 0, 0};
    assertThat(
            TransportFeedback.read(MemorySegment.ofArray(emptyRun), 0, emptyRun.length, estimator))
        .isEqualTo(-1);
  }
}
