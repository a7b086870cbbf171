package io.rapat.app.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what the database must keep but not disclose: AES-256-GCM under a key that lies in the
/// data directory, beside the database and never in it. Safe for any thread.
public final class Seal {
  private static final String FILE = "seal-key";
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// The seal of an installation; its key is made when there is none.
  public static Seal in(Path dataDir) {
    try {
      Path file = dataDir.resolve(FILE);
      if (!Files.exists(file)) {
        write(file);
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      if (key.length != KEY_BYTES) {
        throw new IllegalStateException(file + " is not a key of 64 hexadecimal digits");
      }
      return new Seal(key);
    } catch (IOException e) {
      throw new UncheckedIOException("the key file in " + dataDir + " can't be used", e);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Whole or not at all: a key cut short by a crash would lose what it sealed.
    Path draft = file.resolveSibling(FILE + ".new");
    PrivateFile.write(draft, HexFormat.of().formatHex(key) + "\n");
    Files.move(draft, file);
  }

  /// Seals a text for one place: it can be opened with the same place only.
  public byte[] seal(String place, String text) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, iv, place, text.getBytes(StandardCharsets.UTF_8));
    byte[] result = Arrays.copyOf(iv, IV_BYTES + sealed.length);
    System.arraycopy(sealed, 0, result, IV_BYTES, sealed.length);
    return result;
  }

  /// Opens what was sealed for this place.
  ///
  /// @throws IllegalStateException when it was sealed elsewhere, or the key is another one
  public String open(String place, byte[] sealed) {
    if (sealed.length < IV_BYTES) {
      throw new IllegalStateException("a sealed value of " + place + " is cut short");
    }
    byte[] iv = Arrays.copyOf(sealed, IV_BYTES);
    byte[] content = Arrays.copyOfRange(sealed, IV_BYTES, sealed.length);
    return new String(run(Cipher.DECRYPT_MODE, iv, place, content), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] iv, String place, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a sealed value of " + place + " can't be opened", e);
    }
  }
}
