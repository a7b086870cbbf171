package io.rapat.net.dtls;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The DTLS of this process: one certificate, made at start, and one library. Safe for use by
/// several threads; each engine it opens is used by one at a time.
public final class DtlsEngines {

  private final DtlsIdentity identity;
  private final DtlsLibrary library;
  private final GateDrops gateDrops = new GateDrops();

  DtlsEngines(DtlsIdentity identity, DtlsLibrary library) {
    this.identity = identity;
    this.library = library;
  }

  /// Which library runs DTLS: the operator's switch `dtls`.
  public enum Library {
    /// The system's libssl (OpenSSL 3).
    LIBSSL,
    /// Java code only.
    JAVA
  }

  /// With the system's libssl where it is installed, else with Java code.
  ///
  /// @param now the date that the certificate is made from
  public static DtlsEngines create(Instant now) {
    DtlsIdentity identity = DtlsIdentity.create(now);
    try {
      return new DtlsEngines(identity, new LibsslDtls(identity));
    } catch (LinkageError _) {
      // Expected wherever libssl is missing; version() tells the operator what runs.
      return new DtlsEngines(identity, new BouncyDtls(identity));
    }
  }

  /// With the library that the operator names.
  ///
  /// @param now the date that the certificate is made from
  /// @throws IllegalStateException when that library is not installed or lacks something
  public static DtlsEngines create(Library library, Instant now) {
    DtlsIdentity identity = DtlsIdentity.create(now);
    try {
      return new DtlsEngines(
          identity,
          switch (library) {
            case LIBSSL -> new LibsslDtls(identity);
            case JAVA -> new BouncyDtls(identity);
          });
    } catch (LinkageError e) {
      throw new IllegalStateException("libssl cannot be used", e);
    }
  }

  /// SHA-256 of the certificate, 32 bytes, for `a=fingerprint:sha-256`.
  public byte[] fingerprint() {
    return identity.fingerprint().clone();
  }

  /// Name and version of the library, for the start log.
  public String version() {
    return library.version();
  }

  /// A new association with one peer. Its handshake must end within 30 seconds.
  ///
  /// @param client whether this side is the DTLS client (`a=setup:active`); it then has a datagram
  ///   to send at once
  public DtlsEngine open(boolean client, long nowNanos) {
    return new DtlsSession(library, client, gateDrops, nowNanos);
  }

  /// Associations that hold memory of the library.
  public long openConnections() {
    return library.openConnections();
  }

  /// What the gate in front of the library dropped since start, by reason.
  public Map<String, Long> gateDrops() {
    return gateDrops.snapshot();
  }

  /// Runs some handshakes with itself, so that the first peer does not wait for class loading and
  /// compilation. Takes up to a second.
  ///
  /// @param handshakes how many, at least 1
  /// @throws IllegalStateException when a handshake with itself fails: then nobody can join
  public void warmUp(int handshakes) {
    for (int i = 0; i < handshakes; i++) {
      long now = System.nanoTime();
      try (DtlsEngine client = open(true, now);
          DtlsEngine server = open(false, now)) {
        client.setRemoteFingerprint(own(), now);
        server.setRemoteFingerprint(own(), now);
        while (carry(client, server, now)) {
          boolean _ = carry(server, client, now);
        }
        if (!(client.state() instanceof DtlsState.Finished)
            || !(server.state() instanceof DtlsState.Finished)) {
          throw new IllegalStateException(
              "DTLS with itself fails: " + client.state() + ", " + server.state());
        }
      }
    }
  }

  private Fingerprint own() {
    return new Fingerprint(Fingerprint.Function.SHA_256, identity.fingerprint());
  }

  private static boolean carry(DtlsEngine from, DtlsEngine to, long nowNanos) {
    boolean any = false;
    Optional<byte[]> next = from.poll();
    while (next.isPresent()) {
      to.receive(MemorySegment.ofArray(next.get()), 0, next.get().length, nowNanos);
      any = true;
      next = from.poll();
    }
    return any;
  }
}
