package io.rapat.app.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.meeting.Admission.Decision;
import io.rapat.app.meeting.Admission.Facts;
import io.rapat.app.meeting.Admission.Hindrance;
import io.rapat.app.meeting.Admission.Passcode;
import io.rapat.app.meeting.Admission.Refusal;
import io.rapat.app.meeting.Admission.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every combination of facts is checked against rules written down one by one, so that none can be
/// lost between two others.
class AdmissionTest {
  private static final boolean[] BOTH = {false, true};
  private static final List<Optional<Role>> HOSTS =
      List.of(Optional.empty(), Optional.of(Role.HOST), Optional.of(Role.CO_HOST));

  private static List<Facts> all() {
    List<Facts> all = new ArrayList<>();
    for (Access access : Access.values()) {
      for (Passcode passcode : Passcode.values()) {
        for (Standing standing : Standing.values()) {
          for (Optional<Role> host : HOSTS) {
            for (int bits = 0; bits < 16; bits++) {
              all.add(
                  new Facts(
                      BOTH[bits & 1],
                      BOTH[bits >> 1 & 1],
                      access,
                      passcode,
                      BOTH[bits >> 2 & 1],
                      standing,
                      host,
                      BOTH[bits >> 3 & 1]));
            }
          }
        }
      }
    }
    return all;
  }

  private static boolean isIn(Facts facts) {
    return facts.standing() == Standing.INSIDE;
  }

  private static boolean isKnown(Facts facts) {
    return isIn(facts) || facts.standing() == Standing.ADMITTED;
  }

  private static Decision refused(Refusal reason) {
    return new Decision.Refused(reason);
  }

  @Test
  void thereAreAsManyCombinationsAsThereShouldBe() {
    assertThat(all()).hasSize(3 * 4 * 7 * 3 * 16);
  }

