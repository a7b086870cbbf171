package io.rapat.media.policing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  private static int taken(TokenBucket bucket, int tries, long now) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take(now) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void letsABurstThroughAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(50, 100);
    long start = Long.MAX_VALUE - SECOND;

    assertThat(taken(bucket, 1000, start)).isEqualTo(100);
    assertThat(taken(bucket, 1000, start)).isZero();
    // The clock wraps here.
    assertThat(taken(bucket, 1000, start + 2 * SECOND)).isEqualTo(100);
    assertThat(taken(bucket, 1000, start + 3 * SECOND)).isEqualTo(50);
    assertThat(taken(bucket, 1000, start + 1000 * SECOND)).isEqualTo(100);
  }
}
