package io.rapat.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DtlsSessionTest {
  private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SHA1_FIRST = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";
  private static final Kind LIBSSL = new Kind("libssl", LibsslDtls.SRTP_PROFILES);
  private static final Kind JAVA = new Kind("java", LibsslDtls.SRTP_PROFILES);

  /// A library with short timeouts and its own certificate.
  record Kind(String name, String profiles) {
    DtlsEngines engines() {
      DtlsIdentity identity = DtlsIdentity.create(DATE);
      return new DtlsEngines(
          identity,
          name.equals("java")
              ? new BouncyDtls(identity, 20)
              : new LibsslDtls(identity, 20_000, profiles));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Two processes.
  static final class Sides {
    final DtlsEngines clients;
    final DtlsEngines servers;
    final DtlsEngine client;
    final DtlsEngine server;

    Sides(Kind client, Kind server) {
      clients = client.engines();
      servers = server.engines();
      this.client = clients.open(true, System.nanoTime());
      this.server = servers.open(false, System.nanoTime());
    }

    Sides introduced() {
      client.setRemoteFingerprint(sha256(servers.fingerprint()), System.nanoTime());
      server.setRemoteFingerprint(sha256(clients.fingerprint()), System.nanoTime());
      return this;
    }

    void close() {
      client.close();
      server.close();
      assertThat(clients.openConnections()).isZero();
      assertThat(servers.openConnections()).isZero();
    }
  }

  static Stream<List<Kind>> couples() {
    return Stream.of(
        List.of(LIBSSL, LIBSSL), List.of(LIBSSL, JAVA), List.of(JAVA, LIBSSL), List.of(JAVA, JAVA));
  }

  private static Fingerprint sha256(byte[] digest) {
    return Fingerprint.of("SHA-256", digest).orElseThrow();
  }

  private static DtlsState.Finished finished(DtlsEngine engine) {
    assertThat(engine.state()).isInstanceOf(DtlsState.Finished.class);
    return (DtlsState.Finished) engine.state();
  }

  private static DtlsState failed(DtlsFailure reason) {
    return new DtlsState.Failed(reason);
  }

  @ParameterizedTest
  @MethodSource("couples")
  void bothSidesGetTheSameKeysAndEachOthersCertificate(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
    new Wire(sides.client, sides.server).run();

    DtlsState.Finished client = finished(sides.client);
    DtlsState.Finished server = finished(sides.server);
    assertThat(client.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(server.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(client.exported()).hasSize(56).isEqualTo(server.exported());
    assertThat(client.peerDigest()).isEqualTo(sides.servers.fingerprint());
    assertThat(server.peerDigest()).isEqualTo(sides.clients.fingerprint());
    SrtpKeys sends = client.srtpKeys();
    SrtpKeys receives = server.srtpKeys();
    assertThat(sends.localKey()).isEqualTo(receives.remoteKey());
    assertThat(sends.remoteSalt()).isEqualTo(receives.localSalt());
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void finishesOverANetworkThatLosesRepeatsAndReorders(List<Kind> kinds) {
    for (long seed = 1; seed <= 6; seed++) {
      Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
      new Wire(sides.client, sides.server, seed, 0.2).run();

      assertThat(sides.client.state()).as("seed %d", seed).isInstanceOf(DtlsState.Finished.class);
      assertThat(finished(sides.client).exported())
          .as("seed %d", seed)
          .isEqualTo(finished(sides.server).exported());
      sides.close();
    }
  }

  @ParameterizedTest
  @MethodSource("couples")
  void carriesDataBothWaysAndKeepsItsBorders(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
    Random random = new Random(5);
    List<byte[]> sent = new ArrayList<>();
    for (int size : new int[] {1, 20, 300, 1_163, 4_000, 8_192}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      sent.add(data);
    }
    List<Integer> hashes = sent.stream().map(Arrays::hashCode).toList();
    // What is sent during the handshake waits for its end.
    sides.client.sendApplicationData(sent.getFirst());
    sides.server.sendApplicationData(sent.getFirst());
    Wire wire = new Wire(sides.client, sides.server);
    wire.run();
    sent.stream().skip(1).forEach(sides.client::sendApplicationData);
    sent.stream().skip(1).forEach(sides.server::sendApplicationData);
    wire.settle();

    assertThat(received(sides.client)).map(Arrays::hashCode).isEqualTo(hashes);
    assertThat(received(sides.server)).map(Arrays::hashCode).isEqualTo(hashes);
    sides.close();
  }

  private static List<byte[]> received(DtlsEngine engine) {
    List<byte[]> all = new ArrayList<>();
    Optional<byte[]> next = engine.pollApplicationData();
    while (next.isPresent()) {
      all.add(next.get());
      next = engine.pollApplicationData();
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("couples")
  void sendsNoDatagramThatIsTooLarge(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
    Wire wire = new Wire(sides.client, sides.server);
    wire.tap =
        datagram -> {
          assertThat(datagram.length).isLessThanOrEqualTo(1_200);
          return datagram;
        };
    wire.run();
    sides.client.sendApplicationData(new byte[1_163]);
    wire.settle();

    assertThat(received(sides.server)).hasSize(1);
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void failsClosedWhenTheCertificateIsNotTheAnnouncedOne(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast());
    sides.client.setRemoteFingerprint(sha256(sides.servers.fingerprint()), 0);
    sides.server.setRemoteFingerprint(sha256(new byte[32]), 0);
    sides.client.sendApplicationData(new byte[] {1});
    new Wire(sides.client, sides.server).run();

    assertThat(sides.server.state()).isEqualTo(failed(DtlsFailure.FINGERPRINT_MISMATCH));
    assertThat(received(sides.server)).isEmpty();
    assertThat(sides.server.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(sides.servers.openConnections()).isZero();
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void theClientFailsClosedToo(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast());
    sides.client.setRemoteFingerprint(sha256(new byte[32]), 0);
    sides.server.setRemoteFingerprint(sha256(sides.clients.fingerprint()), 0);
    sides.server.sendApplicationData(new byte[] {1});
    new Wire(sides.client, sides.server).run();

    assertThat(sides.client.state()).isEqualTo(failed(DtlsFailure.FINGERPRINT_MISMATCH));
    assertThat(received(sides.client)).isEmpty();
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void withholdsTheResultUntilTheFingerprintIsTold(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast());
    Wire wire = new Wire(sides.client, sides.server);
    sides.client.setRemoteFingerprint(sha256(sides.servers.fingerprint()), 0);
    wire.settle();
    sides.client.sendApplicationData(new byte[] {7});
    wire.settle();
    assertThat(finished(sides.client).exported()).hasSize(56);
    assertThat(sides.server.state()).isEqualTo(new DtlsState.Handshaking());
    assertThat(received(sides.server)).isEmpty();

    sides.server.setRemoteFingerprint(sha256(sides.clients.fingerprint()), System.nanoTime());

    assertThat(finished(sides.server).exported()).isEqualTo(finished(sides.client).exported());
    assertThat(received(sides.server)).hasSize(1);
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void tellsThePeerWhenItCloses(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
    Wire wire = new Wire(sides.client, sides.server);
    wire.run();
    sides.client.close();
    wire.settle();

    assertThat(sides.client.state()).isEqualTo(new DtlsState.Closed());
    assertThat(sides.server.state()).isEqualTo(new DtlsState.Closed());
    sides.close();
  }

  @ParameterizedTest
  @MethodSource("couples")
  void givesUpAfterThirtySecondsAndFreesEverything(List<Kind> kinds) {
    Sides sides = new Sides(kinds.getFirst(), kinds.getLast()).introduced();
    long later = System.nanoTime() + DtlsSession.HANDSHAKE_LIMIT.toNanos() + 1_000_000_000L;
    assertThat(sides.server.deadlineNanos()).isLessThan(later);

    sides.client.handleTimeout(later);
    sides.server.handleTimeout(later);

    assertThat(sides.client.state()).isEqualTo(failed(DtlsFailure.TIMED_OUT));
    assertThat(sides.server.state()).isEqualTo(failed(DtlsFailure.TIMED_OUT));
    sides.close();
  }

  @Test
  void takesGcmFromAPeerThatListsSha1First() {
    for (Kind server : List.of(LIBSSL, JAVA)) {
      Sides sides = new Sides(new Kind("libssl", SHA1_FIRST), server).introduced();
      new Wire(sides.client, sides.server).run();

      assertThat(finished(sides.server).profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
      assertThat(finished(sides.client).profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
      sides.close();
    }
  }

  @Test
  void takesSha1FromAPeerThatHasNothingElse() {
    for (Kind other : List.of(LIBSSL, JAVA)) {
      Kind old = new Kind("libssl", "SRTP_AES128_CM_SHA1_80");
      for (Sides sides : List.of(new Sides(old, other), new Sides(other, old))) {
        new Wire(sides.introduced().client, sides.server).run();

        assertThat(finished(sides.server).profile()).isEqualTo(SrtpProfile.AES128_CM_SHA1_80);
        assertThat(finished(sides.client).exported())
            .hasSize(60)
            .isEqualTo(finished(sides.server).exported());
        sides.close();
      }
    }
  }

  @Test
  void failsWithoutAnSrtpProfile() {
    for (Kind server : List.of(LIBSSL, JAVA)) {
      Sides sides = new Sides(new Kind("libssl", ""), server).introduced();
      new Wire(sides.client, sides.server).run();

      assertThat(sides.server.state()).isEqualTo(failed(DtlsFailure.NO_SRTP_PROFILE));
      sides.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void warmsUp(DtlsEngines.Library library) {
    DtlsEngines engines = DtlsEngines.create(library, DATE);

    engines.warmUp(3);

    assertThat(engines.openConnections()).isZero();
    assertThat(engines.version()).containsAnyOf("OpenSSL 3", "bctls-fips 2.1");
    assertThat(engines.fingerprint()).hasSize(32);
  }

  @Test
  void acceptsTheStrongHashFunctionsOnly() {
    assertThat(Fingerprint.of("sha-256", new byte[32])).isPresent();
    assertThat(Fingerprint.of("SHA-512", new byte[64])).isPresent();
    assertThat(Fingerprint.of("sha-256", new byte[20])).isEmpty();
    assertThat(Fingerprint.of("sha-1", new byte[20])).isEmpty();
  }

  @Test
  void refusesASecondFingerprint() {
    Sides sides = new Sides(LIBSSL, LIBSSL).introduced();

    assertThatThrownBy(() -> sides.client.setRemoteFingerprint(sha256(new byte[32]), 0))
        .isInstanceOf(IllegalStateException.class);
    sides.close();
  }
}
