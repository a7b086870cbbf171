package io.rapat.testkit.link;

import java.util.List;
import java.util.Locale;

/// Lines of live control. Each is answered by `ok`, by `error: …` or, for `stats`, by JSON.
///
/// ```
/// [up|down] SETTING VALUE     for example: down loss 10%     both directions without up or down
/// [up|down] cut | restore     restore also lifts blocks
/// [up|down] block | unblock udp|tcp|icmp
/// stats
/// quit
/// ```
final class Control {
  private final Path up;
  private final Path down;
  private boolean quit;

  Control(Path up, Path down) {
    this.up = up;
    this.down = down;
  }

  boolean isQuit() {
    return quit;
  }

  /// Obeys one line.
  ///
  /// @return the answer
  String obey(String line, long nowNanos) {
    List<String> words = List.of(line.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    boolean directed = words.getFirst().equals("up") || words.getFirst().equals("down");
    List<Path> paths =
        !directed ? List.of(up, down) : words.getFirst().equals("up") ? List.of(up) : List.of(down);
    List<String> command = directed ? words.subList(1, words.size()) : words;
    try {
      return obey(command, paths, nowNanos);
    } catch (IllegalArgumentException e) {
      return "error: " + e.getMessage();
    }
  }

  private String obey(List<String> command, List<Path> paths, long nowNanos) {
    String verb = command.isEmpty() ? "" : command.getFirst();
    int length = command.size();
    if (length == 1) {
      switch (verb) {
        case "stats" -> {
          return "{\"up\":" + up.stats() + ",\"down\":" + down.stats() + "}";
        }
        case "quit" -> quit = true;
        case "cut" -> paths.forEach(path -> path.cut(true));
        case "restore" -> paths.forEach(Control::restore);
        default -> throw new IllegalArgumentException("unknown command '" + verb + "'");
      }
    } else if (length == 2 && (verb.equals("block") || verb.equals("unblock"))) {
      IpProtocol protocol = protocol(command.get(1));
      paths.forEach(path -> path.block(protocol, verb.equals("block")));
    } else if (length == 2) {
      paths.forEach(path -> path.set(verb, command.get(1), nowNanos));
    } else {
      throw new IllegalArgumentException("expected a command and at most one value");
    }
    return "ok";
  }

  private static void restore(Path path) {
    path.cut(false);
    for (IpProtocol protocol : IpProtocol.values()) {
      path.block(protocol, false);
    }
  }

  private static IpProtocol protocol(String name) {
    for (IpProtocol protocol : IpProtocol.values()) {
      if (protocol.name().toLowerCase(Locale.ROOT).equals(name)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("unknown protocol '" + name + "' (udp, tcp, icmp)");
  }
}
