package io.rapat.app.meeting;

import io.rapat.app.web.RateWindow;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// What one address may do in a minute.
@Component
class Limits {
  static final int UNKNOWN_CODES = 20;
  static final int STARTS = 20;
  static final int WRONG_PASSCODES = 10;
  static final int WAITING_REQUESTS = 5;

  private final RateWindow guesses = window(UNKNOWN_CODES);
  private final RateWindow starts = window(STARTS);
  private final RateWindow passcodes = window(WRONG_PASSCODES);
  private final RateWindow waiting = window(WAITING_REQUESTS);
  private final InstantSource clock;

  Limits(InstantSource clock) {
    this.clock = clock;
  }

  private static RateWindow window(int limit) {
    return new RateWindow(limit, Duration.ofMinutes(1));
  }

  void checkGuesses(String address) {
    guesses.check(address, clock.instant(), "too-many-guesses");
  }

  void guessed(String address) {
    guesses.count(address, clock.instant());
  }

  void start(String address) {
    starts.take(address, clock.instant(), "too-many-meetings");
  }

  void checkPasscodes(String address) {
    passcodes.check(address, clock.instant(), "too-many-passcodes");
  }

  void wrongPasscode(String address) {
    passcodes.count(address, clock.instant());
  }

  void ask(String address) {
    waiting.take(address, clock.instant(), "too-many-requests-to-join");
  }
}
