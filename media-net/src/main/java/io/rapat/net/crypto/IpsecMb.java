package io.rapat.net.crypto;

import static io.rapat.net.crypto.NativeLibrary.P;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Functions of libipsec-mb (Intel, x86-64). The names that end in a processor family are no
/// promised interface, so they are looked up, and what they compute is checked before use. Loading
/// this class fails with a [LinkageError] when library, functions or processor do not fit.
final class IpsecMb {
  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "vaes_avx512",
              Set.of(
                  "vaes",
                  "vpclmulqdq",
                  "gfni",
                  "avx512f",
                  "avx512dq",
                  "avx512bw",
                  "avx512vl",
                  "avx512cd",
                  "avx512ifma",
                  "aes",
                  "pclmulqdq",
                  "bmi2")),
          new Family(
              "avx512",
              Set.of(
                  "avx512f",
                  "avx512dq",
                  "avx512bw",
                  "avx512vl",
                  "avx512cd",
                  "aes",
                  "pclmulqdq",
                  "bmi2")),
          new Family("avx_gen4", Set.of("avx2", "aes", "pclmulqdq", "bmi2")),
          new Family("avx_gen2", Set.of("avx", "aes", "pclmulqdq")),
          new Family("sse", Set.of("sse4_2", "aes", "pclmulqdq")));

  private static final NativeLibrary LIBRARY = NativeLibrary.open(List.of("libIPSec_MB.so.1"));
  private static final String FAMILY = family();

  static final MethodHandle PREPARE = LIBRARY.criticalVoid("aes_gcm_pre_128_" + FAMILY, P, P);
  static final MethodHandle SEAL =
      LIBRARY.criticalVoid("aes_gcm_enc_128_" + FAMILY, P, P, P, P, P, P, P, P, P, P);
  static final MethodHandle OPEN =
      LIBRARY.criticalVoid("aes_gcm_dec_128_" + FAMILY, P, P, P, P, P, P, P, P, P, P);

  /// Bytes of prepared key, more than the 1,008 that version 1.3 needs.
  static final int KEY_DATA_BYTES = 2048;

  /// Bytes of working state, more than the 88 that version 1.3 needs.
  static final int CONTEXT_BYTES = 256;

  private IpsecMb() {}

  /// Library version and the processor family in use.
  static String version() {
    return LIBRARY.text("imb_get_version_str", 64) + " " + FAMILY;
  }

  private static String family() {
    Set<String> flags = processorFlags();
    for (Family family : FAMILIES) {
      if (flags.containsAll(family.flags) && LIBRARY.has("aes_gcm_enc_128_" + family.suffix)) {
        return family.suffix;
      }
    }
    throw new UnsatisfiedLinkError("no functions in " + LIBRARY.file() + " for this processor");
  }

  private static Set<String> processorFlags() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line ->
              Set.copyOf(List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Family(String suffix, Set<String> flags) {}
}
