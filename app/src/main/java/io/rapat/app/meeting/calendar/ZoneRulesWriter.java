package io.rapat.app.meeting.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/// Writes what of a zone's rules matters for one event: one yearly rule for each change of the
/// clocks, as calendars understand it best. The rules are the JVM's, by which the event was
/// planned; the zones that come with the library have a century of history each.
final class ZoneRulesWriter {
  private static final LocalDateTime EVER = LocalDateTime.of(1970, 1, 1, 0, 0);

  private ZoneRulesWriter() {}

  static VTimeZone write(ZoneId zone, Instant start, Instant end) {
    VTimeZone component = new VTimeZone();
    component.add(new TzId(zone.getId()));
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition last = rules.previousTransition(start.plusNanos(1));
    if (rules.isFixedOffset() || last == null) {
      ZoneOffset offset = rules.getOffset(start);
      component.add(observance(false, EVER, offset, offset, Optional.empty()));
    } else if (isYearly(rules, start)) {
      addYearly(component, rules, start);
    } else {
      addEach(component, rules, last, end);
    }
    return component;
  }

  /// Whether the rules of this year are those of all years to come, and can be told as such.
  private static boolean isYearly(ZoneRules rules, Instant start) {
    int year = start.atOffset(ZoneOffset.UTC).getYear();
    return !rules.getTransitionRules().isEmpty()
        && rules.getTransitionRules().stream()
            .allMatch(rule ->
                IntStream.rangeClosed(year - 1, year + 1)
                    .mapToObj(rule::createTransition)
                    .allMatch(one -> fits(rule, one) && isOf(rules, one)));
  }

  private static boolean isOf(ZoneRules rules, ZoneOffsetTransition transition) {
    return transition.equals(rules.previousTransition(transition.getInstant().plusNanos(1)));
  }

  /// A rule in universal time may fall on another day of the local calendar.
  private static boolean fits(ZoneOffsetTransitionRule rule, ZoneOffsetTransition transition) {
    DayOfWeek day = rule.getDayOfWeek();
    LocalDateTime local = transition.getDateTimeBefore();
    int first = rule.getDayOfMonthIndicator();
    return first >= -1
        && (day == null || first + 6 <= rule.getMonth().minLength())
        && local.getMonth() == rule.getMonth()
        && (day == null || local.getDayOfWeek() == day);
  }

  private static void addYearly(VTimeZone component, ZoneRules rules, Instant start) {
    int year = start.atOffset(ZoneOffset.UTC).getYear() - 1;
    for (ZoneOffsetTransitionRule rule : rules.getTransitionRules()) {
      component.add(observance(rules, rule.createTransition(year), Optional.of(recurrence(rule))));
    }
  }

  private static String recurrence(ZoneOffsetTransitionRule rule) {
    String month = "FREQ=YEARLY;BYMONTH=" + rule.getMonth().getValue();
    int first = rule.getDayOfMonthIndicator();
    if (rule.getDayOfWeek() == null) {
      return month + ";BYMONTHDAY=" + first;
    }
    String day = rule.getDayOfWeek().name().substring(0, 2);
    if (first < 0 || first + 6 == rule.getMonth().minLength()) {
      return month + ";BYDAY=-1" + day;
    }
    if (first % 7 == 1) {
      return month + ";BYDAY=" + (first / 7 + 1) + day;
    }
    String days =
        IntStream.range(first, first + 7)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    return month + ";BYMONTHDAY=" + days + ";BYDAY=" + day;
  }

  private static void addEach(
      VTimeZone component, ZoneRules rules, ZoneOffsetTransition first, Instant end) {
    // Calendars expect standard time beside daylight saving time.
    ZoneOffsetTransition before = rules.previousTransition(first.getInstant());
    if (before != null) {
      component.add(observance(rules, before, Optional.empty()));
    }
    component.add(observance(rules, first, Optional.empty()));
    ZoneOffsetTransition next = rules.nextTransition(first.getInstant());
    while (next != null && !next.getInstant().isAfter(end)) {
      component.add(observance(rules, next, Optional.empty()));
      next = rules.nextTransition(next.getInstant());
    }
  }

  private static Observance observance(
      ZoneRules rules, ZoneOffsetTransition transition, Optional<String> recurrence) {
    return observance(
        rules.isDaylightSavings(transition.getInstant()),
        transition.getDateTimeBefore(),
        transition.getOffsetBefore(),
        transition.getOffsetAfter(),
        recurrence);
  }

  private static Observance observance(
      boolean daylight,
      LocalDateTime from,
      ZoneOffset before,
      ZoneOffset after,
      Optional<String> recurrence) {
    Observance observance = daylight ? new Daylight() : new Standard();
    observance.add(new DtStart<>(from));
    observance.add(new TzOffsetFrom(before));
    observance.add(new TzOffsetTo(after));
    recurrence.ifPresent(rule -> observance.add(new RRule<LocalDateTime>(rule)));
    return observance;
  }
}
