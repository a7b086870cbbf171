package io.rapat.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Peers that do not mean well, against both libraries in the server's role.
class HostileDtlsTest {
  /// Extension 14 with one profile, 0x0007, and no master key identifier (RFC 5764 §4.1.1).
  private static final String USE_SRTP_GCM = "000e00050002000700";

  private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");

  private static DtlsEngines engines(DtlsEngines.Library library) {
    return DtlsEngines.create(library, DATE);
  }

  private static Wire meeting(DtlsEngines library) {
    long now = System.nanoTime();
    DtlsEngine client = library.open(true, now);
    DtlsEngine server = library.open(false, now);
    Fingerprint own = Fingerprint.of("sha-256", library.fingerprint()).orElseThrow();
    client.setRemoteFingerprint(own, now);
    server.setRemoteFingerprint(own, now);
    return new Wire(client, server);
  }

  private static void bothFinish(Wire wire) {
    wire.run();
    assertThat(wire.client.state()).isInstanceOf(DtlsState.Finished.class);
    assertThat(wire.server.state()).isInstanceOf(DtlsState.Finished.class);
    wire.client.close();
    wire.server.close();
  }

  private static List<byte[]> polled(DtlsEngine engine) {
    List<byte[]> all = new ArrayList<>();
    Optional<byte[]> next = engine.poll();
    while (next.isPresent()) {
      all.add(next.get());
      next = engine.poll();
    }
    return all;
  }

