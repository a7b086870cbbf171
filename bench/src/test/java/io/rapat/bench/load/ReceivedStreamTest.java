package io.rapat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceivedStreamTest {
  private static final long MS = 1_000_000;
  private final ReceivedStream stream = new ReceivedStream(7, "1", true);

  private void arrive(int sequence, long atMillis) {
    stream.arrived(sequence, 100, false, atMillis * MS);
  }

  @Test
  void countsOverTheWrapOfSequenceNumbers() {
    for (int i = 0; i < 100; i++) {
      arrive(65_500 + i & 0xffff, i);
    }

    assertThat(stream.received()).isEqualTo(100);
    assertThat(stream.lost()).isZero();
  }

  @Test
  void asksForWhatIsMissingAfterAWhileAndAFewTimesOnly() {
    arrive(1, 0);
    arrive(4, 1);

    assertThat(stream.toAsk(5 * MS)).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(stream.toAsk((11 + 60 * i) * MS)).containsExactly(2, 3);
    }
    assertThat(stream.toAsk(1000 * MS)).isEmpty();
    assertThat(stream.lost()).isEqualTo(2);
  }

  @Test
  void countsARepairAsReceivedAndADoubleOnce() {
    arrive(1, 0);
    arrive(3, 1);

    stream.arrived(2, 100, true, 30 * MS);
    stream.arrived(2, 100, true, 31 * MS);

    assertThat(stream.lost()).isZero();
    assertThat(stream.received()).isEqualTo(3);
    assertThat(stream.report(31 * MS, "TR")).containsEntry("recovered", 1L);
    assertThat(stream.report(31 * MS, "TR")).containsEntry("duplicates", 1L);
  }

  @Test
  void measuresTheLongestGapUpToNow() {
    arrive(1, 0);
    arrive(2, 30);
    arrive(3, 40);

    assertThat(stream.longestGapNanos(50 * MS)).isEqualTo(30 * MS);
    assertThat(stream.longestGapNanos(140 * MS)).isEqualTo(100 * MS);
    stream.restart(140 * MS);
    assertThat(stream.longestGapNanos(141 * MS)).isEqualTo(MS);
    assertThat(stream.received()).isZero();
  }

  @Test
  void reportsTheFractionLostSinceTheLastReport() {
    arrive(1, 0);
    arrive(2, 1);
    arrive(5, 2);
    ByteBuffer out = ByteBuffer.allocate(48);

    stream.writeReportBlock(out, 3 * MS);
    arrive(6, 4);
    stream.writeReportBlock(out, 5 * MS);

    assertThat(out.get(4) & 0xff).isEqualTo(2 * 256 / 5);
    assertThat(out.getInt(8)).isEqualTo(5);
    assertThat(out.get(28) & 0xff).isZero();
  }
}
