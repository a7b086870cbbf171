package io.rapat.app.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.meeting.Admission.Standing;
import io.rapat.app.meeting.Attendee.State;
import io.rapat.app.meeting.Meeting.Controls;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttendeeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final MeetingCode CODE = new MeetingCode("abc-defg-hij");

  private static Meeting meeting(Optional<Instant> lockedAt) {
    Controls controls = Controls.of(Access.OPEN);
    return new Meeting(
        CODE,
        NOW,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        lockedAt.map(at -> controls.withLock(true, at)).orElse(controls),
        false,
        Optional.empty(),
        0,
        Optional.empty(),
        NOW);
  }

  private static Attendee attendee(
      State state, boolean sentBack, boolean inside, Optional<Instant> awaySince) {
    return new Attendee(
        UUID.randomUUID(),
        CODE,
        "guest-1",
        Optional.empty(),
        "Ana",
        state,
        Role.GUEST,
        sentBack,
        NOW,
        Optional.empty(),
        Optional.empty(),
        inside,
        awaySince);
  }

  private static Standing away(long seconds, Optional<Instant> lockedAt) {
    return attendee(State.ADMITTED, false, false, Optional.of(NOW.minusSeconds(seconds)))
        .standing(meeting(lockedAt), NOW);
  }

  @Test
  void comesBackUnderALockThatWasOnWhenItLeft() {
    assertThat(away(30, Optional.of(NOW.minusSeconds(40)))).isEqualTo(Standing.INSIDE);
  }

  @Test
  void isLockedOutWhenTheLockCameAfterItLeft() {
    assertThat(away(30, Optional.of(NOW.minusSeconds(20)))).isEqualTo(Standing.ADMITTED);
  }

  @Test
  void hasAMinuteToComeBack() {
    assertThat(away(61, Optional.of(NOW.minusSeconds(100)))).isEqualTo(Standing.ADMITTED);
  }

  @Test
  void isDecidedAboutAnewAfterAnHour() {
    assertThat(away(3_600, Optional.empty())).isEqualTo(Standing.EARLIER);
    assertThat(away(3_599, Optional.empty())).isEqualTo(Standing.ADMITTED);
  }

  @Test
  void whoIsInIsIn() {
    assertThat(
            attendee(State.ADMITTED, false, true, Optional.empty())
                .standing(meeting(Optional.of(NOW)), NOW))
        .isEqualTo(Standing.INSIDE);
  }

  @Test
  void whomAHostSentBackStaysSoWithoutAnAnswer() {
    for (State state : new State[] {State.WAITING, State.DENIED, State.EXPIRED, State.WITHDRAWN}) {
      assertThat(
              attendee(state, true, false, Optional.empty())
                  .standing(meeting(Optional.empty()), NOW))
          .isEqualTo(Standing.SENT_BACK);
      assertThat(
              attendee(state, false, false, Optional.empty())
                  .standing(meeting(Optional.empty()), NOW))
          .isEqualTo(Standing.ASKED);
    }
  }
}
