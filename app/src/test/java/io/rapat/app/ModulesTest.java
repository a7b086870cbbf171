package io.rapat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ModulesTest {

  @Test
  void modulesUseEachOthersRootPackagesOnlyAndWithoutCycles() {
    ApplicationModules modules = ApplicationModules.of(Main.class);

    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .contains("conference", "config", "meeting", "web");
    modules.verify();
  }

  @Test
  void aPlantedCycleIsRefused() {
    ApplicationModules planted =
        ApplicationModules.of("io.rapat.planted", new ImportOption.OnlyIncludeTests());

    assertThatThrownBy(planted::verify)
        .isInstanceOf(Violations.class)
        .hasMessageContaining("alpha");
  }
}
