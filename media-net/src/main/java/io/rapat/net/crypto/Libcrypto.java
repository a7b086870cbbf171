package io.rapat.net.crypto;

import static io.rapat.net.crypto.NativeLibrary.I;
import static io.rapat.net.crypto.NativeLibrary.P;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// Functions of the system's libcrypto (OpenSSL 3). Loading this class fails with a [LinkageError]
/// when the library or one of them is missing.
final class Libcrypto {
  private static final NativeLibrary LIBRARY =
      NativeLibrary.open(
          List.of(
              "libcrypto.so.3",
              "libcrypto.3.dylib",
              "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
              "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"));

  static final MethodHandle CIPHER_CTX_NEW = LIBRARY.function("EVP_CIPHER_CTX_new", P);
  static final MethodHandle CIPHER_CTX_FREE = LIBRARY.procedure("EVP_CIPHER_CTX_free", P);
  static final MethodHandle AES_128_GCM = LIBRARY.function("EVP_aes_128_gcm", P);
  static final MethodHandle AES_128_CTR = LIBRARY.function("EVP_aes_128_ctr", P);
  static final MethodHandle ENCRYPT_SETUP =
      LIBRARY.function("EVP_EncryptInit_ex", I, P, P, P, P, P);
  static final MethodHandle DECRYPT_SETUP =
      LIBRARY.function("EVP_DecryptInit_ex", I, P, P, P, P, P);

  static final MethodHandle ENCRYPT_INIT = LIBRARY.critical("EVP_EncryptInit_ex", I, P, P, P, P, P);
  static final MethodHandle ENCRYPT_UPDATE =
      LIBRARY.critical("EVP_EncryptUpdate", I, P, P, P, P, I);
  static final MethodHandle ENCRYPT_FINAL = LIBRARY.critical("EVP_EncryptFinal_ex", I, P, P, P);
  static final MethodHandle DECRYPT_INIT = LIBRARY.critical("EVP_DecryptInit_ex", I, P, P, P, P, P);
  static final MethodHandle DECRYPT_UPDATE =
      LIBRARY.critical("EVP_DecryptUpdate", I, P, P, P, P, I);
  static final MethodHandle DECRYPT_FINAL = LIBRARY.critical("EVP_DecryptFinal_ex", I, P, P, P);
  static final MethodHandle CTRL = LIBRARY.critical("EVP_CIPHER_CTX_ctrl", I, P, I, I, P);
  static final MethodHandle SHA1_INIT = LIBRARY.critical("SHA1_Init", I, P);
  static final MethodHandle SHA1_UPDATE = LIBRARY.critical("SHA1_Update", I, P, P, P);
  static final MethodHandle SHA1_FINAL = LIBRARY.critical("SHA1_Final", I, P, P);

  private static final MethodHandle VERSION = LIBRARY.function("OpenSSL_version", P, I);

  /// Command of `EVP_CIPHER_CTX_ctrl` that reads the tag.
  static final int GET_TAG = 16;

  /// Command of `EVP_CIPHER_CTX_ctrl` that sets the expected tag.
  static final int SET_TAG = 17;

  private Libcrypto() {}

  /// Such as `OpenSSL 3.0.19 27 Jan 2026`.
  static String version() {
    try {
      long text = (long) VERSION.invokeExact(0);
      return MemorySegment.ofAddress(text).reinterpret(128).getString(0);
    } catch (Throwable e) {
      throw new NativeCallException("OpenSSL_version", e);
    }
  }

  /// A context that holds the key: the key schedule costs more than a packet.
  ///
  /// @param algorithm a function of this class that returns the algorithm
  /// @param key address of the 16-byte key
  static long context(MethodHandle algorithm, long key, boolean encrypts) {
    try {
      long context = (long) CIPHER_CTX_NEW.invokeExact();
      if (context == 0) {
        throw new NativeCallException("EVP_CIPHER_CTX_new");
      }
      long type = (long) algorithm.invokeExact();
      int done =
          encrypts
              ? (int) ENCRYPT_SETUP.invokeExact(context, type, 0L, key, 0L)
              : (int) DECRYPT_SETUP.invokeExact(context, type, 0L, key, 0L);
      if (done != 1) {
        freeContext(context);
        throw new NativeCallException("EVP_CipherInit_ex");
      }
      return context;
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("EVP_CIPHER_CTX_new", e);
    }
  }

  static void freeContext(long context) {
    try {
      CIPHER_CTX_FREE.invokeExact(context);
    } catch (Throwable e) {
      throw new NativeCallException("EVP_CIPHER_CTX_free", e);
    }
  }
}
