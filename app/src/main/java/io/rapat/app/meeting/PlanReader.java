package io.rapat.app.meeting;

import io.rapat.app.meeting.Meeting.Schedule;
import io.rapat.app.meeting.Planning.Plan;
import io.rapat.app.web.Problem;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Reads what somebody wants a meeting to be, and refuses what can't be.
final class PlanReader {
  private static final int MAX_TITLE = 200;
  private static final int MIN_PASSCODE = 4;
  private static final int MAX_PASSCODE = 32;
  private static final int MAX_INVITEES = 100;
  private static final int MAX_EMAIL = 254;
  private static final int MIN_MINUTES = 5;
  private static final int MAX_MINUTES = 24 * 60;
  private static final int DEFAULT_MINUTES = 60;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration FAR = Duration.ofDays(2 * 366);
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9.!#$&'*+/=?_~-]{1,64}@[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,8}");

  private PlanReader() {}

  /// The request as it comes. What is left out, or null, isn't said.
  record PlanRequest(
      @Nullable String title,
      @Nullable String passcode,
      @Nullable Access access,
      @Nullable String start,
      @Nullable String zone,
      @Nullable Integer durationMinutes,
      @Nullable List<@Nullable String> invitees) {
    static final PlanRequest NOTHING = new PlanRequest(null, null, null, null, null, null, null);
  }

  /// @param before when it was planned for until now
  static Plan read(PlanRequest request, Optional<Schedule> before, Instant now) {
    return new Plan(
        Optional.ofNullable(request.title()).map(PlanReader::title),
        Optional.ofNullable(request.passcode()).map(PlanReader::passcode),
        Optional.ofNullable(request.access()),
        schedule(request, before, now),
        Optional.ofNullable(request.invitees()).map(PlanReader::invitees));
  }

  private static String title(String text) {
    String title =
        text.length() > MAX_TITLE ? text : Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    boolean usable =
        title.length() <= MAX_TITLE && title.chars().noneMatch(Character::isISOControl);
    return usable ? title : refuse("title-invalid", "title");
  }

  private static String passcode(String text) {
    boolean usable =
        text.isEmpty()
            || (text.length() >= MIN_PASSCODE
                && text.length() <= MAX_PASSCODE
                && text.chars().noneMatch(Character::isISOControl));
    return usable ? text : refuse("passcode-invalid", "passcode");
  }

  private static List<String> invitees(List<@Nullable String> given) {
    if (given.size() > MAX_INVITEES) {
      refuse("too-many-invitees", "invitees");
    }
    List<String> invitees = new ArrayList<>();
    for (String one : given) {
      String email = one == null ? "" : one.strip().toLowerCase(Locale.ROOT);
      if (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches()) {
        refuse("invitee-invalid", "invitees");
      }
      if (!invitees.contains(email)) {
        invitees.add(email);
      }
    }
    return invitees.stream().sorted().toList();
  }

  private static Optional<Schedule> schedule(
      PlanRequest request, Optional<Schedule> before, Instant now) {
    boolean said =
        request.start() != null || request.zone() != null || request.durationMinutes() != null;
    if (!said) {
      return Optional.empty();
    }
    ZoneId zone = zone(request, before);
    Instant start = start(request, zone, before, now);
    long minutes =
        request.durationMinutes() == null
            ? before.map(one -> one.duration().toMinutes()).orElse((long) DEFAULT_MINUTES)
            : request.durationMinutes();
    if (minutes < MIN_MINUTES || minutes > MAX_MINUTES) {
      refuse("duration-invalid", "durationMinutes");
    }
    return Optional.of(new Schedule(start, zone, Duration.ofMinutes(minutes)));
  }

  private static ZoneId zone(PlanRequest request, Optional<Schedule> before) {
    if (request.zone() == null) {
      return before.map(Schedule::zone).orElseGet(() -> ZoneId.of("UTC"));
    }
    return ZONES.contains(request.zone())
        ? ZoneId.of(request.zone())
        : ZoneId.of(refuse("zone-unknown", "zone"));
  }

  /// A point in time, or the local time in the zone.
  private static Instant start(
      PlanRequest request, ZoneId zone, Optional<Schedule> before, Instant now) {
    String text = request.start();
    if (text == null) {
      return before
          .map(Schedule::start)
          .orElseGet(() -> Instant.parse(refuse("start-invalid", "start")));
    }
    Instant start;
    try {
      boolean local = !text.endsWith("Z") && !text.matches(".*[+-]\\d\\d:?\\d\\d");
      start =
          local
              ? LocalDateTime.parse(text).atZone(zone).toInstant()
              : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return Instant.parse(refuse("start-invalid", "start"));
    }
    boolean possible = start.isAfter(now.minus(LATE)) && start.isBefore(now.plus(FAR));
    return possible ? start : Instant.parse(refuse("start-invalid", "start"));
  }

  private static String refuse(String code, String field) {
    throw Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, code, field);
  }
}
