package io.rapat.app.config;

import io.rapat.app.config.RapatConfig.Secret;
import io.rapat.app.secret.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/// The API key of an installation that configured none: made at first start, printed once, kept in
/// the data directory so that tokens stay valid over restarts.
public final class KeyStore {
  private static final String FILE = "api-key";

  private KeyStore() {}

  /// The configuration, with a generated key when it has none.
  public static RapatConfig withKeys(RapatConfig config) {
    try {
      Files.createDirectories(config.dataDir());
      return config.keys().isEmpty() ? withGenerated(config) : config;
    } catch (IOException e) {
      throw new UncheckedIOException("data directory cannot be used: " + config.dataDir(), e);
    }
  }

  private static RapatConfig withGenerated(RapatConfig config) throws IOException {
    Path file = config.dataDir().resolve(FILE);
    if (!Files.exists(file)) {
      write(file);
    }
    String[] parts = Files.readString(file).strip().split(" ", 2);
    return config.withKeys(Map.of(parts[0], new Secret(parts[1])));
  }

  private static void write(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    String key = "RAPAT" + hex(random, 6);
    String secret = hex(random, 32);
    PrivateFile.write(file, key + " " + secret + "\n");
    System.out.println("A new API key for server SDKs (shown once, kept in " + file + "):");
    System.out.println("  key " + key + "  secret " + secret);
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
