package io.rapat.app.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

  @Test
  void opensWhatItSealedAlsoAfterARestart(@TempDir Path folder) {
    byte[] sealed = Seal.in(folder).seal("here", "secret – rahasia");

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(Seal.in(folder).open("here", sealed)).isEqualTo("secret – rahasia");
  }

  @Test
  void refusesOtherPlacesOtherKeysAndChangedBytes(@TempDir Path folder, @TempDir Path other) {
    Seal seal = Seal.in(folder);
    byte[] sealed = seal.seal("here", "secret");

    assertThatThrownBy(() -> seal.open("there", sealed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Seal.in(other).open("here", sealed))
        .isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> seal.open("here", changed))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> seal.open("here", new byte[3]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKeyIsForItsOwnerOnly(@TempDir Path folder) throws Exception {
    Seal.in(folder);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("seal-key"))))
        .isEqualTo("rw-------");
  }
}
