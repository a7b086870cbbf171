package io.rapat.media.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rapat.media.architecture.planted.DependsOnLibrary;
import io.rapat.media.architecture.planted.MakesRandom;
import io.rapat.media.architecture.planted.OpensSocket;
import io.rapat.media.architecture.planted.ReadsClock;
import io.rapat.media.architecture.planted.StartsThread;
import io.rapat.media.architecture.planted.WritesLog;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
          .callMethod(java.time.Instant.class, "now")
          .because("time comes in as a parameter");

  private static final ArchRule NO_THREAD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..")
          .because("one caller drives the core");

  private static final ArchRule NO_IO =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.io..")
          .because("effects are data that the caller performs");

  private static final ArchRule NO_RANDOM =
      noClasses()
          .should()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
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

  private static final ArchRule ONLY_JDK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "javax.crypto..", "io.rapat.media..", "org.jspecify..")
          .because("the core has no dependency");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rapat.media");

  static Stream<Map.Entry<ArchRule, Class<?>>> rules() {
    return Stream.of(
        Map.entry(NO_CLOCK, ReadsClock.class),
        Map.entry(NO_THREAD, StartsThread.class),
        Map.entry(NO_IO, OpensSocket.class),
        Map.entry(NO_RANDOM, MakesRandom.class),
        Map.entry(NO_LOG, WritesLog.class),
        Map.entry(ONLY_JDK, DependsOnLibrary.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHoldsAndCatchesThePlantedViolation(Map.Entry<ArchRule, Class<?>> rule) {
    rule.getKey().check(MAIN);

    JavaClasses planted = new ClassFileImporter().importClasses(rule.getValue());
    assertThat(rule.getKey().evaluate(planted).hasViolation()).isTrue();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.rapat.media.(*)..").should().beFreeOfCycles().check(MAIN);
  }
}
