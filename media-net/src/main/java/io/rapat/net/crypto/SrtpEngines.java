package io.rapat.net.crypto;

import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the engines that this machine can run and picks the fastest for each profile that makes no
/// garbage; the JDK's only where no other works. A library is trusted for nothing but its result:
/// it must agree with published packets and with the JDK first, and then it is measured.
public final class SrtpEngines {
  private static final Map<String, Supplier<SrtpEngine>> KNOWN =
      Map.of(
          "ipsec-mb", IpsecMbEngine::new,
          "libcrypto", LibcryptoEngine::new,
          "aws-lc", AwsLcEngine::new,
          "jdk", JdkEngine::new);

  private SrtpEngines() {}

  /// What became of one engine for one profile.
  public sealed interface Trial {
    /// Name of the engine.
    String engine();

    /// The engine works.
    ///
    /// @param engine its name
    /// @param version version of the library behind it
    /// @param profile what was measured
    /// @param shortNanos nanoseconds to protect a packet of 110 bytes
    /// @param longNanos nanoseconds to protect a packet of 1,180 bytes
    record Measured(
        String engine, String version, SrtpProfile profile, double shortNanos, double longNanos)
        implements Trial {}

    /// The engine is not used.
    ///
    /// @param engine its name
    /// @param reason why, for an operator
    record Refused(String engine, String reason) implements Trial {}
  }

  /// The result: an engine for both profiles, and what was tried on the way.
  ///
  /// @param engine the chosen engine of each profile behind one port
  /// @param trials all engines, for the start log and for `doctor`
  public record Choice(SrtpEngine engine, List<Trial> trials) {
    public Choice {
      trials = List.copyOf(trials);
    }
  }

  /// Tests and measures all engines. Takes some hundred milliseconds: once at start.
  public static Choice choose() {
    return choose(List.of("ipsec-mb", "libcrypto", "aws-lc", "jdk"));
  }

  /// As [#choose()], among the named engines only; `jdk` always takes part, because it works
  /// everywhere.
  public static Choice choose(List<String> names) {
    List<Trial> trials = new ArrayList<>();
    return among(loaded(names, trials), trials);
  }

  /// Tries the engines. The JDK's makes garbage for each packet, so that it is the last resort,
  /// however fast it measures.
  static Choice among(List<SrtpEngine> engines, List<Trial> trials) {
    Map<SrtpProfile, SrtpEngine> chosen = new EnumMap<>(SrtpProfile.class);
    for (SrtpProfile profile : SrtpProfile.values()) {
      Map<SrtpEngine, Double> costs = new LinkedHashMap<>();
      for (SrtpEngine engine : engines) {
        if (engine.supports(profile)) {
          Trial trial = tried(engine, profile);
          trials.add(trial);
          if (trial instanceof Trial.Measured measured) {
            costs.put(engine, measured.shortNanos() + measured.longNanos());
          }
        }
      }
      costs.keySet().stream()
          .min(
              Comparator.<SrtpEngine, Boolean>comparing(JdkEngine.class::isInstance)
                  .thenComparing(costs::get))
          .ifPresent(engine -> chosen.put(profile, engine));
    }
    if (chosen.size() < SrtpProfile.values().length) {
      throw new IllegalStateException("no engine passes the known answers: " + trials);
    }
    return new Choice(new EnginePerProfile(chosen), trials);
  }

  /// The engines that can be loaded here, for tests and benchmarks.
  static List<SrtpEngine> available() {
    return loaded(KNOWN.keySet().stream().sorted().toList(), new ArrayList<>());
  }

  private static List<SrtpEngine> loaded(List<String> names, List<Trial> trials) {
    List<String> wanted = new ArrayList<>(names);
    if (!wanted.contains("jdk")) {
      wanted.add("jdk");
    }
    List<SrtpEngine> engines = new ArrayList<>();
    for (String name : wanted) {
      load(name, trials).ifPresent(engines::add);
    }
    return engines;
  }

  private static Optional<SrtpEngine> load(String name, List<Trial> trials) {
    Supplier<SrtpEngine> engine = KNOWN.get(name);
    if (engine == null) {
      throw new IllegalArgumentException("unknown SRTP engine: " + name);
    }
    try {
      return Optional.of(engine.get());
    } catch (LinkageError | NativeCallException e) {
      // Expected wherever a library is missing; the reason goes to the operator.
      trials.add(new Trial.Refused(name, reason(e)));
      return Optional.empty();
    }
  }

  private static Trial tried(SrtpEngine engine, SrtpProfile profile) {
    try {
      Optional<String> wrong = KnownAnswers.check(engine, profile);
      return wrong.isPresent()
          ? new Trial.Refused(engine.name(), profile + ": " + wrong.get())
          : SelfMeasurement.of(engine, profile);
    } catch (NativeCallException e) {
      return new Trial.Refused(engine.name(), profile + ": " + reason(e));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null || cause.getMessage() == null
        ? String.valueOf(failure.getMessage())
        : cause.getMessage();
  }
}
