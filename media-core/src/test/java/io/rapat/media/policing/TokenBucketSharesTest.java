package io.rapat.media.policing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketSharesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsABurstThroughAndThenTheRate() {
    TokenBucket budget = new TokenBucket(100, 50);
    long now = Long.MAX_VALUE - SECOND;
    int taken = 0;
    while (budget.take(1, now)) {
      taken++;
    }
    assertThat(taken).isEqualTo(50);

    // The clock wraps around inside of this second.
    int later = 0;
    for (int i = 1; i <= 2_000; i++) {
      later += budget.take(1, now + i * SECOND / 1_000) ? 1 : 0;
    }
    assertThat(later).isBetween(198, 202);
  }
}
