package io.rapat.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenTransactionsTest {

  @Test
  void remembersTheLatestSixtyFour() {
    SeenTransactions seen = new SeenTransactions();
    for (int i = 0; i < 200; i++) {
      assertThat(seen.admit(i, 1)).isTrue();
    }

    for (int i = 136; i < 200; i++) {
      assertThat(seen.admit(i, 1)).isTrue();
      assertThat(seen.admit(i, 2)).isFalse();
    }
    assertThat(seen.admit(135, 2)).isTrue();
  }

  @Test
  void tellsSourcesApart() {
    long v4 = 0xffff_c000_0201L;
    long source = SeenTransactions.source(0, v4, 5000, false);

    assertThat(SeenTransactions.source(0, v4, 5000, false)).isEqualTo(source);
    assertThat(SeenTransactions.source(0, v4, 5000, true)).isNotEqualTo(source);
    assertThat(SeenTransactions.source(0, v4, 5001, false)).isNotEqualTo(source);
    assertThat(SeenTransactions.source(0, v4 + 1, 5000, false)).isNotEqualTo(source);
    assertThat(SeenTransactions.source(1, v4, 5000, false)).isNotEqualTo(source);
  }
}
