package io.rapat.testkit.link;

import java.util.List;

/// The command line.
///
/// @param up settings from A to B
/// @param down settings from B to A
record Options(Side a, Side b, LinkSettings up, LinkSettings down, long seed, int mtu) {

  static final String USAGE =
      """
      usage: LinkEmulatorMain [--ns-a NAME] [--ns-b NAME] [--addr-a ADDRESS] [--addr-b ADDRESS]
               [--seed N] [--mtu BYTES] [SETTING VALUE]... [--up SETTING VALUE...] [--down ...]
      Settings before --up and --down hold for both directions; up is from A to B:
        --loss 5%  --burst 1%/20%  --delay 25ms  --jitter 5ms  --reorder 1%  --duplicate 1%
        --rate 2.5mbit  --queue 300ms (or 64kb)
      """;

  /// One end: a namespace and the address in it, with the length of its prefix.
  record Side(String namespace, String address) {
    String prefix() {
      return address.contains("/") ? address : address + "/24";
    }
  }

  /// Where settings go while the command line is read.
  private enum Scope {
    BOTH,
    UP,
    DOWN
  }

  /// @throws IllegalArgumentException with a message for people
  static Options parse(List<String> arguments) {
    Options options =
        new Options(
            new Side("link-a", "192.0.2.2"),
            new Side("link-b", "192.0.2.1"),
            LinkSettings.PERFECT,
            LinkSettings.PERFECT,
            1,
            1500);
    Scope scope = Scope.BOTH;
    for (int i = 0; i < arguments.size(); i++) {
      String flag = arguments.get(i);
      if (flag.equals("--up") || flag.equals("--down")) {
        scope = flag.equals("--up") ? Scope.UP : Scope.DOWN;
        continue;
      }
      if (!flag.startsWith("--") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("unexpected '" + flag + "', or its value is missing");
      }
      options = options.with(flag.substring(2), arguments.get(++i), scope);
    }
    return options;
  }

  private Options with(String name, String value, Scope scope) {
    return switch (name) {
      case "ns-a" -> new Options(new Side(value, a.address), b, up, down, seed, mtu);
      case "ns-b" -> new Options(a, new Side(value, b.address), up, down, seed, mtu);
      case "addr-a" -> new Options(new Side(a.namespace, value), b, up, down, seed, mtu);
      case "addr-b" -> new Options(a, new Side(b.namespace, value), up, down, seed, mtu);
      case "seed" -> new Options(a, b, up, down, number(value), mtu);
      case "mtu" -> new Options(a, b, up, down, seed, Math.toIntExact(number(value)));
      default ->
          new Options(
              a,
              b,
              scope == Scope.DOWN ? up : up.with(name, value),
              scope == Scope.UP ? down : down.with(name, value),
              seed,
              mtu);
    };
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' isn't a number", e);
    }
  }
}
