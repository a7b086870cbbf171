package io.rapat.net.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Does what an operator without root does: unpacks a library and names it.
final class AwsLcFile {
  private static final String IN_ARCHIVE = "/com/amazon/corretto/crypto/provider/libcrypto.so";

  private AwsLcFile() {}

  /// On other systems the file cannot be loaded, and the engine is refused.
  static void install() {
    if (!System.getProperty(AwsLc.PATH, "").isEmpty()) {
      return;
    }
    try (InputStream library = AwsLcFile.class.getResourceAsStream(IN_ARCHIVE)) {
      if (library == null) {
        throw new IllegalStateException("the archive has no library");
      }
      Path file = Files.createTempFile("awslc", ".so");
      file.toFile().deleteOnExit();
      long _ = Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
      System.setProperty(AwsLc.PATH, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
