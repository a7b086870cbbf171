package io.rapat.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.net.loop.Liveness.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long MILLI = 1_000_000L;

  private final Liveness liveness = new Liveness();
  private final List<String> changes = new ArrayList<>();
  private long now;

  /// Passes time in steps of 20 ms, with a packet every so many of them, and looks every 100 ms.
  private void pass(int milliseconds, int packetEvery) {
    for (int i = 1; i <= milliseconds / 20; i++) {
      now += 20 * MILLI;
      if (packetEvery > 0 && i % packetEvery == 0) {
        liveness.packet(now);
      }
      if (i % 5 == 0) {
        Change change = liveness.look(now);
        if (change != Change.NONE) {
          changes.add(change + " at " + now / MILLI);
        }
      }
    }
  }

  @Test
  void aBusyPeerThatFallsSilentIsQuietAfterThreeAndAHalfSecondsAndHeardAgainAtOnce() {
    pass(10_000, 1);
    pass(5_000, 0);
    pass(1_000, 1);
    assertThat(changes).containsExactly("FELL_QUIET at 13600", "HEARD_AGAIN at 15100");
  }

  @Test
  void whenThePacketsStopMakesNoDifference() {
    for (int i = 0; i < 40; i++) {
      pass(3_000 + i * 60, 1);
      pass(5_000, 0);
      assertThat(changes).hasSize(2 * i + 1);
      pass(200, 1);
    }
  }

  @Test
  void aPeerThatOnlyShowsItsConsentIsNeverQuiet() {
    for (int i = 0; i < 20; i++) {
      pass(6_000, 300);
    }
    assertThat(changes).isEmpty();
  }

  @Test
  void aPeerThatStoppedSendingAndGoesOnCheckingIsNotQuiet() {
    pass(10_000, 1);
    for (int i = 0; i < 10; i++) {
      pass(2_500, 125);
    }
    pass(6_000, 0);
    assertThat(changes).isEmpty();
  }
}
