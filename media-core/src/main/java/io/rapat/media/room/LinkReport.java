package io.rapat.media.room;

/// What a subscriber's report blocks told of one stream since the last quality score.
final class LinkReport {
  int blocks;
  int worstFraction;
  long jitter;

  void add(int fractionLost, long jitter) {
    blocks++;
    worstFraction = Math.max(worstFraction, fractionLost);
    this.jitter = jitter;
  }

  void clear() {
    blocks = 0;
    worstFraction = 0;
  }
}
