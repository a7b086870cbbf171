package io.rapat.net.crypto;

import static io.rapat.net.crypto.NativeLibrary.I;
import static io.rapat.net.crypto.NativeLibrary.P;

import java.lang.invoke.MethodHandle;
import java.util.List;

/// Functions of AWS-LC from the `libcrypto` inside an Amazon Corretto Crypto Provider 2.3.3
/// archive, which an operator unpacks and names in the system property [#PATH]. Loading this class
/// fails with a [LinkageError] when there is none.
final class AwsLc {
  /// System property with the absolute path of the library.
  static final String PATH = "rapat.srtp.aws-lc";

  private static final NativeLibrary LIBRARY = open();

  static final MethodHandle CTX_NEW = LIBRARY.function("EVP_AEAD_CTX_new", P, P, P, P, P);
  static final MethodHandle CTX_FREE = LIBRARY.procedure("EVP_AEAD_CTX_free", P);
  static final MethodHandle AES_128_GCM = LIBRARY.function("EVP_aead_aes_128_gcm", P);
  static final MethodHandle SEAL =
      LIBRARY.critical("EVP_AEAD_CTX_seal", I, P, P, P, P, P, P, P, P, P, P);
  static final MethodHandle OPEN =
      LIBRARY.critical("EVP_AEAD_CTX_open", I, P, P, P, P, P, P, P, P, P, P);

  private AwsLc() {}

  static String version() {
    return LIBRARY.has("awslc_version_string")
        ? LIBRARY.text("awslc_version_string", 64)
        : "AWS-LC of " + LIBRARY.file();
  }

  private static NativeLibrary open() {
    NativeLibrary library = NativeLibrary.open(List.of(System.getProperty(PATH, "")));
    if (!library.has("EVP_AEAD_CTX_seal")) {
      throw new UnsatisfiedLinkError(library.file() + " exports no AEAD functions");
    }
    return library;
  }
}
