package io.rapat.net.dtls;

import io.rapat.net.crypto.NativeCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicLong;

/// The system's libssl with one context for all connections. Everything that WebRTC does not need
/// is off: other versions and suites, renegotiation, tickets, session cache, compression.
final class LibsslDtls implements DtlsLibrary {
  private static final String SUITES =
      "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256";
  // The server's order counts: GCM although browsers list SHA1_80 first.
  static final String SRTP_PROFILES = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";
  private static final String GROUPS = "X25519:P-256";
  // Also bounds what libssl allocates for a message that only claims to be large.
  private static final long MAX_CERTIFICATE_LIST = 16_384;

  static final int FIRST_TIMEOUT_MICROS = 250_000;
  private static final int LAST_TIMEOUT_MICROS = 4_000_000;

  private final long context;
  private final long timerCallback;
  private final int firstTimeoutMicros;
  private final AtomicLong openConnections = new AtomicLong();

  LibsslDtls(DtlsIdentity identity) {
    this(identity, FIRST_TIMEOUT_MICROS, SRTP_PROFILES);
  }

  /// @param firstTimeoutMicros how long to wait before the first flight is sent again
  /// @param srtpProfiles names in the order of preference; empty for no SRTP
  LibsslDtls(DtlsIdentity identity, int firstTimeoutMicros, String srtpProfiles) {
    this.firstTimeoutMicros = firstTimeoutMicros;
    try (Arena arena = Arena.ofConfined()) {
      context = (long) Libssl.CTX_NEW.invokeExact((long) Libssl.DTLS_METHOD.invokeExact());
      require(context != 0, "SSL_CTX_new");
      limit(arena, srtpProfiles);
      load(arena, identity);
      timerCallback = stub("nextTimeout", int.class, long.class, int.class);
      long verify = stub("acceptAnyCertificate", int.class, int.class, long.class);
      Libssl.CTX_SET_VERIFY.invokeExact(context, Libssl.VERIFY_PEER_MUST_HAVE_CERTIFICATE, verify);
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_CTX_new", e);
    }
  }

  private void limit(Arena arena, String srtpProfiles) throws Throwable {
    long _ = (long) Libssl.CTX_SET_OPTIONS.invokeExact(context, Libssl.OPTIONS);
    control(Libssl.CTRL_MIN_VERSION, Libssl.DTLS_1_2, 0);
    control(Libssl.CTRL_MAX_VERSION, Libssl.DTLS_1_2, 0);
    control(Libssl.CTRL_GROUPS_LIST, 0, arena.allocateFrom(GROUPS).address());
    long _ = (long) Libssl.CTX_CTRL.invokeExact(context, Libssl.CTRL_SESSION_CACHE, 0L, 0L);
    long _ =
        (long)
            Libssl.CTX_CTRL.invokeExact(
                context, Libssl.CTRL_MAX_CERT_LIST, MAX_CERTIFICATE_LIST, 0L);
    int suites =
        (int) Libssl.CTX_SET_CIPHERS.invokeExact(context, arena.allocateFrom(SUITES).address());
    require(suites == 1, "SSL_CTX_set_cipher_list");
    if (!srtpProfiles.isEmpty()) {
      long names = arena.allocateFrom(srtpProfiles).address();
      // The one function here that returns 0 when it worked.
      int srtp = (int) Libssl.CTX_SET_SRTP.invokeExact(context, names);
      require(srtp == 0, "SSL_CTX_set_tlsext_use_srtp");
    }
  }

  private void control(int command, long number, long pointer) throws Throwable {
    long done = (long) Libssl.CTX_CTRL.invokeExact(context, command, number, pointer);
    require(done == 1, "SSL_CTX_ctrl");
  }

  private void load(Arena arena, DtlsIdentity identity) throws Throwable {
    byte[] certificate = identity.certificate();
    byte[] key = identity.privateKey().getEncoded();
    long der = arena.allocateFrom(ValueLayout.JAVA_BYTE, certificate).address();
    int loaded = (int) Libssl.CTX_USE_CERTIFICATE.invokeExact(context, certificate.length, der);
    require(loaded == 1, "SSL_CTX_use_certificate_ASN1");
    MemorySegment secret = arena.allocateFrom(ValueLayout.JAVA_BYTE, key);
    int used =
        (int)
            Libssl.CTX_USE_PRIVATE_KEY.invokeExact(
                Libssl.KEY_TYPE_EC, context, secret.address(), (long) key.length);
    secret.fill((byte) 0);
    require(used == 1, "SSL_CTX_use_PrivateKey_ASN1");
  }

  /// A C function that calls the method of that name on this object.
  private long stub(String method, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    MethodHandle target =
        MethodHandles.lookup()
            .findVirtual(LibsslDtls.class, method, MethodType.methodType(result, parameters))
            .bindTo(this);
    MemoryLayout[] layouts = new MemoryLayout[2];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = parameters[i] == int.class ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
    }
    return Linker.nativeLinker()
        .upcallStub(target, FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts), Arena.global())
        .address();
  }

  /// Called by libssl for each certificate of the peer: who it is, the fingerprint decides
  /// afterwards.
  @SuppressWarnings({"unused", "UnusedVariable", "MethodCanBeStatic"})
  private int acceptAnyCertificate(int preverified, long store) {
    return 1;
  }

  /// Called by libssl for the time until a flight is sent again, in microseconds (RFC 6347
  /// §4.2.4.1: doubled each time).
  @SuppressWarnings({"unused", "UnusedVariable"})
  private int nextTimeout(long connection, int previousMicros) {
    return previousMicros == 0
        ? firstTimeoutMicros
        : Math.min(2 * previousMicros, LAST_TIMEOUT_MICROS);
  }

  @Override
  public String version() {
    return Libssl.version();
  }

  @Override
  public DtlsConnection open(boolean client) {
    return new LibsslConnection(context, timerCallback, client, openConnections);
  }

  @Override
  public long openConnections() {
    return openConnections.get();
  }

  static void require(boolean done, String function) {
    if (!done) {
      throw new NativeCallException(function);
    }
  }
}
