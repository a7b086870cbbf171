package io.rapat.app.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts something per address: so many a minute, then a wait. Addresses are kept in memory only,
/// for one minute, at most 10,000 of them.
final class AddressLimit {
  private final int perMinute;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 10_000;

  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  private record Window(Instant start, int guesses) {}

  AddressLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /// How long the address has to wait, or empty when it may ask.
  synchronized Optional<Duration> wait(String address, Instant now) {
    Window window = windows.get(address);
    if (window == null || window.guesses() < perMinute || expired(window, now)) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, window.start().plus(WINDOW)));
  }

  synchronized void count(String address, Instant now) {
    Window window = windows.get(address);
    windows.put(
        address,
        window == null || expired(window, now)
            ? new Window(now, 1)
            : new Window(window.start(), window.guesses() + 1));
  }

  private static boolean expired(Window window, Instant now) {
    return !now.isBefore(window.start().plus(WINDOW));
  }
}
