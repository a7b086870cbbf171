package io.rapat.app.meeting;

import io.rapat.app.account.Settings;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets meetings, and who was in them, after the time that the operator names. Personal rooms
/// stay; who was in them doesn't.
@Component
class Retention {
  private final Meetings meetings;
  private final Attendees attendees;
  private final ChatHistory chat;
  private final Settings settings;
  private final InstantSource clock;

  Retention(
      Meetings meetings,
      Attendees attendees,
      ChatHistory chat,
      Settings settings,
      InstantSource clock) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.chat = chat;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  @Scheduled(initialDelay = 120_000, fixedDelay = 3_600_000)
  void forgetOld() {
    Instant oldest = clock.instant().minus(settings.get().meetingRetention());
    for (String code : meetings.olderThan(oldest)) {
      chat.eraseAll(code);
      meetings.delete(new MeetingCode(code));
    }
    attendees.forget(oldest);
  }
}
