package io.rapat.app.database;

import io.rapat.app.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The small secret files of a data directory that an installation can't go on without.
final class KeyFiles {
  static final String PREFIX = "keys/";

  private static final Set<String> NAMES = Set.of("api-key", "seal-key");

  private KeyFiles() {}

  static List<Path> in(Path dataDir) {
    return NAMES.stream().sorted().map(dataDir::resolve).filter(Files::isRegularFile).toList();
  }

  /// Writes one for its owner alone. A name that isn't one of ours is refused.
  static void write(Path dataDir, String name, byte[] content) throws IOException {
    if (!NAMES.contains(name)) {
      throw new IOException("there is no key file of the name " + name);
    }
    PrivateFile.write(dataDir.resolve(name), content);
  }
}
