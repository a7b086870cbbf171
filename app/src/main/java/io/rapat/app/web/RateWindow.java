package io.rapat.app.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts something per key in fixed windows, then names a wait. Keys are addresses of clients, of
/// which an IPv6 network of 64 bits counts as one (whoever has one has all of it), or hashes. Kept
/// in memory only, at most 10,000 keys. Safe for any thread.
public final class RateWindow {
  private static final int MAX_KEPT = 10_000;

  private final int limit;
  private final Duration length;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_KEPT;
        }
      };

  private record Window(Instant start, int count) {}

  /// @param limit how many are allowed in a window
  public RateWindow(int limit, Duration length) {
    this.limit = limit;
    this.length = length;
  }

  /// How long it has to wait, or empty when there is room for one more.
  public synchronized Optional<Duration> wait(String of, Instant now) {
    Window window = windows.get(key(of));
    return window == null || window.count() < limit || ended(window, now)
        ? Optional.empty()
        : Optional.of(Duration.between(now, window.start().plus(length)));
  }

  public synchronized void count(String of, Instant now) {
    String key = key(of);
    Window window = windows.get(key);
    windows.put(
        key,
        window == null || ended(window, now)
            ? new Window(now, 1)
            : new Window(window.start(), window.count() + 1));
  }

  /// Counts, unless it has to wait.
  public synchronized Optional<Duration> countAndWait(String of, Instant now) {
    Optional<Duration> wait = wait(of, now);
    if (wait.isEmpty()) {
      count(of, now);
    }
    return wait;
  }

  /// Counts, unless it has to wait.
  ///
  /// @param code of the refusal
  /// @throws Problem 429 that names the wait
  public void take(String of, Instant now, String code) {
    refuse(countAndWait(of, now), code);
  }

  /// @param code of the refusal
  /// @throws Problem 429 that names the wait, when it has to wait
  public void check(String of, Instant now, String code) {
    refuse(wait(of, now), code);
  }

  private static void refuse(Optional<Duration> wait, String code) {
    if (wait.isPresent()) {
      throw Problem.tooMany(code, wait.get());
    }
  }

  /// Takes back one that was counted.
  public synchronized void release(String of) {
    windows.computeIfPresent(
        key(of), (_, window) -> new Window(window.start(), Math.max(0, window.count() - 1)));
  }

  /// Forgets all that was counted.
  public synchronized void forget(String of) {
    windows.remove(key(of));
  }

  private boolean ended(Window window, Instant now) {
    return !now.isBefore(window.start().plus(length));
  }

  private static String key(String of) {
    if (of.indexOf(':') < 0) {
      return of;
    }
    try {
      return InetAddress.ofLiteral(of) instanceof Inet6Address v6
          ? java.util.HexFormat.of().formatHex(v6.getAddress(), 0, 8)
          : of;
    } catch (IllegalArgumentException _) {
      return of;
    }
  }
}
