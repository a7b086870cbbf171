package io.rapat.app.meeting;

import io.rapat.app.account.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A meeting: whose it is, when it is, and how hosts have set it.
///
/// @param owner empty when a guest started it
/// @param hostKeyHash SHA-256 of the secret that makes its bearer the host
/// @param passcodeHash SHA-256, see [Secrets]
/// @param personal whether it is its owner's permanent room, which never ends for good
/// @param revision how often invitees were told of a change
record Meeting(
    MeetingCode code,
    Instant createdAt,
    String title,
    Optional<PersonId> owner,
    Optional<String> hostKeyHash,
    Optional<String> passcodeHash,
    Controls controls,
    boolean personal,
    Optional<Schedule> schedule,
    int revision,
    Optional<Instant> endedAt,
    Instant usedAt) {

  /// What hosts change while it goes on.
  ///
  /// @param lockedAt since when nobody but hosts comes in, if so
  /// @param suspendedAt since when everything of those who aren't hosts is off and the meeting is
  ///   locked, if so
  /// @param spotlight the identity everybody is shown, if any
  record Controls(
      Access access,
      Optional<Instant> lockedAt,
      Rights rights,
      Optional<Instant> suspendedAt,
      Optional<String> spotlight) {

    static Controls of(Access access) {
      return new Controls(access, Optional.empty(), Rights.ALL, Optional.empty(), Optional.empty());
    }

    Controls withAccess(Access other) {
      return new Controls(other, lockedAt, rights, suspendedAt, spotlight);
    }

    Controls withRights(Rights others) {
      return new Controls(access, lockedAt, others, suspendedAt, spotlight);
    }

    Controls withSpotlight(Optional<String> identity) {
      return new Controls(access, lockedAt, rights, suspendedAt, identity);
    }

    /// A suspension that holds already keeps its time.
    Controls withSuspension(boolean suspended, Instant now) {
      return new Controls(
          access,
          lockedAt,
          rights,
          suspended ? Optional.of(suspendedAt.orElse(now)) : Optional.empty(),
          spotlight);
    }

    /// A lock that holds already keeps its time.
    Controls withLock(boolean locked, Instant now) {
      return new Controls(
          access,
          locked ? Optional.of(lockedAt.orElse(now)) : Optional.empty(),
          rights,
          suspendedAt,
          spotlight);
    }

    /// As the next occurrence finds it: what is for the moment is gone.
    Controls settled() {
      return new Controls(access, Optional.empty(), rights, Optional.empty(), Optional.empty());
    }

    boolean suspended() {
      return suspendedAt.isPresent();
    }

    /// Since when nobody but hosts comes in, by lock or suspension.
    Optional<Instant> closedAt() {
      if (lockedAt.isPresent() && suspendedAt.isPresent()) {
        return lockedAt.get().isBefore(suspendedAt.get()) ? lockedAt : suspendedAt;
      }
      return lockedAt.or(() -> suspendedAt);
    }

    boolean locked() {
      return closedAt().isPresent();
    }
  }

  /// When a planned meeting takes place.
  ///
  /// @param zone where it was planned; calendars keep its hour when the zone's rules change
  record Schedule(Instant start, ZoneId zone, Duration duration) {
    Instant end() {
      return start.plus(duration);
    }
  }

  boolean ended() {
    return endedAt.isPresent();
  }

  boolean isOwnedBy(PersonId person) {
    return owner.filter(person::equals).isPresent();
  }
}
