package io.rapat.app.meeting;

import io.rapat.app.account.Mail;
import io.rapat.app.account.Mails;
import io.rapat.app.account.Person;
import io.rapat.app.meeting.Meeting.Schedule;
import io.rapat.app.meeting.calendar.CalendarEvent;
import io.rapat.app.meeting.calendar.CalendarWriter;
import io.rapat.app.meeting.calendar.CalendarWriter.Kind;
import io.rapat.app.web.PublicUrl;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Tells invitees of planned meetings by mail, in words and in a form that calendars take. The
/// language is the organiser's: an address says nothing about its reader's.
@Component
class CalendarMails {
  private final Mails mails;
  private final MessageSource messages;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  CalendarMails(Mails mails, MessageSource messages, PublicUrl publicUrl, InstantSource clock) {
    this.publicUrl = publicUrl;
    this.mails = mails;
    this.messages = messages;
    this.clock = clock;
  }

  /// What there is to tell.
  enum Change {
    PLANNED(Kind.REQUEST),
    CHANGED(Kind.REQUEST),
    CANCELLED(Kind.CANCEL);

    private final Kind kind;

    Change(Kind kind) {
      this.kind = kind;
    }

    String key(String part) {
      return "mail.meeting." + name().toLowerCase(Locale.ROOT) + "." + part;
    }
  }

  /// Queues one mail for each of them.
  ///
  /// @param passcode told when it is new, since only its hash is kept
  void invite(
      Person organizer,
      Meeting meeting,
      Optional<String> passcode,
      List<String> invitees,
      Change change) {
    for (String invitee : invitees) {
      String ics = CalendarWriter.write(event(organizer, meeting, List.of(invitee)), change.kind);
      mails.send(
          new Mail(
              invitee,
              text(organizer, change.key("subject"), title(meeting, locale(organizer))),
              body(organizer, meeting, passcode, change),
              Optional.of(new Mail.Calendar(change.kind.name(), ics))));
    }
  }

  /// The meeting for whoever wants it in a calendar; names nobody.
  String publish(Meeting meeting, Locale locale) {
    return CalendarWriter.write(event(meeting, locale, Optional.empty(), List.of()), Kind.PUBLISH);
  }

  private CalendarEvent event(Person organizer, Meeting meeting, List<String> invitees) {
    return event(
        meeting,
        locale(organizer),
        Optional.of(new CalendarEvent.Party(organizer.name(), organizer.email())),
        invitees);
  }

  private CalendarEvent event(
      Meeting meeting,
      Locale locale,
      Optional<CalendarEvent.Party> organizer,
      List<String> invitees) {
    Schedule schedule = meeting.schedule().orElseThrow();
    String url = link(meeting);
    return new CalendarEvent(
        // Without the host's name, which may change while the meeting stays the same.
        meeting.code().value() + "-" + meeting.createdAt().toEpochMilli() + "@rapat",
        meeting.revision(),
        title(meeting, locale),
        message("mail.meeting.join", locale, url),
        url,
        schedule.start(),
        schedule.zone(),
        schedule.duration(),
        organizer,
        invitees,
        clock.instant());
  }

  private String body(Person organizer, Meeting meeting, Optional<String> passcode, Change change) {
    Locale locale = locale(organizer);
    Schedule schedule = meeting.schedule().orElseThrow();
    String when =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(locale)
            .format(ZonedDateTime.ofInstant(schedule.start(), schedule.zone()));
    StringBuilder body = new StringBuilder();
    body.append(text(organizer, change.key("text"), organizer.name(), title(meeting, locale)));
    body.append("\n\n")
        .append(text(organizer, "mail.meeting.when", when, schedule.zone().getId()))
        .append('\n');
    if (change != Change.CANCELLED) {
      body.append(text(organizer, "mail.meeting.join", link(meeting))).append('\n');
      passcode.ifPresent(
          one -> body.append(text(organizer, "mail.meeting.passcode", one)).append('\n'));
    }
    return body.toString();
  }

  private String title(Meeting meeting, Locale locale) {
    return meeting.title().isEmpty() ? message("mail.meeting.untitled", locale) : meeting.title();
  }

  private String text(Person organizer, String key, Object... values) {
    return message(key, locale(organizer), values);
  }

  private String message(String key, Locale locale, Object... values) {
    return messages.getMessage(key, values, locale);
  }

  private static Locale locale(Person person) {
    return Locale.forLanguageTag(person.locale());
  }

  private String link(Meeting meeting) {
    return publicUrl.find().orElseThrow() + Views.path(meeting.code());
  }
}
