package io.rapat.bench.hostile;

import java.util.List;

/// One row of the table of hostile inputs.
interface Row {
  /// What a row found.
  ///
  /// @param held whether what must happen happened
  /// @param sent how many hostile things were sent
  /// @param counted how many of them a counter must show
  /// @param counters whose sum must have risen by `counted`: reasons of `rapat_dropped_total`, or
  ///   whole names
  record Finding(boolean held, String outcome, long sent, long counted, List<String> counters) {
    static Finding of(boolean held, String outcome, long sent, String... counters) {
      return new Finding(held, outcome, sent, sent, List.of(counters));
    }

    /// The same when not each of what was sent has a counter, and why is in the documentation.
    Finding counting(long fewer) {
      return new Finding(held, outcome, sent, fewer, counters);
    }
  }

  Finding run();
}
