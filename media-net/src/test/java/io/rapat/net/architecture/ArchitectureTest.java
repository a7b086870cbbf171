package io.rapat.net.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rapat.net.architecture.planted.CallsForeign;
import io.rapat.net.architecture.planted.OpensChannel;
import io.rapat.net.architecture.planted.UsesBouncyCastle;
import io.rapat.net.architecture.planted.WritesLog;
import io.rapat.net.architecture.planted.io.UsesDtls;
import io.rapat.net.architecture.planted.loop.TakesLock;
import io.rapat.net.architecture.planted.loop.TakesQueue;
import io.rapat.net.architecture.planted.loop.UsesCrypto;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

  /// The thread itself with its command queue, and what runs beside it.
  private static final String BESIDE_THE_PATH =
      ".*\\.(MediaLoop|PeerSession|PeerWorkers?|WorkerCounters)(\\$.*)?";

  private static final ArchRule PATH_WITHOUT_QUEUE =
      noClasses()
          .that()
          .resideInAPackage("io.rapat.net..loop")
          .and()
          .haveNameNotMatching(BESIDE_THE_PATH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..")
          .because("one thread owns a packet from receiving to sending");

  private static final ArchRule PATH_WITHOUT_MONITOR =
      noClasses()
          .that()
          .resideInAPackage("io.rapat.net..loop")
          .and()
          .haveNameNotMatching(BESIDE_THE_PATH)
          .should(new TakesMonitor())
          .because("nobody may hold the loop up");

  private static final ArchRule LOG_AT_THE_RIM =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(MediaServer|EventThread|MediaLoop)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..")
          .because("what packets do is counted");

  private static final ArchRule FOREIGN_CALLS_IN_THREE_PLACES =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(io\\.LibC|crypto\\.NativeLibrary|dtls\\.LibsslDtls)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.lang.foreign.Linker.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.lang.foreign.SymbolLookup.class)
          .because("lengths are checked where a pointer leaves Java");

  private static final ArchRule CHANNELS_IN_IO =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.rapat.net.io")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.channels..")
          .because("ports hide which adapter runs");

  private static final ArchRule BOUNCY_CASTLE_IN_DTLS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.rapat.net.dtls")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..")
          .because("a library of DTLS is one engine of several");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rapat.net");

  private static ArchRule only(String from, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(from), Stream.of(others))
            .map(name -> "io.rapat.net.." + name)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.rapat.net.." + from)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.rapat.net..").and(resideOutsideOfPackages(allowed)))
        .because("engines reach the loop behind their ports");
  }

  static Stream<Map.Entry<ArchRule, Class<?>>> rules() {
    return Stream.of(
        Map.entry(PATH_WITHOUT_QUEUE, TakesQueue.class),
        Map.entry(PATH_WITHOUT_MONITOR, TakesLock.class),
        Map.entry(LOG_AT_THE_RIM, WritesLog.class),
        Map.entry(FOREIGN_CALLS_IN_THREE_PLACES, CallsForeign.class),
        Map.entry(CHANNELS_IN_IO, OpensChannel.class),
        Map.entry(BOUNCY_CASTLE_IN_DTLS, UsesBouncyCastle.class),
        Map.entry(only("io"), UsesDtls.class),
        Map.entry(only("crypto"), io.rapat.net.architecture.planted.crypto.UsesIo.class),
        Map.entry(only("dtls", "crypto"), io.rapat.net.architecture.planted.dtls.UsesIo.class),
        Map.entry(only("loop", "io", "dtls"), UsesCrypto.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHoldsAndCatchesThePlantedViolation(Map.Entry<ArchRule, Class<?>> rule) {
    rule.getKey().check(MAIN);

    JavaClasses planted = new ClassFileImporter().importClasses(rule.getValue());
    assertThat(rule.getKey().evaluate(planted).hasViolation()).isTrue();
  }
}