  /// A hello that offers suites which do not exist, as in CVE-2023-49786.
  private static byte[] helloWithBadSuites(DtlsEngines library) {
    try (DtlsEngine client = library.open(true, System.nanoTime())) {
      byte[] hello = client.poll().orElseThrow();
      // Record and handshake header, version, random, session id, cookie.
      int at = 25 + 2 + 32;
      at += 1 + hello[at];
      at += 1 + hello[at];
      int suites = DtlsRecord.u16(hello, at);
      Arrays.fill(hello, at + 2, at + 2 + suites, (byte) 0);
      return hello;
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersTheHelloOfABrowser(DtlsEngines.Library library) {
    for (String file : List.of("chromium-client-hello.hex", "firefox-client-hello.hex")) {
      DtlsEngines engines = engines(library);
      try (DtlsEngine server = engines.open(false, System.nanoTime())) {
        FragmentGateTest.captured(file).forEach(datagram -> Wire.give(server, datagram));

        List<byte[]> flight = polled(server);
        assertThat(flight).isNotEmpty();
        byte[] hello = flight.getFirst();
        assertThat(DtlsRecord.u8(hello, 13)).isEqualTo(2);
        assertThat(DtlsRecord.u16(hello, 25)).isEqualTo(0xfefd);
        assertThat(hex(flight)).contains(USE_SRTP_GCM);
      }
    }
  }

  private static String hex(List<byte[]> datagrams) {
    return HexFormat.of().formatHex(FragmentGateTest.joined(datagrams));
  }

  @ParameterizedTest
  @EnumSource
  void aHelloWithoutUsableSuitesDoesNotEndTheSession(DtlsEngines.Library library) {
    DtlsEngines engines = engines(library);
    Wire wire = meeting(engines);
    byte[] bad = helloWithBadSuites(engines);
    for (int i = 0; i < DtlsSession.MAX_TRIES - 1; i++) {
      Wire.give(wire.server, bad);
      assertThat(wire.server.state()).isEqualTo(new DtlsState.Handshaking());
      assertThat(polled(wire.server)).isEmpty();
    }
    bothFinish(wire);

    DtlsEngine server = engines.open(false, System.nanoTime());
    for (int i = 0; i < DtlsSession.MAX_TRIES; i++) {
      Wire.give(server, bad);
    }
    assertThat(server.state()).isEqualTo(new DtlsState.Failed(DtlsFailure.HANDSHAKE_FAILED));
    assertThat(engines.openConnections()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void claimsOfHugeMessagesAreDroppedAndTheHandshakeGoesOn(DtlsEngines.Library library) {
    Wire wire = meeting(engines(library));
    for (int message = 0; message < 10; message++) {
      Wire.give(wire.server, FragmentGateTest.fragment(1, 0xfffff0, message, 0, new byte[1]));
    }
    bothFinish(wire);
  }

  @ParameterizedTest
  @EnumSource
  void aHandshakeInSmallReversedRepeatedPiecesCompletes(DtlsEngines.Library library) {
    Wire wire = meeting(engines(library));
    List<byte[]> pieces = new ArrayList<>();
    for (byte[] datagram : polled(wire.client)) {
      int total = DtlsRecord.u24(datagram, 14);
      for (int at = 0; at < total; at += 64) {
        byte[] body = Arrays.copyOfRange(datagram, 25 + at, 25 + Math.min(total, at + 64));
        byte[] piece = FragmentGateTest.fragment(1, total, 0, at, body);
        pieces.add(piece);
        pieces.add(piece);
      }
    }
    Collections.reverse(pieces);
    pieces.forEach(piece -> Wire.give(wire.server, piece));
    bothFinish(wire);
  }

  @ParameterizedTest
  @EnumSource
  void aHandshakeInSingleBytesCostsLittleAndDies(DtlsEngines.Library library) {
    DtlsEngines engines = engines(library);
    long opened = System.nanoTime();
    DtlsEngine server = engines.open(false, opened);
    long filled = FragmentGate.MAX_MESSAGE;
    for (int at = 0; at < filled; at += 2) {
      Wire.give(server, FragmentGateTest.fragment(1, (int) filled, 0, at, new byte[1]));
    }
    assertThat(engines.gateDrops()).containsEntry("too_small", filled / 2);

    server.handleTimeout(opened + DtlsSession.HANDSHAKE_LIMIT.toNanos());

    assertThat(server.state()).isEqualTo(new DtlsState.Failed(DtlsFailure.TIMED_OUT));
    assertThat(engines.openConnections()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void oddRecordsDisturbNeitherTheHandshakeNorTheAssociation(DtlsEngines.Library library) {
    Wire wire = meeting(engines(library));
    List<byte[]> odd =
        List.of(
            FragmentGateTest.record(23, 0, new byte[40]),
            FragmentGateTest.record(24, 0, new byte[] {1, 0, 1, 9}),
            FragmentGateTest.record(20, 0, new byte[] {1}),
            FragmentGateTest.record(20, 0, new byte[] {7}),
            FragmentGateTest.record(22, 1, new byte[48]),
            FragmentGateTest.record(23, 1, new byte[48]),
            FragmentGateTest.fragment(20, 12, 1, 0, new byte[12]),
            FragmentGateTest.fragment(0, 0, 0, 0, new byte[0]),
            new byte[] {22},
            new byte[0]);
    odd.forEach(datagram -> Wire.give(wire.server, datagram));
    List<byte[]> all = new ArrayList<>();
    wire.tap =
        datagram -> {
          all.add(datagram);
          return datagram;
        };
    wire.run();
    assertThat(wire.server.state()).isInstanceOf(DtlsState.Finished.class);

    odd.forEach(datagram -> Wire.give(wire.server, datagram));
    all.forEach(datagram -> Wire.give(wire.server, datagram));
    wire.client.sendApplicationData(new byte[] {42});
    wire.settle();

    assertThat(wire.server.state()).isInstanceOf(DtlsState.Finished.class);
    assertThat(wire.server.pollApplicationData()).hasValue(new byte[] {42});
    wire.client.close();
    wire.server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aReplayedRecordIsDeliveredOnce(DtlsEngines.Library library) {
    Wire wire = meeting(engines(library));
    wire.run();
    wire.client.sendApplicationData(new byte[] {1});
    for (byte[] datagram : polled(wire.client)) {
      Wire.give(wire.server, datagram);
      Wire.give(wire.server, datagram);
    }

    assertThat(wire.server.pollApplicationData()).isPresent();
    assertThat(wire.server.pollApplicationData()).isEmpty();
    wire.client.close();
    wire.server.close();
  }

  @ParameterizedTest
  @EnumSource
  void encryptedJunkBeforeTheKeysDoesNotUseUpTheLimit(DtlsEngines.Library library) {
    Wire wire = meeting(engines(library));
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      byte[] junk = new byte[61];
      random.nextBytes(junk);
      Wire.give(wire.server, FragmentGateTest.record(22, 1, junk));
    }
    bothFinish(wire);
  }

  @ParameterizedTest
  @EnumSource
  void stalledAndFinishedHandshakesAreAllClosed(DtlsEngines.Library library) {
    DtlsEngines engines = engines(library);
    handshakes(engines, 100);

    assertThat(engines.openConnections()).isZero();
  }

  @Test
  void twoThousandHandshakesGiveTheirNativeMemoryBack() {
    DtlsEngines engines = engines(DtlsEngines.Library.LIBSSL);
    handshakes(engines, 200);
    long before = NativeHeap.usedBytes();

    handshakes(engines, 2_000);

    assertThat(engines.openConnections()).isZero();
    // Leaked, they would be 60 to 120 MB. The virtual machine itself takes some meanwhile.
    assertThat(NativeHeap.usedBytes() - before).isLessThan(15_000_000L);
  }

  /// Every second one stops after the server's flight and is closed from outside.
  private static void handshakes(DtlsEngines engines, int count) {
    for (int i = 0; i < count; i++) {
      Wire wire = meeting(engines);
      if (i % 2 == 0) {
        polled(wire.client).forEach(datagram -> Wire.give(wire.server, datagram));
      } else {
        wire.settle();
        assertThat(wire.server.state()).isInstanceOf(DtlsState.Finished.class);
      }
      wire.client.close();
      wire.server.close();
    }
  }

  @Test
  void closingBeforeAnythingHappenedIsClean() {
    for (DtlsEngines.Library library : DtlsEngines.Library.values()) {
      DtlsEngines engines = engines(library);
      DtlsEngine server = engines.open(false, System.nanoTime());
      server.close();
      server.close();
      Wire.give(server, helloWithBadSuites(engines));
      server.handleTimeout(System.nanoTime());
      server.sendApplicationData(new byte[1]);

      assertThat(server.state()).isEqualTo(new DtlsState.Failed(DtlsFailure.CLOSED_EARLY));
      assertThat(polled(server)).isEmpty();
      assertThat(engines.openConnections()).isZero();
    }
  }
}
