package io.rapat.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rapat.app.architecture.planted.UsesNet;
import io.rapat.app.architecture.planted.UsesSignal;
import io.rapat.app.architecture.planted.meeting.UsesMedia;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final String[] MEDIA = {"io.rapat.media..", "io.rapat.net.."};
  private static final String[] SIGNAL = {"io.rapat.signal..", "livekit.."};

  private static final ArchRule DOMAIN_WITHOUT_MEDIA =
      noClasses()
          .that()
          .resideInAnyPackage("io.rapat.app..meeting", "io.rapat.app..web", "io.rapat.app..config")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MEDIA)
          .because("only `conference` knows both media and the domain");

  private static final ArchRule SIGNAL_IN_CONFERENCE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.rapat.app.conference")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIGNAL)
          .because("`conference` carries LiveKit's protocol");

  /// `doctor` asks the media path what this machine has; it knows no meeting.
  private static final ArchRule NET_IN_CONFERENCE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.rapat.app.conference", "io.rapat.app.doctor")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.rapat.net..")
          .because("`conference` starts and stops the media path");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rapat.app");

  static Stream<Map.Entry<ArchRule, Class<?>>> rules() {
    return Stream.of(
        Map.entry(DOMAIN_WITHOUT_MEDIA, UsesMedia.class),
        Map.entry(SIGNAL_IN_CONFERENCE, UsesSignal.class),
        Map.entry(NET_IN_CONFERENCE, UsesNet.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHoldsAndCatchesThePlantedViolation(Map.Entry<ArchRule, Class<?>> rule) {
    rule.getKey().check(MAIN);

    JavaClasses planted = new ClassFileImporter().importClasses(rule.getValue());
    assertThat(rule.getKey().evaluate(planted).hasViolation()).isTrue();
  }
}
