package io.rapat.signal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rapat.signal.architecture.planted.DependsOnLibrary;
import io.rapat.signal.architecture.planted.MakesRandom;
import io.rapat.signal.architecture.planted.OpensSocket;
import io.rapat.signal.architecture.planted.ReadsClock;
import io.rapat.signal.architecture.planted.ReadsFile;
import io.rapat.signal.architecture.planted.StartsThread;
import io.rapat.signal.architecture.planted.WritesLog;
import io.rapat.signal.architecture.planted.token.UsesJoin;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethodWhere(
              describe(
                  "now() of a class of java.time",
                  (JavaMethodCall call) ->
                      call.getName().equals("now")
                          && call.getTargetOwner().getPackageName().equals("java.time")))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.InstantSource.class)
          .because("time comes in as a parameter");

  /// Ids are counted for all rooms of a process: atomic counters are the one exception.
  private static final ArchRule NO_THREAD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks..")
          .because("one caller drives a room");

  private static final ArchRule NO_SOCKET =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.channels..")
          .because("effects are data that the caller performs");

  private static final ArchRule NO_FILE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|RandomAccessFile|Print).*")
          .because("effects are data that the caller performs");

  private static final ArchRule NO_RANDOM =
      noClasses()
          .should()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class)
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .because("randomness is injected");

  private static final ArchRule NO_LOG =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(System.Logger.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("the caller says what happened");

  /// Spring, SLF4J and everything else is outside.
  private static final ArchRule ONLY_MESSAGES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "javax.crypto..",
              "com.google.protobuf..",
              "livekit..",
              "io.rapat.media..",
              "io.rapat.signal..",
              "org.jspecify..")
          .because("signal needs the protocol's messages and nothing else");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rapat.signal");

  private static ArchRule only(String from, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(from), Stream.of(others))
            .map(name -> "io.rapat.signal.." + name)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.rapat.signal.." + from)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.rapat.signal..").and(resideOutsideOfPackages(allowed)))
        .because("packages are read from `token` up to `api`");
  }

  static Stream<Map.Entry<ArchRule, Class<?>>> rules() {
    return Stream.of(
        Map.entry(NO_CLOCK, ReadsClock.class),
        Map.entry(NO_THREAD, StartsThread.class),
        Map.entry(NO_SOCKET, OpensSocket.class),
        Map.entry(NO_FILE, ReadsFile.class),
        Map.entry(NO_RANDOM, MakesRandom.class),
        Map.entry(NO_LOG, WritesLog.class),
        Map.entry(ONLY_MESSAGES, DependsOnLibrary.class),
        Map.entry(only("token"), UsesJoin.class),
        Map.entry(only("join", "token"), io.rapat.signal.architecture.planted.join.UsesRoom.class),
        Map.entry(
            only("negotiation"), io.rapat.signal.architecture.planted.negotiation.UsesToken.class),
        Map.entry(only("data"), io.rapat.signal.architecture.planted.data.UsesRoom.class),
        Map.entry(
            only("room", "token", "join", "negotiation", "data"),
            io.rapat.signal.architecture.planted.room.UsesApi.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHoldsAndCatchesThePlantedViolation(Map.Entry<ArchRule, Class<?>> rule) {
    rule.getKey().check(MAIN);

    JavaClasses planted = new ClassFileImporter().importClasses(rule.getValue());
    assertThat(rule.getKey().evaluate(planted).hasViolation()).isTrue();
  }
}
