package io.rapat.app.meeting;

import java.util.Optional;

/// The one place that decides every join, every entry into a running room and every right. It knows
/// nothing but the facts it is given.
///
/// A join is decided in this order: the meeting has ended; the person was removed; hosts pass;
/// lock; passcode; the meeting is full; the access level. A right passcode doesn't skip the waiting
/// room.
final class Admission {
  private Admission() {}

  /// What is known of somebody who wants to come in.
  ///
  /// @param host the host's role it has, if any
  /// @param signedIn whether it has an account
  record Facts(
      boolean ended,
      boolean locked,
      Access access,
      Passcode passcode,
      boolean full,
      Standing standing,
      Optional<Role> host,
      boolean signedIn) {}

  /// How the passcode that was given compares.
  enum Passcode {
    NOT_SET,
    MISSING,
    WRONG,
    RIGHT
  }

  /// What was decided about the same person before.
  enum Standing {
    /// Nothing.
    STRANGER,
    /// It asked and has no answer, or was denied, or nobody answered.
    ASKED,
    /// A host sent it back to the waiting room: only a host lets it in again.
    SENT_BACK,
    /// It was in, and all had left since.
    EARLIER,
    /// It was admitted to what goes on now.
    ADMITTED,
    /// It is in, or lost its connection a moment ago.
    INSIDE,
    /// A host removed it for good.
    REMOVED
  }

  /// The outcome.
  sealed interface Decision {
    record Admitted(Role role) implements Decision {}

    record Waiting() implements Decision {}

    record Refused(Refusal reason) implements Decision {}
  }

  /// Why somebody can't come in.
  enum Refusal {
    ENDED("meeting-ended"),
    REMOVED("removed"),
    LOCKED("meeting-locked"),
    PASSCODE_NEEDED("passcode-needed"),
    PASSCODE_WRONG("passcode-wrong"),
    FULL("meeting-full"),
    /// It has a token and wasn't let in, or not any more.
    NOT_ADMITTED("not-admitted");

    private final String code;

    Refusal(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /// Whether somebody who asks to join may, has to wait, or can't.
  static Decision join(Facts facts) {
    Standing standing = facts.standing();
    if (facts.ended()) {
      return new Decision.Refused(Refusal.ENDED);
    }
    if (standing == Standing.REMOVED) {
      return new Decision.Refused(Refusal.REMOVED);
    }
    if (facts.host().isPresent()) {
      return new Decision.Admitted(facts.host().get());
    }
    // Whom a host sent to wait may wait, whatever changed meanwhile.
    if (standing == Standing.SENT_BACK) {
      return new Decision.Waiting();
    }
    if (facts.locked() && standing != Standing.INSIDE) {
      return new Decision.Refused(Refusal.LOCKED);
    }
    boolean known = standing == Standing.INSIDE || standing == Standing.ADMITTED;
    if (!known && facts.passcode() == Passcode.MISSING) {
      return new Decision.Refused(Refusal.PASSCODE_NEEDED);
    }
    if (!known && facts.passcode() == Passcode.WRONG) {
      return new Decision.Refused(Refusal.PASSCODE_WRONG);
    }
    if (facts.full() && standing != Standing.INSIDE) {
      return new Decision.Refused(Refusal.FULL);
    }
    return known || passes(facts)
        ? new Decision.Admitted(Role.ordinary(facts.signedIn()))
        : new Decision.Waiting();
  }

  private static boolean passes(Facts facts) {
    return switch (facts.access()) {
      case ASK -> false;
      case SIGNED_IN -> facts.signedIn();
      case OPEN -> true;
    };
  }

  /// Whether somebody with a token may open a connection to the room now. Whoever has a token gave
  /// the passcode once.
  static Decision enter(Facts facts) {
    Decision decision =
        join(
            new Facts(
                facts.ended(),
                facts.locked(),
                facts.access(),
                Passcode.RIGHT,
                facts.full(),
                facts.standing(),
                facts.host(),
                facts.signedIn()));
    boolean wasLetIn =
        switch (facts.standing()) {
          case STRANGER, ASKED, SENT_BACK -> false;
          case EARLIER, ADMITTED, INSIDE, REMOVED -> true;
        };
    return switch (decision) {
      case Decision.Refused refused -> refused;
      case Decision.Waiting _ -> new Decision.Refused(Refusal.NOT_ADMITTED);
      case Decision.Admitted admitted ->
          wasLetIn ? admitted : new Decision.Refused(Refusal.NOT_ADMITTED);
    };
  }

  /// What somebody in the meeting may send.
  static Permit permit(Role role, Rights rights, boolean suspended) {
    if (role.isHost()) {
      return Permit.ALL;
    }
    return suspended
        ? Permit.NONE
        : new Permit(
            rights.unmute(),
            rights.video(),
            rights.share(),
            rights.chat(),
            rights.privateChat(),
            rights.reactions());
  }

  /// Why an act isn't somebody's to do.
  enum Hindrance {
    NOT_HOST("not-host"),
    HOST_PROTECTED("host-protected");

    private final String code;

    Hindrance(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /// What hinders an act, if anything.
  ///
  /// @param target the role of whom it is done to, or empty when it is done to the meeting
  static Optional<Hindrance> hindrance(Role actor, Act act, Optional<Role> target) {
    if (!actor.isHost()) {
      return Optional.of(Hindrance.NOT_HOST);
    }
    boolean isProtected = act.sparesHosts() && target.filter(Role.HOST::equals).isPresent();
    return isProtected ? Optional.of(Hindrance.HOST_PROTECTED) : Optional.empty();
  }
}
