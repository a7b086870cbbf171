package io.rapat.net.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SrtpEnginesTest {

  @Test
  void choosesAnEngineForEachProfileAndReportsAllTrials() {
    SrtpEngines.Choice choice = SrtpEngines.choose();

    assertThat(choice.engine().supports(SrtpProfile.AEAD_AES_128_GCM)).isTrue();
    assertThat(choice.engine().supports(SrtpProfile.AES128_CM_SHA1_80)).isTrue();
    assertThat(choice.trials())
        .extracting(SrtpEngines.Trial::engine)
        .contains("ipsec-mb", "libcrypto", "aws-lc", "jdk");
    assertThat(choice.engine().name()).isNotEmpty();
    assertThat(choice.trials())
        .filteredOn(SrtpEngines.Trial.Measured.class::isInstance)
        .map(SrtpEngines.Trial.Measured.class::cast)
        .allSatisfy(measured -> {
          assertThat(measured.version()).isNotEmpty();
          assertThat(measured.shortNanos()).isPositive();
          assertThat(measured.longNanos()).isPositive();
        });
  }

  @Test
  void worksWithTheJdkAlone() {
    SrtpEngines.Choice choice = SrtpEngines.choose(List.of());

    assertThat(choice.engine().name()).isEqualTo("jdk");
  }

  @Test
  void prefersASlowEngineToTheOneThatMakesGarbage() {
    SrtpEngine slow = new Slow(new JdkEngine());

    SrtpEngines.Choice choice =
        SrtpEngines.among(List.of(new JdkEngine(), slow), new ArrayList<>());

    assertThat(choice.engine().name()).isEqualTo("slow");
    assertThat(costs(choice, "jdk")).isLessThan(costs(choice, "slow"));
  }

  @Test
  void takesTheFasterOfTwoEnginesWithoutGarbage() {
    SrtpEngine plain = new Named("plain", new JdkEngine());

    SrtpEngines.Choice choice =
        SrtpEngines.among(List.of(new Slow(new JdkEngine()), plain), new ArrayList<>());

    assertThat(choice.engine().name()).isEqualTo("plain");
  }

  private static double costs(SrtpEngines.Choice choice, String engine) {
    return choice.trials().stream()
        .filter(trial -> trial.engine().equals(engine))
        .map(SrtpEngines.Trial.Measured.class::cast)
        .mapToDouble(measured -> measured.shortNanos() + measured.longNanos())
        .sum();
  }

  /// The same engine under another name.
  private record Named(String name, SrtpEngine inner) implements SrtpEngine {
    @Override
    public String version() {
      return inner.version();
    }

    @Override
    public boolean supports(SrtpProfile profile) {
      return inner.supports(profile);
    }

    @Override
    public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
      return inner.sealing(profile, keys);
    }

    @Override
    public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
      return inner.opening(profile, keys);
    }
  }

  /// Does all sealing four times.
  private record Slow(SrtpEngine inner) implements SrtpEngine {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String version() {
      return inner.version();
    }

    @Override
    public boolean supports(SrtpProfile profile) {
      return inner.supports(profile);
    }

    @Override
    public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
      return inner.opening(profile, keys);
    }

    @Override
    public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
      SrtpCipher cipher = inner.sealing(profile, keys);
      return new PassingOn(cipher) {
        @Override
        public void seal(
            long ivHigh,
            long ivLow,
            MemorySegment aad,
            long aadOffset,
            int aadLength,
            MemorySegment in,
            long inOffset,
            int length,
            MemorySegment out,
            long outOffset,
            long tagOffset,
            int tail) {
          MemorySegment spare = MemorySegment.ofArray(new byte[(int) tagOffset + 32]);
          for (int i = 1; i < 4; i++) {
            // Another vector each time: the JDK refuses to seal twice under the same.
            cipher.seal(
                ivHigh + i,
                ivLow,
                aad,
                aadOffset,
                aadLength,
                in,
                inOffset,
                length,
                spare,
                outOffset,
                tagOffset,
                tail);
          }
          cipher.seal(
              ivHigh, ivLow, aad, aadOffset, aadLength, in, inOffset, length, out, outOffset,
              tagOffset, tail);
        }
      };
    }
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> SrtpEngines.choose(List.of("rot13")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEngineThatAcceptsChangedPacketsIsRefused() {
    SrtpEngine gullible = new Gullible(new JdkEngine());

    assertThat(KnownAnswers.check(gullible, SrtpProfile.AEAD_AES_128_GCM))
        .hasValueSatisfying(reason -> assertThat(reason).contains("accepts a changed packet"));
  }

  /// Sets aside the tag.
  private record Gullible(SrtpEngine inner) implements SrtpEngine {
    @Override
    public String name() {
      return "gullible";
    }

    @Override
    public String version() {
      return "test";
    }

    @Override
    public boolean supports(SrtpProfile profile) {
      return true;
    }

    @Override
    public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
      return inner.sealing(profile, keys);
    }

    @Override
    public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
      SrtpCipher cipher = inner.opening(profile, keys);
      return new PassingOn(cipher) {
        @Override
        public boolean open(
            long ivHigh,
            long ivLow,
            MemorySegment aad,
            long aadOffset,
            int aadLength,
            MemorySegment in,
            long inOffset,
            int length,
            long tagOffset,
            MemorySegment out,
            long outOffset,
            int tail) {
          boolean _ =
              cipher.open(
                  ivHigh, ivLow, aad, aadOffset, aadLength, in, inOffset, length, tagOffset, out,
                  outOffset, tail);
          return true;
        }
      };
    }
  }

  /// Does what another cipher does.
  private abstract static class PassingOn implements SrtpCipher {
    private final SrtpCipher inner;

    PassingOn(SrtpCipher inner) {
      this.inner = inner;
    }

    @Override
    public void seal(
        long ivHigh,
        long ivLow,
        MemorySegment aad,
        long aadOffset,
        int aadLength,
        MemorySegment in,
        long inOffset,
        int length,
        MemorySegment out,
        long outOffset,
        long tagOffset,
        int tail) {
      inner.seal(
          ivHigh, ivLow, aad, aadOffset, aadLength, in, inOffset, length, out, outOffset, tagOffset,
          tail);
    }

    @Override
    public boolean open(
        long ivHigh,
        long ivLow,
        MemorySegment aad,
        long aadOffset,
        int aadLength,
        MemorySegment in,
        long inOffset,
        int length,
        long tagOffset,
        MemorySegment out,
        long outOffset,
        int tail) {
      return inner.open(
          ivHigh, ivLow, aad, aadOffset, aadLength, in, inOffset, length, tagOffset, out, outOffset,
          tail);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
