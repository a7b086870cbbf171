package io.rapat.net.dtls;

import static io.rapat.net.crypto.NativeLibrary.I;
import static io.rapat.net.crypto.NativeLibrary.P;

import io.rapat.net.crypto.NativeCallException;
import io.rapat.net.crypto.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// Functions and numbers of the system's libssl and libcrypto (OpenSSL 3). Loading this class fails
/// with a [LinkageError] when one is missing. None of these calls is critical: they take long or
/// call back.
final class Libssl {
  // libcrypto first, so that libssl binds to the one that was opened.
  private static final NativeLibrary CRYPTO =
      NativeLibrary.open(
          List.of(
              "libcrypto.so.3",
              "libcrypto.3.dylib",
              "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
              "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"));
  private static final NativeLibrary SSL =
      NativeLibrary.open(
          List.of(
              "libssl.so.3",
              "libssl.3.dylib",
              "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib",
              "/usr/local/opt/openssl@3/lib/libssl.3.dylib"));

  static final MethodHandle DTLS_METHOD = SSL.function("DTLS_method", P);
  static final MethodHandle CTX_NEW = SSL.function("SSL_CTX_new", P, P);
  static final MethodHandle CTX_USE_CERTIFICATE =
      SSL.function("SSL_CTX_use_certificate_ASN1", I, P, I, P);
  static final MethodHandle CTX_USE_PRIVATE_KEY =
      SSL.function("SSL_CTX_use_PrivateKey_ASN1", I, I, P, P, P);
  static final MethodHandle CTX_SET_VERIFY = SSL.procedure("SSL_CTX_set_verify", P, I, P);
  static final MethodHandle CTX_SET_SRTP = SSL.function("SSL_CTX_set_tlsext_use_srtp", I, P, P);
  static final MethodHandle CTX_SET_CIPHERS = SSL.function("SSL_CTX_set_cipher_list", I, P, P);
  static final MethodHandle CTX_CTRL = SSL.function("SSL_CTX_ctrl", P, P, I, P, P);
  static final MethodHandle CTX_SET_OPTIONS = SSL.function("SSL_CTX_set_options", P, P, P);

  static final MethodHandle NEW = SSL.function("SSL_new", P, P);
  static final MethodHandle FREE = SSL.procedure("SSL_free", P);
  static final MethodHandle SET_BIO = SSL.procedure("SSL_set_bio", P, P, P);
  static final MethodHandle CTRL = SSL.function("SSL_ctrl", P, P, I, P, P);
  static final MethodHandle SET_ACCEPT = SSL.procedure("SSL_set_accept_state", P);
  static final MethodHandle SET_CONNECT = SSL.procedure("SSL_set_connect_state", P);
  static final MethodHandle SET_TIMER = SSL.procedure("DTLS_set_timer_cb", P, P);
  static final MethodHandle DO_HANDSHAKE = SSL.function("SSL_do_handshake", I, P);
  static final MethodHandle GET_ERROR = SSL.function("SSL_get_error", I, P, I);
  static final MethodHandle READ = SSL.function("SSL_read", I, P, P, I);
  static final MethodHandle WRITE = SSL.function("SSL_write", I, P, P, I);
  static final MethodHandle SHUTDOWN = SSL.function("SSL_shutdown", I, P);
  static final MethodHandle SELECTED_SRTP = SSL.function("SSL_get_selected_srtp_profile", P, P);
  static final MethodHandle PEER_CERTIFICATE = SSL.function("SSL_get1_peer_certificate", P, P);
  static final MethodHandle EXPORT =
      SSL.function("SSL_export_keying_material", I, P, P, P, P, P, P, P, I);

  static final MethodHandle BIO_S_MEM = CRYPTO.function("BIO_s_mem", P);
  static final MethodHandle BIO_NEW = CRYPTO.function("BIO_new", P, P);
  static final MethodHandle BIO_WRITE = CRYPTO.function("BIO_write", I, P, P, I);
  static final MethodHandle BIO_READ = CRYPTO.function("BIO_read", I, P, P, I);
  static final MethodHandle BIO_CTRL = CRYPTO.function("BIO_ctrl", P, P, I, P, P);
  static final MethodHandle BIO_PENDING = CRYPTO.function("BIO_ctrl_pending", P, P);
  static final MethodHandle ERR_CLEAR = CRYPTO.procedure("ERR_clear_error");
  static final MethodHandle I2D_X509 = CRYPTO.function("i2d_X509", I, P, P);
  static final MethodHandle X509_FREE = CRYPTO.procedure("X509_free", P);
  private static final MethodHandle VERSION = CRYPTO.function("OpenSSL_version", P, I);

  static final int CTRL_SET_MTU = 17;
  static final int CTRL_SESSION_CACHE = 44;
  static final int CTRL_MAX_CERT_LIST = 51;
  static final int CTRL_GET_TIMEOUT = 73;
  static final int CTRL_HANDLE_TIMEOUT = 74;
  static final int CTRL_GROUPS_LIST = 92;
  static final int CTRL_MIN_VERSION = 123;
  static final int CTRL_MAX_VERSION = 124;
  static final int BIO_RESET = 1;
  static final int KEY_TYPE_EC = 408;
  static final int DTLS_1_2 = 0xfefd;
  static final int ERROR_WANT_READ = 2;
  static final int ERROR_WANT_WRITE = 3;
  static final int ERROR_ZERO_RETURN = 6;
  static final int VERIFY_PEER_MUST_HAVE_CERTIFICATE = 3;

  /// No MTU query, no session ticket, no compression, server's preference, no renegotiation.
  static final long OPTIONS = 1L << 12 | 1L << 14 | 1L << 17 | 1L << 22 | 1L << 30;

  private Libssl() {}

  /// Such as `OpenSSL 3.0.19 27 Jan 2026`.
  static String version() {
    try {
      long text = (long) VERSION.invokeExact(0);
      return MemorySegment.ofAddress(text).reinterpret(128).getString(0);
    } catch (Throwable e) {
      throw new NativeCallException("OpenSSL_version", e);
    }
  }
}
