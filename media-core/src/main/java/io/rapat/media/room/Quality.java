package io.rapat.media.room;

/// The score of one stream, 0 to 100, from loss, delay and jitter.
final class Quality {
  static final double BEST = 100;
  private static final double OPUS_WEIGHT = 8;
  private static final double RED_WEIGHT = 4;
  private static final double VIDEO_WEIGHT = 10;
  private static final double FEC_DIVISOR = 1.5;
  private static final double FLOOR = 30;
  private static final double DROPPING = 0.8;
  private static final double RISING = 0.4;
  private static final double REPORTED_STEP = 3;

  private double score = BEST;

  /// What was told last.
  private double told = -1;

  private boolean toldSilent;

  /// Weight of one percent of loss. Opus is taken as sent with in-band FEC, which every client asks
  /// for.
  static double weight(Codec codec) {
    return switch (codec) {
      case RED -> RED_WEIGHT / FEC_DIVISOR;
      case OPUS -> OPUS_WEIGHT / FEC_DIVISOR;
      case PCMU, PCMA -> OPUS_WEIGHT;
      case VP8, VP9, H264, AV1, H265 -> VIDEO_WEIGHT;
    };
  }

  /// Score of a stream over one window.
  ///
  /// @param lossPercent 0 to 100
  static double of(Codec codec, double lossPercent, long roundTripNanos, long jitterNanos) {
    double delay = (roundTripNanos / 2.0 + 2.0 * jitterNanos) / 1_000_000;
    double effect = delay > 160 ? (delay - 120) / 10 : delay / 40;
    return Math.clamp(BEST - effect - lossPercent * weight(codec), 0, BEST);
  }

  /// Smooths the score of a window into the peer's: quickly down, slowly up.
  void update(double window) {
    double factor = window < score ? DROPPING : RISING;
    score = Math.max(FLOOR, score + factor * (window - score));
  }

  double score() {
    return score;
  }

  /// Whether the score differs visibly from the one told last; if so it counts as told.
  boolean changed(boolean silent) {
    if (Math.abs(score - told) < REPORTED_STEP && silent == toldSilent) {
      return false;
    }
    told = score;
    toldSilent = silent;
    return true;
  }
}
