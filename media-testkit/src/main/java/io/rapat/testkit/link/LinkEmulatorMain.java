package io.rapat.testkit.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// Puts an emulated link between two network namespaces: every IP packet from one to the other
/// crosses it. Prints `ready`, then obeys lines on standard input (see [Control]) until `quit` or a
/// signal. The end of the input isn't an end, so that it can run in the background.
public final class LinkEmulatorMain {
  private static final String END = "quit";

  private volatile boolean stopped;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final PrintStream out;

  private LinkEmulatorMain(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("link emulator: " + e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    try {
      new LinkEmulatorMain(System.out).run(options);
    } catch (LinkFailure e) {
      System.err.println("link emulator: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run(Options options) {
    // Confined memory would forbid that the hook waits for this thread to leave it.
    try (Arena arena = Arena.ofShared()) {
      LinuxCalls calls = new LinuxCalls(arena);
      if (calls.effectiveUser() != 0) {
        throw new LinkFailure("needs root, to make network namespaces and TUN devices");
      }
      Namespaces namespaces = new Namespaces();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(namespaces), "stop"));
      try (namespaces) {
        bridge(options, arena, calls, namespaces);
      }
    } finally {
      finished.countDown();
    }
  }

  private void bridge(Options options, Arena arena, LinuxCalls calls, Namespaces namespaces) {
    namespaces.ensure(options.a().namespace());
    namespaces.ensure(options.b().namespace());
    long unique = ProcessHandle.current().pid();
    int fdA = openTun(calls, "rlA" + unique);
    int fdB = openTun(calls, "rlB" + unique);
    namespaces.adopt("rlA" + unique, options.a(), options.mtu());
    namespaces.adopt("rlB" + unique, options.b(), options.mtu());
    Path up = new Path(options.up(), options.seed());
    Path down = new Path(options.down(), options.seed() + 1);
    Control control = new Control(up, down);
    TunBridge bridge = new TunBridge(calls, arena, fdA, fdB, up, down);
    Thread.ofPlatform().daemon().name("control").start(this::readLines);
    say("ready");
    while (!stopped && !control.isQuit()) {
      bridge.turn();
      for (String line = lines.poll(); line != null; line = lines.poll()) {
        say(control.obey(line, System.nanoTime()));
      }
    }
  }

  private static int openTun(LinuxCalls calls, String name) {
    int fd = calls.openTun(name);
    if (fd < 0) {
      throw new LinkFailure(
          "can't make TUN device "
              + name
              + ", errno "
              + calls.errno()
              + " (is /dev/net/tun there?)");
    }
    return fd;
  }

  private void readLines() {
    try (var reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.add(END);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /// On a signal: the bridge ends its turn, then what was made is removed.
  private void stop(Namespaces namespaces) {
    stopped = true;
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    namespaces.close();
  }
}
