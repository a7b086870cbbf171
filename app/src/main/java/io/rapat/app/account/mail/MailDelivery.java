package io.rapat.app.account.mail;

import io.rapat.app.config.RapatConfig;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Hands queued mails over, on a thread of its own, one after the other. A lost mail server delays
/// them: after 1, 5, 15 minutes, then hourly, for two days.
@Component
class MailDelivery implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
  private static final List<Duration> WAITS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
  private static final Duration LATER = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofDays(2);
  private static final int BATCH = 20;
  private static final int ROUND_SECONDS = 30;

  private final Outbox outbox;
  private final WrittenMails written;
  private final RapatConfig config;
  private final InstantSource clock;
  private final MailKick kick;
  private Optional<MailTransport> transport = Optional.empty();
  private @Nullable Thread thread;

  MailDelivery(
      Outbox outbox, WrittenMails written, RapatConfig config, InstantSource clock, MailKick kick) {
    this.outbox = outbox;
    this.written = written;
    this.config = config;
    this.clock = clock;
    this.kick = kick;
  }

  /// Delivers what is due.
  synchronized void deliverDue() {
    for (Outbox.Waiting waiting : outbox.due(BATCH)) {
      deliver(waiting);
    }
  }

  private void deliver(Outbox.Waiting waiting) {
    Instant now = clock.instant();
    MailTransport to = transport();
    try {
      to.deliver(waiting.id(), MimeMessages.of(waiting.id(), waiting.mail(), to.from(), now), now);
      outbox.remove(waiting.id());
    } catch (MessagingException | IOException e) {
      // The class only: messages of mail servers repeat addresses.
      if (now.isAfter(waiting.createdAt().plus(GIVE_UP))) {
        LOG.warn("a mail was given up after two days id={} cause={}", waiting.id(), name(e));
        outbox.remove(waiting.id());
      } else {
        LOG.warn("a mail waits for the mail server id={} cause={}", waiting.id(), name(e));
        outbox.postpone(
            waiting.id(),
            waiting.attempts() < WAITS.size() ? WAITS.get(waiting.attempts()) : LATER);
      }
    }
  }

  private static String name(Exception e) {
    return e.getClass().getSimpleName();
  }

  /// Made at the first mail: loading the mail library isn't the start's business.
  private MailTransport transport() {
    MailTransport made =
        transport.orElseGet(() ->
            config
                .smtp()
                .<MailTransport>map(SmtpTransport::new)
                .orElseGet(() -> new FileTransport(written.folder())));
    transport = Optional.of(made);
    return made;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("mail").start(this::run);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        deliverDue();
      } catch (DataAccessException | IllegalStateException e) {
        LOG.error("mails could not be delivered", e);
      }
      try {
        kick.await(ROUND_SECONDS);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      running = thread;
      thread = null;
    }
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
