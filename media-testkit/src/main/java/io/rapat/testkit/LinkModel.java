package io.rapat.testkit;

/// How one direction of a link treats packets.
///
/// @param lossProbability 0 to 1, of each packet by itself
/// @param burst losses in a row, beside the single ones
/// @param delayNanos time on the way after the packet left the queue
/// @param jitterNanos a random time up to this is added; it doesn't change the order
/// @param reorderProbability 0 to 1, that a packet is held back for 5 ms to 10 ms, or up to twice
///   the jitter when that is more, and later ones overtake it
/// @param rateBps bits per second, 0 for no limit
/// @param queueBytes what waits for the rate; a packet that doesn't fit is dropped
/// @param duplicateProbability 0 to 1, that a packet arrives twice
public record LinkModel(
    double lossProbability,
    Burst burst,
    long delayNanos,
    long jitterNanos,
    double reorderProbability,
    long rateBps,
    long queueBytes,
    double duplicateProbability) {

  /// A link that delivers everything at once.
  public static final LinkModel PERFECT =
      new LinkModel(0, Burst.NONE, 0, 0, 0, 0, Long.MAX_VALUE, 0);

  public LinkModel {
    requireProbability(lossProbability);
    requireProbability(reorderProbability);
    requireProbability(duplicateProbability);
    if (delayNanos < 0 || jitterNanos < 0 || rateBps < 0 || queueBytes < 0) {
      throw new IllegalArgumentException("negative delay, jitter, rate or queue");
    }
  }

  /// Gilbert's model of bursts (RFC 6534 §6): in the bad state every packet is lost.
  ///
  /// @param enter probability to go to the bad state, at each packet
  /// @param leave probability to leave it; a burst has 1 / leave packets on average
  public record Burst(double enter, double leave) {
    public static final Burst NONE = new Burst(0, 1);

    public Burst {
      requireProbability(enter);
      requireProbability(leave);
    }
  }

  private static void requireProbability(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("no probability: " + value);
    }
  }

  public LinkModel withLoss(double probability) {
    return new LinkModel(
        probability,
        burst,
        delayNanos,
        jitterNanos,
        reorderProbability,
        rateBps,
        queueBytes,
        duplicateProbability);
  }

  public LinkModel withBurst(double enter, double leave) {
    return new LinkModel(
        lossProbability,
        new Burst(enter, leave),
        delayNanos,
        jitterNanos,
        reorderProbability,
        rateBps,
        queueBytes,
        duplicateProbability);
  }

  public LinkModel withDelay(long delay, long jitter) {
    return new LinkModel(
        lossProbability,
        burst,
        delay,
        jitter,
        reorderProbability,
        rateBps,
        queueBytes,
        duplicateProbability);
  }

  public LinkModel withReorder(double probability) {
    return new LinkModel(
        lossProbability,
        burst,
        delayNanos,
        jitterNanos,
        probability,
        rateBps,
        queueBytes,
        duplicateProbability);
  }

  /// @param bps bits per second, 0 for no limit
  public LinkModel withRate(long bps, long queue) {
    return new LinkModel(
        lossProbability,
        burst,
        delayNanos,
        jitterNanos,
        reorderProbability,
        bps,
        queue,
        duplicateProbability);
  }

  public LinkModel withDuplicates(double probability) {
    return new LinkModel(
        lossProbability,
        burst,
        delayNanos,
        jitterNanos,
        reorderProbability,
        rateBps,
        queueBytes,
        probability);
  }
}
