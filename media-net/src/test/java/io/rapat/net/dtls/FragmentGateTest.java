package io.rapat.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentGateTest {
  private static final int CLIENT_HELLO = 1;
  private static final int CERTIFICATE = 11;
  private static final int CLIENT_KEY_EXCHANGE = 16;

  private final GateDrops drops = new GateDrops();
  private final FragmentGate gate = new FragmentGate(false, drops);

  static List<byte[]> captured(String file) {
    try (InputStream in = FragmentGateTest.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(HexFormat.of()::parseHex).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] record(int type, int epoch, byte[] content) {
    return ByteBuffer.allocate(13 + content.length)
        .put((byte) type)
        .putShort((short) 0xfefd)
        .putShort((short) epoch)
        .put(new byte[6])
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  static byte[] fragment(int type, int length, int message, int offset, byte[] body) {
    ByteBuffer handshake = ByteBuffer.allocate(12 + body.length);
    handshake.put((byte) type).put((byte) (length >> 16)).putShort((short) length);
    handshake.putShort((short) message);
    handshake.put((byte) (offset >> 16)).putShort((short) offset);
    handshake.put((byte) (body.length >> 16)).putShort((short) body.length).put(body);
    return record(22, 0, handshake.array());
  }

  private static byte[] body(int length) {
    byte[] body = new byte[length];
    new Random(length).nextBytes(body);
    return body;
  }

  private List<byte[]> cut(byte[] body, int message, int piece) {
    List<byte[]> fragments = new ArrayList<>();
    for (int at = 0; at < body.length; at += piece) {
      int end = Math.min(body.length, at + piece);
      fragments.add(
          fragment(CLIENT_HELLO, body.length, message, at, Arrays.copyOfRange(body, at, end)));
    }
    return fragments;
  }

  private List<byte[]> all(List<byte[]> datagrams) {
    List<byte[]> handed = new ArrayList<>();
    datagrams.forEach(datagram -> handed.addAll(gate.accept(datagram)));
    return handed;
  }

  private static byte[] bodyOf(byte[] record) {
    return Arrays.copyOfRange(record, 25, record.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium-client-hello.hex", "firefox-client-hello.hex"})
  void joinsTheTwoDatagramsOfABrowsersHello(String file) {
    List<byte[]> datagrams = captured(file);
    assertThat(gate.accept(datagrams.getFirst())).isEmpty();

    List<byte[]> handed = gate.accept(datagrams.getLast());

    assertThat(handed).hasSize(1);
    byte[] hello = handed.getFirst();
    int total = DtlsRecord.u24(datagrams.getFirst(), 14);
    assertThat(hello).hasSize(25 + total);
    assertThat(DtlsRecord.u24(hello, 14)).isEqualTo(total);
    assertThat(DtlsRecord.u24(hello, 19)).isZero();
    assertThat(DtlsRecord.u24(hello, 22)).isEqualTo(total);
    assertThat(drops.snapshot().values()).containsOnly(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium-server-flight.hex", "firefox-server-flight.hex"})
  void handsOverEachMessageOfABrowsersServerFlight(String file) {
    FragmentGate clientGate = new FragmentGate(true, drops);
    byte[] flight = captured(file).getFirst();

    List<byte[]> handed = clientGate.accept(flight);

    assertThat(handed).map(record -> DtlsRecord.u8(record, 13)).containsExactly(2, 11, 12, 13, 14);
    assertThat(handed.stream().mapToInt(record -> record.length).sum()).isEqualTo(flight.length);
    assertThat(drops.snapshot().values()).containsOnly(0L);
  }

  @Test
  void joinsFragmentsInAnyOrderAndRepeated() {
    byte[] body = body(4_000);
    for (long seed = 0; seed < 50; seed++) {
      FragmentGate fresh = new FragmentGate(false, drops);
      List<byte[]> fragments = new ArrayList<>(cut(body, 0, 100));
      fragments.addAll(cut(body, 0, 137));
      Collections.shuffle(fragments, new Random(seed));
      byte[] whole = new byte[0];
      for (byte[] fragment : fragments) {
        List<byte[]> handed = fresh.accept(fragment);
        if (!handed.isEmpty() && whole.length == 0) {
          whole = handed.getFirst();
        }
      }
      assertThat(bodyOf(whole)).as("seed %d", seed).isEqualTo(body);
    }
  }

  @Test
  void theFirstCopyOfAByteCounts() {
    byte[] body = body(200);
    byte[] forged = new byte[150];
    List<byte[]> handed =
        all(
            List.of(
                fragment(CLIENT_HELLO, 200, 0, 0, Arrays.copyOf(body, 100)),
                fragment(CLIENT_HELLO, 200, 0, 50, forged)));

    assertThat(handed).hasSize(1);
    assertThat(bodyOf(handed.getFirst())).startsWith(Arrays.copyOf(body, 100));
  }

  @Test
  void handsOverInOrderAndEachMessageAsOneRecordWithItsOwnNumber() {
    List<byte[]> handed =
        all(
            List.of(
                fragment(CLIENT_KEY_EXCHANGE, 66, 2, 0, body(66)),
                fragment(CERTIFICATE, 300, 1, 0, body(300)),
                fragment(CLIENT_HELLO, 130, 0, 0, body(130))));

    assertThat(handed).map(record -> DtlsRecord.u8(record, 13)).containsExactly(1, 11, 16);
    assertThat(handed).map(record -> DtlsRecord.u16(record, 9)).containsExactly(0, 1, 2);
  }

  @Test
  void aRepeatedMessageIsHandedOverAgainSoThatItsAnswerIsSentAgain() {
    byte[] hello = fragment(CLIENT_HELLO, 130, 0, 0, body(130));
    assertThat(gate.accept(hello)).hasSize(1);
    assertThat(gate.accept(hello)).hasSize(1);
    assertThat(all(cut(body(300), 0, 100))).hasSize(1);
  }

  @Test
  void refusesAClaimOfSixteenMegabytesAndHoldsNothing() {
    for (int message = 0; message < 10; message++) {
      byte[] claim = fragment(CLIENT_HELLO, 0xffffff, message, 0, new byte[1]);
      assertThat(gate.accept(claim)).isEmpty();
    }
    assertThat(drops.of(GateDrop.TOO_LONG)).isEqualTo(10);
  }

  @Test
  void acceptsTheLargestMessageAndNothingLarger() {
    byte[] body = body(FragmentGate.MAX_MESSAGE);
    assertThat(all(cut(body, 0, 1_000))).hasSize(1);

    gate.accept(fragment(CERTIFICATE, FragmentGate.MAX_MESSAGE + 1, 1, 0, new byte[100]));
    assertThat(drops.of(GateDrop.TOO_LONG)).isEqualTo(1);
  }

  @Test
  void refusesMessagesTooFarAhead() {
    for (int message = 1; message <= 10; message++) {
      gate.accept(fragment(CERTIFICATE, 100, message, 0, new byte[100]));
    }
    assertThat(drops.of(GateDrop.TOO_FAR_AHEAD)).isEqualTo(10 - FragmentGate.MAX_AHEAD + 1);
  }

  @Test
  void refusesSmallFragmentsUnlessTheyAreTheLast() {
    byte[] body = body(130);
    assertThat(all(cut(body, 0, 1))).isEmpty();
    assertThat(drops.of(GateDrop.TOO_SMALL)).isEqualTo(129);

    assertThat(all(cut(body, 0, 64))).hasSize(1);
    gate.accept(fragment(CERTIFICATE, 100, 1, 50, new byte[0]));
    gate.accept(fragment(CERTIFICATE, 100, 1, 100, new byte[0]));
    assertThat(drops.of(GateDrop.TOO_SMALL)).isEqualTo(131);
  }

  @Test
  void refusesMoreThanSixtyFourPieces() {
    byte[] body = body(16_000);
    List<byte[]> fragments = cut(body, 0, 64);
    for (int i = 0; i < fragments.size(); i += 2) {
      gate.accept(fragments.get(i));
    }
    assertThat(drops.of(GateDrop.TOO_MANY_FRAGMENTS)).isEqualTo(fragments.size() / 2 - 64);
  }

  @Test
  void refusesFragmentsThatContradictEachOther() {
    gate.accept(fragment(CLIENT_HELLO, 200, 0, 0, new byte[100]));
    gate.accept(fragment(CLIENT_HELLO, 201, 0, 100, new byte[101]));
    gate.accept(fragment(CERTIFICATE, 200, 0, 100, new byte[100]));
    gate.accept(fragment(CLIENT_HELLO, 200, 0, 150, new byte[100]));

    assertThat(drops.of(GateDrop.INCONSISTENT)).isEqualTo(2);
    assertThat(drops.of(GateDrop.MALFORMED)).isEqualTo(1);
  }

  @Test
  void dropsWhatHasNoPlaceInTheClear() {
    assertThat(gate.accept(record(23, 0, body(20)))).isEmpty();
    assertThat(gate.accept(record(24, 0, body(20)))).isEmpty();
    assertThat(gate.accept(record(20, 0, new byte[] {2}))).isEmpty();
    assertThat(gate.accept(record(20, 0, new byte[] {1, 1}))).isEmpty();
    assertThat(gate.accept(fragment(20, 12, 0, 0, body(12)))).isEmpty();
    assertThat(gate.accept(fragment(0, 0, 0, 0, new byte[0]))).isEmpty();
    assertThat(gate.accept(fragment(2, 70, 0, 0, body(70)))).isEmpty();
    assertThat(drops.of(GateDrop.UNEXPECTED)).isEqualTo(7);

    assertThat(gate.accept(record(20, 0, new byte[] {1}))).hasSize(1);
    assertThat(gate.accept(record(21, 0, new byte[] {2, 40}))).hasSize(1);
  }

  @Test
  void limitsEncryptedHandshakeRecordsAndKnowsNoLaterEpoch() {
    for (int i = 0; i < 20; i++) {
      assertThat(gate.accept(record(22, 1, body(48)))).isEmpty();
    }
    gate.accept(fragment(CLIENT_KEY_EXCHANGE, 66, 0, 0, body(66)));
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      passed += gate.accept(record(22, 1, body(48))).size();
    }
    assertThat(passed).isEqualTo(FragmentGate.MAX_ENCRYPTED_HANDSHAKES);
    assertThat(gate.accept(record(23, 1, body(48)))).isEmpty();
    assertThat(gate.accept(record(22, 2, body(48)))).isEmpty();
    assertThat(drops.of(GateDrop.EPOCH)).isEqualTo(1);

    gate.finish();
    assertThat(gate.accept(record(23, 1, body(48)))).hasSize(1);
  }

  @Test
  void startsNoNewHandshakeInTheClearAfterTheFirst() {
    gate.accept(fragment(CLIENT_HELLO, 130, 0, 0, body(130)));
    gate.finish();

    assertThat(gate.accept(fragment(CLIENT_HELLO, 130, 1, 0, body(130)))).isEmpty();
    assertThat(gate.accept(record(21, 0, new byte[] {2, 40}))).isEmpty();
    assertThat(gate.accept(fragment(CLIENT_HELLO, 130, 0, 0, body(130)))).hasSize(1);
  }

  @Test
  void survivesEachTruncationAndEachChangedByte() {
    byte[] datagram = captured("chromium-client-hello.hex").getLast();
    for (int length = 0; length <= datagram.length; length++) {
      gate.accept(Arrays.copyOf(datagram, length));
    }
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = datagram.clone();
      changed[random.nextInt(30)] = (byte) random.nextInt();
      checked(new FragmentGate(random.nextBoolean(), drops), changed);
    }
  }

  /// What comes out is always whole records, and whole messages in the clear.
  private static void checked(FragmentGate gate, byte[] datagram) {
    for (byte[] handed : gate.accept(datagram)) {
      int at = 0;
      while (at < handed.length) {
        int length = DtlsRecord.length(handed, at, handed.length);
        assertThat(length).isPositive();
        if (DtlsRecord.u8(handed, at) == 22 && DtlsRecord.u16(handed, at + 3) == 0) {
          assertThat(DtlsRecord.u24(handed, at + 14)).isEqualTo(DtlsRecord.u24(handed, at + 22));
        }
        at += length;
      }
    }
  }

  /// Input: pairs of a two-byte length and a datagram.
  @Tag("long")
  @FuzzTest(maxDuration = "60s")
  void neverThrowsAndHandsOverWholeRecords(byte[] input) {
    FragmentGate fuzzed = new FragmentGate(input.length % 2 == 0, new GateDrops());
    ByteBuffer rest = ByteBuffer.wrap(input);
    while (rest.remaining() >= 2) {
      int length = Math.min(rest.getShort() & 0x7ff, rest.remaining());
      byte[] datagram = new byte[length];
      rest.get(datagram);
      if (length == 1) {
        fuzzed.finish();
      }
      checked(fuzzed, datagram);
    }
  }

  static byte[] joined(List<byte[]> records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    records.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
