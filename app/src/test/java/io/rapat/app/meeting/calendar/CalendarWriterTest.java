package io.rapat.app.meeting.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Status;
import io.rapat.app.meeting.calendar.CalendarWriter.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is written is read by a library of others.
class CalendarWriterTest {
  private static final Instant START = Instant.parse("2027-03-26T13:30:00Z");

  /// Biweekly takes every daylight saving time for one hour; here it is half of one, and two.
  private static final List<String> ODD =
      List.of("Australia/Lord_Howe", "Australia/LHI", "Antarctica/Troll");

  private static CalendarEvent event(String zone, int sequence) {
    return new CalendarEvent(
        "abc-defg-hij-1@rapat",
        sequence,
        "Plan, budget; and \"more\" – ünïcode 👍 " + "long ".repeat(20).strip(),
        "Join: https://meet.example.org/m/abc-defg-hij",
        "https://meet.example.org/m/abc-defg-hij",
        START,
        ZoneId.of(zone),
        Duration.ofMinutes(90),
        Optional.of(new CalendarEvent.Party("Ana; Petrović", "ana@example.org")),
        List.of("budi@example.org"),
        Instant.parse("2027-03-01T00:00:00Z"));
  }

  private static ICalendar read(String ics) {
    assertThat(
            ics.lines()
                .allMatch(
                    line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 75))
        .isTrue();
    assertThat(ics).contains("\r\n").doesNotContain("\n\n");
    ICalendar calendar = Biweekly.parse(ics).first();
    assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty())
        .as("%s", calendar.validate(biweekly.ICalVersion.V2_0))
        .isTrue();
    return calendar;
  }

  @Test
  void anInvitationIsUnderstoodByOthers() {
    ICalendar calendar = read(CalendarWriter.write(event("Europe/Berlin", 0), Kind.REQUEST));
    VEvent event = calendar.getEvents().getFirst();

    assertThat(calendar.getMethod().isRequest()).isTrue();
    assertThat(event.getUid().getValue()).isEqualTo("abc-defg-hij-1@rapat");
    assertThat(event.getSequence().getValue()).isZero();
    assertThat(event.getSummary().getValue()).startsWith("Plan, budget; and \"more\" – ünïcode 👍");
    assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(START);
    assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(START.plusSeconds(5_400));
    assertThat(event.getOrganizer().getEmail()).isEqualTo("ana@example.org");
    assertThat(event.getOrganizer().getCommonName()).isEqualTo("Ana; Petrović");
    assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo("budi@example.org");
    assertThat(event.getAttendees().getFirst().getParticipationStatus())
        .isEqualTo(ParticipationStatus.NEEDS_ACTION);
    assertThat(event.getAttendees().getFirst().getRsvp()).isTrue();
    assertThat(event.getUrl().getValue()).isEqualTo("https://meet.example.org/m/abc-defg-hij");
  }

  @Test
  void theZoneComesWithItsRules() {
    String ics = CalendarWriter.write(event("Europe/Berlin", 0), Kind.REQUEST);

    assertThat(ics)
        .contains("BEGIN:VTIMEZONE", "TZID:Europe/Berlin")
        .contains("DTSTART;TZID=Europe/Berlin:20270326T143000");
    assertThat(read(ics).getTimezoneInfo().getComponents()).hasSize(1);
  }

  @Test
  void inEachZoneOthersFindTheSameInstant() {
    for (String zone : ZoneId.getAvailableZoneIds()) {
      if (!zone.matches("[A-Z][A-Za-z0-9_+/-]*") || ODD.contains(zone)) {
        continue;
      }
      for (Instant start : List.of(START, START.plus(Duration.ofDays(100)))) {
        CalendarEvent event = event(zone, 0);
        CalendarEvent other =
            new CalendarEvent(
                event.uid(),
                0,
                event.title(),
                event.description(),
                event.url(),
                start,
                event.zone(),
                event.duration(),
                event.organizer(),
                event.attendees(),
                event.stamp());
        VEvent read = read(CalendarWriter.write(other, Kind.REQUEST)).getEvents().getFirst();

        assertThat(read.getDateStart().getValue().toInstant()).as(zone).isEqualTo(start);
        assertThat(read.getDateEnd().getValue().toInstant())
            .as(zone)
            .isEqualTo(start.plus(event.duration()));
      }
    }
  }

  @Test
  void daylightSavingOfHalfAnHourIsWrittenAsSuch() {
    assertThat(CalendarWriter.write(event("Australia/Lord_Howe", 0), Kind.REQUEST))
        .contains(
            "TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU")
        .contains("TZOFFSETFROM:+1100\r\nTZOFFSETTO:+1030\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU")
        .contains("DTSTART;TZID=Australia/Lord_Howe:20270327T003000");
  }

  @Test
  void aCancellationIsOfTheSameEvent() {
    ICalendar calendar = read(CalendarWriter.write(event("Asia/Jakarta", 3), Kind.CANCEL));
    VEvent event = calendar.getEvents().getFirst();

    assertThat(calendar.getMethod().isCancel()).isTrue();
    assertThat(event.getUid().getValue()).isEqualTo("abc-defg-hij-1@rapat");
    assertThat(event.getSequence().getValue()).isEqualTo(3);
    assertThat(event.getStatus()).isEqualTo(Status.cancelled());
  }
}
