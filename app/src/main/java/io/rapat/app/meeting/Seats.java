package io.rapat.app.meeting;

import io.rapat.app.account.PersonId;
import io.rapat.app.account.Settings;
import io.rapat.app.meeting.Admission.Facts;
import io.rapat.app.meeting.Admission.Passcode;
import io.rapat.app.meeting.Admission.Standing;
import io.rapat.app.secret.Secrets;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Gathers what [Admission] decides by.
@Component
class Seats {
  private final Attendees attendees;
  private final Settings settings;

  Seats(Attendees attendees, Settings settings) {
    this.attendees = attendees;
    this.settings = settings;
  }

  /// @param attendee what is known of somebody in this meeting
  /// @param person its account, if it has one
  /// @param hostKey what it gave as the host's key
  Facts facts(
      Meeting meeting,
      Optional<Attendee> attendee,
      Optional<PersonId> person,
      Optional<String> hostKey,
      Passcode passcode,
      Instant now) {
    Standing standing = attendee.map(one -> one.standing(meeting, now)).orElse(Standing.STRANGER);
    int limit = settings.get().maxParticipants();
    return new Facts(
        meeting.ended(),
        meeting.controls().locked(),
        meeting.controls().access(),
        passcode,
        limit > 0 && attendees.seatsTaken(meeting.code(), now) >= limit,
        standing,
        hostRole(meeting, attendee, person, hostKey, standing),
        person.isPresent());
  }

  /// Owner, bearer of the host's key, or made one in what goes on now.
  private static Optional<Role> hostRole(
      Meeting meeting,
      Optional<Attendee> attendee,
      Optional<PersonId> person,
      Optional<String> hostKey,
      Standing standing) {
    boolean owns = person.filter(meeting::isOwnedBy).isPresent();
    boolean bearsKey =
        hostKey
            .flatMap(key ->
                meeting.hostKeyHash().filter(hash -> MeetingSecrets.same(hash, Secrets.hash(key))))
            .isPresent();
    if (owns || bearsKey) {
      return Optional.of(Role.HOST);
    }
    return attendee
        .map(Attendee::role)
        .filter(role -> role == Role.HOST || (role == Role.CO_HOST && isOfNow(standing)));
  }

  private static boolean isOfNow(Standing standing) {
    return switch (standing) {
      case ADMITTED, INSIDE -> true;
      case STRANGER, ASKED, SENT_BACK, EARLIER, REMOVED -> false;
    };
  }

  static Passcode passcode(Meeting meeting, Optional<String> given) {
    if (meeting.passcodeHash().isEmpty()) {
      return Passcode.NOT_SET;
    }
    if (given.isEmpty()) {
      return Passcode.MISSING;
    }
    String hash = MeetingSecrets.hashPasscode(meeting.code(), given.get());
    return MeetingSecrets.same(meeting.passcodeHash().get(), hash)
        ? Passcode.RIGHT
        : Passcode.WRONG;
  }
}
