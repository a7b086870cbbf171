package io.rapat.app.account.mail;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Tells delivery that something may be due, without waiting for its round.
@Component
class MailKick {
  private final Semaphore given = new Semaphore(0);

  void give() {
    given.release();
  }

  /// Waits for a kick or the time; takes all that were given.
  void await(long seconds) throws InterruptedException {
    if (given.tryAcquire(seconds, TimeUnit.SECONDS)) {
      given.drainPermits();
    }
  }
}
