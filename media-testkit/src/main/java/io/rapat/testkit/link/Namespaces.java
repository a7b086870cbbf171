package io.rapat.testkit.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Network namespaces, driven by the `ip` command. Removes what it made, and nothing else.
final class Namespaces implements AutoCloseable {
  private final List<String> made = new ArrayList<>();

  /// Makes a namespace unless there is one of that name.
  void ensure(String name) {
    if (!run("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ")[0])
        .anyMatch(name::equals)) {
      run("ip", "netns", "add", name);
      synchronized (made) {
        made.add(name);
      }
      run("ip", "-n", name, "link", "set", "lo", "up");
    }
  }

  /// Moves a device into a namespace and brings it up with an address.
  void adopt(String device, Options.Side side, int mtu) {
    String name = side.namespace();
    run("ip", "link", "set", device, "netns", name);
    run("ip", "-n", name, "addr", "add", side.prefix(), "dev", device);
    run(
        "ip",
        "-n",
        name,
        "link",
        "set",
        device,
        "mtu",
        Integer.toString(mtu),
        "txqueuelen",
        "1000");
    run("ip", "-n", name, "link", "set", device, "up");
    run("ip", "-n", name, "route", "add", "default", "dev", device);
  }

  @Override
  public void close() {
    List<String> names;
    synchronized (made) {
      names = List.copyOf(made);
      made.clear();
    }
    for (String name : names) {
      run("ip", "netns", "del", name);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new LinkFailure(String.join(" ", Arrays.asList(command)) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new LinkFailure("can't run ip (package iproute2): " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkFailure("interrupted");
    }
  }
}
