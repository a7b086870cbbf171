package io.rapat.app.meeting.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.CalScale;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.Version;

/// Writes iCalendar objects.
public final class CalendarWriter {
  private static final int LINE_OCTETS = 75;
  private static final String PRODUCT = "-//Rapat//Rapat//EN";

  private CalendarWriter() {}

  /// What is said about the event (RFC 5546 §1.4).
  public enum Kind {
    /// It takes place, or takes place otherwise than was said before.
    REQUEST,
    /// It doesn't take place, or not for the receiver.
    CANCEL,
    /// For whoever wants to have it.
    PUBLISH
  }

  /// The object as text with lines that end with CRLF.
  public static String write(CalendarEvent event, Kind kind) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId(PRODUCT));
    calendar.add(new Version("2.0", "2.0"));
    calendar.add(new CalScale(CalScale.VALUE_GREGORIAN));
    calendar.add(new Method(kind.name()));
    calendar.add(
        ZoneRulesWriter.write(event.zone(), event.start(), event.start().plus(event.duration())));
    calendar.add(entry(event, kind));
    return fold(calendar.toString());
  }

  /// Breaks lines at 75 octets, never inside a character (RFC 5545 §3.1). The library would count
  /// characters, and cut those outside of the basic plane in two.
  private static String fold(String unfolded) {
    StringBuilder folded = new StringBuilder(unfolded.length() + 64);
    int octets = 0;
    for (int i = 0; i < unfolded.length(); ) {
      int character = unfolded.codePointAt(i);
      int size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (character == '\r' || character == '\n') {
        octets = 0;
      } else if (octets + size > LINE_OCTETS) {
        folded.append("\r\n ");
        octets = 1 + size;
      } else {
        octets += size;
      }
      folded.appendCodePoint(character);
      i += Character.charCount(character);
    }
    return folded.toString();
  }

  private static VEvent entry(CalendarEvent event, Kind kind) {
    VEvent entry = new VEvent(false);
    entry.add(new Uid(event.uid()));
    entry.add(new DtStamp(event.stamp()));
    entry.add(new Sequence(event.sequence()));
    addTimes(entry, event);
    entry.add(new Summary(event.title()));
    entry.add(new Description(event.description()));
    entry.add(new Location(event.url()));
    entry.add(new Url(java.net.URI.create(event.url())));
    entry.add(new Status(kind == Kind.CANCEL ? Status.VALUE_CANCELLED : Status.VALUE_CONFIRMED));
    entry.add(new Transp(Transp.VALUE_OPAQUE));
    event.organizer().ifPresent(one -> entry.add(organizer(one)));
    event.attendees().forEach(one -> entry.add(attendee(one)));
    return entry;
  }

  private static void addTimes(VEvent entry, CalendarEvent event) {
    ParameterList id = new ParameterList(List.of(new TzId(event.zone().getId())));
    entry.add(new DtStart<>(id, local(event.start(), event)));
    entry.add(new DtEnd<>(id, local(event.start().plus(event.duration()), event)));
  }

  private static LocalDateTime local(Instant time, CalendarEvent event) {
    return ZonedDateTime.ofInstant(time, ZoneOffset.UTC)
        .withZoneSameInstant(event.zone())
        .toLocalDateTime();
  }

  private static Property organizer(CalendarEvent.Party party) {
    Organizer organizer = new Organizer(java.net.URI.create("mailto:" + party.email()));
    organizer.add(new Cn(party.name()));
    return organizer;
  }

  private static Property attendee(String email) {
    List<net.fortuna.ical4j.model.Parameter> parameters = new ArrayList<>();
    parameters.add(CuType.INDIVIDUAL);
    parameters.add(Role.REQ_PARTICIPANT);
    parameters.add(PartStat.NEEDS_ACTION);
    parameters.add(Rsvp.TRUE);
    parameters.add(new Cn(email));
    return new Attendee(new ParameterList(parameters), java.net.URI.create("mailto:" + email));
  }
}