  @Test
  void whatHasEndedLetsNobodyIn() {
    assertThat(all())
        .filteredOn(Facts::ended)
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.ENDED)))
        .allMatch(facts -> Admission.enter(facts).equals(refused(Refusal.ENDED)));
  }

  @Test
  void whoWasRemovedStaysOut() {
    assertThat(all())
        .filteredOn(facts -> !facts.ended() && facts.standing() == Standing.REMOVED)
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.REMOVED)))
        .allMatch(facts -> Admission.enter(facts).equals(refused(Refusal.REMOVED)));
  }

  private static List<Facts> open() {
    return all().stream()
        .filter(facts -> !facts.ended() && facts.standing() != Standing.REMOVED)
        .toList();
  }

  @Test
  void hostsPassLockPasscodeLimitAndWaitingRoom() {
    assertThat(open())
        .filteredOn(facts -> facts.host().isPresent())
        .allMatch(facts ->
            Admission.join(facts).equals(new Decision.Admitted(facts.host().orElseThrow())));
  }

  private static List<Facts> ordinary() {
    return open().stream().filter(facts -> facts.host().isEmpty()).toList();
  }

  @Test
  void whomAHostSentBackWaitsWhateverElseIsSo() {
    assertThat(ordinary())
        .filteredOn(facts -> facts.standing() == Standing.SENT_BACK)
        .allMatch(facts -> Admission.join(facts).equals(new Decision.Waiting()));
  }

  private static List<Facts> notSentBack() {
    return ordinary().stream().filter(facts -> facts.standing() != Standing.SENT_BACK).toList();
  }

  @Test
  void theLockKeepsOutAllWhoAreNotIn() {
    assertThat(notSentBack())
        .filteredOn(facts -> facts.locked() && !isIn(facts))
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.LOCKED)));
  }

  private static List<Facts> unlocked() {
    return notSentBack().stream().filter(facts -> !facts.locked() || isIn(facts)).toList();
  }

  @Test
  void thePasscodeComesBeforeTheLimitAndTheWaitingRoom() {
    assertThat(unlocked())
        .filteredOn(facts -> !isKnown(facts) && facts.passcode() == Passcode.MISSING)
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.PASSCODE_NEEDED)));
    assertThat(unlocked())
        .filteredOn(facts -> !isKnown(facts) && facts.passcode() == Passcode.WRONG)
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.PASSCODE_WRONG)));
  }

  private static List<Facts> passed() {
    return unlocked().stream()
        .filter(facts ->
            isKnown(facts)
                || facts.passcode() == Passcode.RIGHT
                || facts.passcode() == Passcode.NOT_SET)
        .toList();
  }

  @Test
  void aFullMeetingTakesNobodyWhoIsNotIn() {
    assertThat(passed())
        .filteredOn(facts -> facts.full() && !isIn(facts))
        .allMatch(facts -> Admission.join(facts).equals(refused(Refusal.FULL)));
  }

  @Test
  void theAccessLevelDecidesAboutTheRest() {
    assertThat(passed())
        .filteredOn(facts -> !facts.full() || isIn(facts))
        .allSatisfy(facts -> {
          boolean passes =
              isKnown(facts)
                  || facts.access() == Access.OPEN
                  || (facts.access() == Access.SIGNED_IN && facts.signedIn());
          Role role = facts.signedIn() ? Role.PARTICIPANT : Role.GUEST;
          assertThat(Admission.join(facts))
              .isEqualTo(passes ? new Decision.Admitted(role) : new Decision.Waiting());
        });
  }

  @Test
  void aRightPasscodeDoesNotSkipTheWaitingRoom() {
    Facts facts =
        new Facts(
            false,
            false,
            Access.ASK,
            Passcode.RIGHT,
            false,
            Standing.STRANGER,
            Optional.empty(),
            true);

    assertThat(Admission.join(facts)).isEqualTo(new Decision.Waiting());
  }

  @Test
  void nobodyEntersARoomWhoWasNotLetIn() {
    assertThat(open())
        .filteredOn(facts ->
            switch (facts.standing()) {
              case STRANGER, ASKED, SENT_BACK -> true;
              case EARLIER, ADMITTED, INSIDE, REMOVED -> false;
            })
        .noneMatch(facts -> Admission.enter(facts) instanceof Decision.Admitted);
  }

  @Test
  void anEarlierAdmissionIsNoneWhereEverybodyAsks() {
    assertThat(ordinary())
        .filteredOn(facts -> facts.standing() == Standing.EARLIER && facts.access() == Access.ASK)
        .noneMatch(facts -> Admission.enter(facts) instanceof Decision.Admitted);
  }

  @Test
  void whoIsInComesBackThroughALockAndAnyPasscode() {
    assertThat(ordinary())
        .filteredOn(AdmissionTest::isIn)
        .allMatch(facts -> Admission.enter(facts) instanceof Decision.Admitted);
  }

  @Test
  void aLockHoldsAgainstATokenThatIsStillValid() {
    assertThat(ordinary())
        .filteredOn(facts -> facts.locked() && facts.standing() == Standing.ADMITTED)
        .isNotEmpty()
        .allMatch(facts -> Admission.enter(facts).equals(refused(Refusal.LOCKED)));
  }

  @Test
  void hostsMaySendEverythingAndOthersWhatHostsSay() {
    Rights noShare = new Rights(false, true, false, true, false, true);

    for (Role role : Role.values()) {
      Permit expected =
          role.isHost() ? Permit.ALL : new Permit(true, false, false, true, false, true);
      assertThat(Admission.permit(role, noShare, false)).isEqualTo(expected);
      assertThat(Admission.permit(role, Rights.ALL, true))
          .isEqualTo(role.isHost() ? Permit.ALL : Permit.NONE);
    }
  }

  @Test
  void onlyHostsActAndNobodySendsTheHostAway() {
    for (Role actor : Role.values()) {
      for (Act act : Act.values()) {
        for (Role target : Role.values()) {
          Optional<Hindrance> hindrance = Admission.hindrance(actor, act, Optional.of(target));

          if (!actor.isHost()) {
            assertThat(hindrance).contains(Hindrance.NOT_HOST);
          } else if (target == Role.HOST && act.sparesHosts()) {
            assertThat(hindrance).contains(Hindrance.HOST_PROTECTED);
          } else {
            assertThat(hindrance).isEmpty();
          }
        }
      }
    }
  }
}
