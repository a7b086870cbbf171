package io.rapat.testkit.link;

import io.rapat.testkit.LinkModel;

/// The settings of one direction as people write them: `loss 5%`, `delay 25ms`, `rate 2.5mbit`.
/// Immutable.
///
/// @param queue bytes or time
record LinkSettings(LinkModel model, Queue queue) {

  /// @param bytes limit in bytes, or 0 when it is a time
  /// @param nanos limit as time at the rate
  record Queue(long bytes, long nanos) {
    long at(long rateBps) {
      long size = bytes > 0 ? bytes : Math.round(rateBps / 8e9 * nanos);
      // A packet must fit at any rate.
      return Math.max(size, 3000);
    }
  }

  static final LinkSettings PERFECT =
      new LinkSettings(LinkModel.PERFECT, new Queue(0, 300_000_000L));

  /// These settings with one changed.
  ///
  /// @throws IllegalArgumentException when the name or the value isn't one; its message is for
  ///   people
  LinkSettings with(String name, String value) {
    return switch (name) {
      case "loss" -> of(model.withLoss(probability(value)));
      case "burst" -> withBurst(value);
      case "delay" -> of(model.withDelay(nanos(value), model.jitterNanos()));
      case "jitter" -> of(model.withDelay(model.delayNanos(), nanos(value)));
      case "reorder" -> of(model.withReorder(probability(value)));
      case "duplicate" -> of(model.withDuplicates(probability(value)));
      case "rate" -> withRate(bitsPerSecond(value), queue);
      case "queue" -> withRate(model.rateBps(), queue(value));
      default ->
          throw new IllegalArgumentException(
              "unknown setting '"
                  + name
                  + "' (loss, burst, delay, jitter, reorder, duplicate, rate, queue)");
    };
  }

  private LinkSettings of(LinkModel next) {
    return new LinkSettings(next, queue);
  }

  private LinkSettings withRate(long rateBps, Queue limit) {
    return new LinkSettings(model.withRate(rateBps, limit.at(rateBps)), limit);
  }

  /// `1%/20%`: the chances to enter and to leave a burst, at each packet; `0` for none.
  private LinkSettings withBurst(String value) {
    String[] parts = value.split("/", -1);
    if (parts.length == 1 && probability(value) == 0) {
      return of(model.withBurst(0, 1));
    }
    if (parts.length != 2) {
      throw new IllegalArgumentException("burst is ENTER/LEAVE, for example 1%/20%");
    }
    return of(model.withBurst(probability(parts[0]), probability(parts[1])));
  }

  private static double probability(String value) {
    boolean percent = value.endsWith("%");
    double number = number(percent ? value.substring(0, value.length() - 1) : value);
    double probability = percent ? number / 100 : number;
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("'" + value + "' isn't between 0 and 100%");
    }
    return probability;
  }

  static long nanos(String value) {
    if (value.endsWith("ms")) {
      return scaled(value, 2, 1e6);
    } else if (value.endsWith("us")) {
      return scaled(value, 2, 1e3);
    } else if (value.endsWith("s")) {
      return scaled(value, 1, 1e9);
    }
    throw new IllegalArgumentException("'" + value + "' needs a unit: us, ms or s");
  }

  private static long bitsPerSecond(String value) {
    if (value.equals("unlimited") || value.equals("0")) {
      return 0;
    } else if (value.endsWith("kbit")) {
      return scaled(value, 4, 1e3);
    } else if (value.endsWith("mbit")) {
      return scaled(value, 4, 1e6);
    } else if (value.endsWith("gbit")) {
      return scaled(value, 4, 1e9);
    }
    throw new IllegalArgumentException("'" + value + "' needs a unit: kbit, mbit or gbit");
  }

  private static Queue queue(String value) {
    if (value.endsWith("kb")) {
      return new Queue(Math.max(1, scaled(value, 2, 1e3)), 0);
    }
    return new Queue(0, nanos(value));
  }

  private static long scaled(String value, int unit, double factor) {
    double number = number(value.substring(0, value.length() - unit));
    if (!(number >= 0 && number * factor < 1e15)) {
      throw new IllegalArgumentException("'" + value + "' is out of range");
    }
    return Math.round(number * factor);
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' isn't a number", e);
    }
  }
}
