package io.rapat.media.sctp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two associations on a simulated link; long, since they share it.
class SctpAssociationTest {
  @Test
  void bothSidesMayStartAtOnce() {
    SimulatedLink link = new SimulatedLink(1).connected();

    assertThat(link.eventsA).containsExactly(new SctpEvent.Connected());
    assertThat(link.eventsB).containsExactly(new SctpEvent.Connected());
    assertThat(link.a.snapshot().drops()).isEmpty();
    assertThat(link.b.snapshot().drops()).isEmpty();
  }

  @Test
  void oneSideMayStartAlone() {
    SimulatedLink link = new SimulatedLink(2);
    link.a.connect(link.nowNanos);

    link.run(Duration.ofSeconds(1));

    assertThat(link.eventsA).containsExactly(new SctpEvent.Connected());
    assertThat(link.eventsB).containsExactly(new SctpEvent.Connected());
  }

  @Test
  void opensChannelsWithTheIdsOfItsDtlsRole() {
    SimulatedLink link = new SimulatedLink(3).connected();

    int lossy = link.a.open("_lossy", false, 0, link.nowNanos);
    int reliable = link.b.open("_reliable", true, -1, link.nowNanos);
    link.run(Duration.ofSeconds(1));

    assertThat(lossy).isZero();
    assertThat(reliable).isEqualTo(1);
    assertThat(link.eventsA)
        .contains(
            new SctpEvent.ChannelOpened(0, "_lossy", false, 0),
            new SctpEvent.ChannelOpened(1, "_reliable", true, -1));
    assertThat(link.eventsB)
        .contains(
            new SctpEvent.ChannelOpened(0, "_lossy", false, 0),
            new SctpEvent.ChannelOpened(1, "_reliable", true, -1));
  }

  @Test
  void sendsBeforeTheAssociationIsUp() {
    SimulatedLink link = new SimulatedLink(4);
    int id = link.a.open("early", true, -1, link.nowNanos);
    link.a.send(id, "hello".getBytes(UTF_8), false, link.nowNanos);

    link.connected().run(Duration.ofSeconds(1));

    assertThat(SimulatedLink.messages(link.eventsB))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.label()).isEqualTo("early");
          assertThat(message.binary()).isFalse();
          assertThat(new String(message.message(), UTF_8)).isEqualTo("hello");
        });
  }

  @Test
  void carriesEmptyMessages() {
    SimulatedLink link = new SimulatedLink(5).connected();
    link.a.open("x", true, -1, link.nowNanos);

    link.a.send("x", new byte[0], true, link.nowNanos);
    link.a.send("x", new byte[0], false, link.nowNanos);
    link.run(Duration.ofSeconds(1));

    assertThat(SimulatedLink.messages(link.eventsB))
        .extracting(SctpEvent.MessageReceived::binary)
        .containsExactly(true, false);
    assertThat(SimulatedLink.messages(link.eventsB))
        .allSatisfy(message -> assertThat(message.message()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0.0, 0", "0.05, 0", "0.05, 30", "0.2, 0", "0.2, 30"})
  void deliversEachReliableMessageOnceAndInOrder(double loss, int jitterMillis) {
    for (long round = 0; round < 5; round++) {
      long seed = 1000L + round;
      SimulatedLink link =
          new SimulatedLink(seed).lossy(loss).jittery(Duration.ofMillis(jitterMillis)).connected();
      List<byte[]> sent = new ArrayList<>();
      Random random = new Random(seed);
      link.a.open("r", true, -1, link.nowNanos);
      for (int i = 0; i < 200; i++) {
        byte[] message = new byte[1 + random.nextInt(4000)];
        random.nextBytes(message);
        sent.add(message);
        assertThat(link.a.send("r", message, true, link.nowNanos))
            .isInstanceOf(SendResult.Queued.class);
      }

      link.runUntil(
          () -> SimulatedLink.messages(link.eventsB).size() >= sent.size(), Duration.ofMinutes(20));
      link.run(Duration.ofSeconds(60));

      assertThat(SimulatedLink.messages(link.eventsB))
          .as("seed %d loss %s %s", seed, loss, link.a.snapshot())
          .hasSize(sent.size());
      for (int i = 0; i < sent.size(); i++) {
        assertThat(SimulatedLink.messages(link.eventsB).get(i).message()).isEqualTo(sent.get(i));
      }
      assertThat(link.a.bufferedBytes()).as("seed %d", seed).isZero();
      assertThat(link.a.snapshot().inFlight()).as("seed %d", seed).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.0", "0.05", "0.2"})
  void deliversUnorderedReliableMessagesOnce(double loss) {
    long seed = 77;
    SimulatedLink link =
        new SimulatedLink(seed).lossy(loss).jittery(Duration.ofMillis(30)).connected();
    link.a.open("u", false, -1, link.nowNanos);
    link.run(Duration.ofSeconds(5));
    for (int i = 0; i < 100; i++) {
      byte[] message = new byte[3000];
      Arrays.fill(message, (byte) i);
      link.a.send("u", message, true, link.nowNanos);
    }

    link.run(Duration.ofMinutes(5));

    assertThat(SimulatedLink.messages(link.eventsB))
        .as("seed %d", seed)
        .extracting(message -> (int) message.message()[0])
        .doesNotHaveDuplicates()
        .hasSize(100);
  }

  @ParameterizedTest
  @CsvSource({"0.0", "0.05", "0.2"})
  void neverRetransmitsOnALossyChannel(double loss) {
    for (long round = 0; round < 5; round++) {
      long seed = 500L + round;
      SimulatedLink link = new SimulatedLink(seed).connected();
      int id = link.a.open("_lossy", false, 0, link.nowNanos);
      link.run(Duration.ofSeconds(1));
      link.lossy(loss);
      for (int i = 0; i < 300; i++) {
        link.a.send(id, new byte[] {(byte) i, (byte) (i >> 8)}, true, link.nowNanos);
        link.run(Duration.ofMillis(20));
      }
      link.run(Duration.ofSeconds(30));

      List<Integer> tsns =
          link.sentByA.stream()
              .flatMap(packet -> packet.chunks().stream())
              .filter(chunk -> chunk instanceof Chunk.Data data && data.ppid() == 53)
              .map(chunk -> ((Chunk.Data) chunk).tsn())
              .toList();
      assertThat(tsns).as("seed %d", seed).hasSize(300).doesNotHaveDuplicates();
      assertThat(SimulatedLink.messages(link.eventsB).size())
          .as("seed %d", seed)
          .isGreaterThan((int) (300 * (1 - 2 * loss) - 1));
      assertThat(link.a.bufferedBytes()).as("seed %d", seed).isZero();
      assertThat(link.a.snapshot().inFlight()).as("seed %d", seed).isZero();
    }
  }

  @Test
  void aLossyChannelDoesNotBreakAReliableOneBesideIt() {
    for (long round = 0; round < 10; round++) {
      long seed = 900L + round;
      SimulatedLink link =
          new SimulatedLink(seed).lossy(0.1).jittery(Duration.ofMillis(25)).connected();
      link.a.open("l", false, 0, link.nowNanos);
      link.a.open("o", true, 1, link.nowNanos);
      link.a.open("r", true, -1, link.nowNanos);
      link.run(Duration.ofSeconds(3));
      for (int i = 0; i < 100; i++) {
        link.a.send("l", new byte[2500], true, link.nowNanos);
        link.a.send("o", new byte[] {0, (byte) i}, true, link.nowNanos);
        link.a.send("r", new byte[] {1, (byte) i}, true, link.nowNanos);
        link.run(Duration.ofMillis(30));
      }
      link.run(Duration.ofMinutes(2));

      assertThat(valuesOf(link, "r")).as("seed %d", seed).containsExactlyElementsOf(numbers(100));
      assertThat(valuesOf(link, "o")).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
      assertThat(link.a.snapshot().state()).as("seed %d", seed).isEqualTo("ESTABLISHED");
      assertThat(link.b.snapshot().receiveBuffered()).as("seed %d", seed).isZero();
    }
  }

  private static List<Integer> numbers(int count) {
    return java.util.stream.IntStream.range(0, count).boxed().toList();
  }

  private static List<Integer> valuesOf(SimulatedLink link, String label) {
    return SimulatedLink.messages(link.eventsB).stream()
        .filter(message -> message.label().equals(label))
        .map(message -> (int) message.message()[1])
        .toList();
  }

  @Test
  void carriesMessagesOf64KilobytesBothWays() {
    SimulatedLink link = new SimulatedLink(6).lossy(0.02).connected();
    link.a.open("big", true, -1, link.nowNanos);
    byte[] message = new byte[65_535];
    new Random(6).nextBytes(message);

    link.a.send("big", message, true, link.nowNanos);
    link.run(Duration.ofSeconds(20));
    link.b.send("big", message, true, link.nowNanos);
    link.run(Duration.ofSeconds(20));

    assertThat(SimulatedLink.messages(link.eventsB).getFirst().message()).isEqualTo(message);
    assertThat(SimulatedLink.messages(link.eventsA).getFirst().message()).isEqualTo(message);
  }

  @Test
  void refusesMessagesAboveThePeersLimitAndWithoutAChannel() {
    SimulatedLink link = new SimulatedLink(7, SctpConfig.defaults().withMaxSentMessage(1000));
    link.a.open("x", true, -1, link.nowNanos);

    assertThat(link.a.send("x", new byte[1001], true, link.nowNanos))
        .isEqualTo(new SendResult.TooLarge(1000));
    assertThat(link.a.send("y", new byte[1], true, link.nowNanos))
        .isEqualTo(new SendResult.NoChannel());
    assertThat(link.a.send(9, new byte[1], true, link.nowNanos))
        .isEqualTo(new SendResult.NoChannel());
  }

  @Test
  void refusesReliableMessagesWhenFourMegabytesWait() {
    SimulatedLink link = new SimulatedLink(8).connected();
    link.a.open("x", true, -1, link.nowNanos);
    int accepted = 0;
    while (link.a.send("x", new byte[60_000], true, link.nowNanos) instanceof SendResult.Queued) {
      accepted++;
    }

    assertThat(accepted).isEqualTo(69);
    assertThat(link.a.send("x", new byte[60_000], true, link.nowNanos))
        .isEqualTo(new SendResult.BufferFull());
    link.run(Duration.ofMinutes(1));
    assertThat(SimulatedLink.messages(link.eventsB)).hasSize(69);
    assertThat(link.a.send("x", new byte[60_000], true, link.nowNanos))
        .isEqualTo(new SendResult.Queued());
  }

  @Test
  void aLossyChannelKeepsTheNewest64Kilobytes() {
    SimulatedLink link = new SimulatedLink(9).connected();
    link.a.open("l", false, 0, link.nowNanos);
    link.run(Duration.ofSeconds(1));
    for (int i = 0; i < 200; i++) {
      byte[] message = new byte[1000];
      message[0] = (byte) i;
      link.a.send("l", message, true, link.nowNanos);
    }

    assertThat(link.a.snapshot().overflowedMessages()).isEqualTo(135);
    link.run(Duration.ofSeconds(5));
    assertThat(SimulatedLink.messages(link.eventsB)).hasSize(65);
    assertThat(SimulatedLink.messages(link.eventsB).getLast().message()[0]).isEqualTo((byte) 199);
  }

  @Test
  void closesAChannelOnBothSidesAndReusesItsId() {
    SimulatedLink link = new SimulatedLink(10).lossy(0.1).connected();
    int id = link.a.open("x", true, -1, link.nowNanos);
    link.a.send(id, new byte[5000], true, link.nowNanos);
    link.run(Duration.ofSeconds(10));

    link.a.send(id, new byte[5000], true, link.nowNanos);
    assertThat(link.a.close(id, link.nowNanos)).isTrue();
    link.run(Duration.ofSeconds(30));

    assertThat(SimulatedLink.messages(link.eventsB)).hasSize(2);
    assertThat(link.eventsA).contains(new SctpEvent.ChannelClosed(id, "x"));
    assertThat(link.eventsB).contains(new SctpEvent.ChannelClosed(id, "x"));
    assertThat(link.a.snapshot().channels()).isZero();
    assertThat(link.b.snapshot().channels()).isZero();

    assertThat(link.a.open("y", true, -1, link.nowNanos)).isEqualTo(id);
    link.a.send("y", new byte[] {7}, true, link.nowNanos);
    link.run(Duration.ofSeconds(10));
    assertThat(SimulatedLink.messages(link.eventsB).getLast().label()).isEqualTo("y");
  }

  @Test
  void sendsOnTheNewestChannelOfALabel() {
    SimulatedLink link = new SimulatedLink(11).connected();
    link.a.open("x", true, -1, link.nowNanos);
    int second = link.a.open("x", true, -1, link.nowNanos);
    link.run(Duration.ofSeconds(1));

    link.b.send("x", new byte[] {1}, true, link.nowNanos);
    link.run(Duration.ofSeconds(1));

    assertThat(SimulatedLink.messages(link.eventsA).getFirst().channel()).isEqualTo(second);
  }

  @Test
  void refusesChannelsBeyondTheLimit() {
    SimulatedLink link = new SimulatedLink(12).connected();
    for (int i = 0; i < 32; i++) {
      assertThat(link.a.open("x" + i, true, -1, link.nowNanos)).isEqualTo(2 * i);
    }

    assertThat(link.a.open("more", true, -1, link.nowNanos)).isEqualTo(-1);
  }

  @Test
  void tellsThePeerWhenItAborts() {
    SimulatedLink link = new SimulatedLink(13).connected();
    link.a.open("x", true, -1, link.nowNanos);
    link.run(Duration.ofSeconds(1));

    link.a.abort(link.nowNanos);
    link.run(Duration.ofSeconds(1));

    assertThat(link.eventsA.getLast())
        .isEqualTo(new SctpEvent.Aborted(SctpEndReason.ABORTED_LOCALLY));
    assertThat(link.eventsB)
        .endsWith(
            new SctpEvent.ChannelClosed(0, "x"),
            new SctpEvent.Aborted(SctpEndReason.ABORTED_BY_PEER));
  }

  @Test
  void givesUpAPeerThatIsGone() {
    SimulatedLink link = new SimulatedLink(14).connected();
    link.a.open("x", true, -1, link.nowNanos);
    link.cutting(_ -> true);

    link.run(Duration.ofMinutes(3));

    assertThat(link.eventsA.getLast())
        .isEqualTo(new SctpEvent.Aborted(SctpEndReason.PEER_UNREACHABLE));
  }

  @Test
  void survivesHalfAMinuteWithoutNetwork() {
    SimulatedLink link = new SimulatedLink(15).connected();
    link.a.open("x", true, -1, link.nowNanos);
    link.run(Duration.ofSeconds(1));
    link.cutting(_ -> true);
    link.a.send("x", new byte[] {1}, true, link.nowNanos);
    link.run(Duration.ofSeconds(30));
    link.cutting(_ -> false);

    link.run(Duration.ofSeconds(15));

    assertThat(SimulatedLink.messages(link.eventsB)).hasSize(1);
  }

  @Test
  void keepsAnIdleAssociationAliveByHeartbeats() {
    SimulatedLink link = new SimulatedLink(16).connected();

    link.run(Duration.ofMinutes(30));

    assertThat(link.a.snapshot().state()).isEqualTo("ESTABLISHED");
    assertThat(link.a.snapshot().packetsSent()).isBetween(100L, 200L);
  }

  @Test
  void findsAGonePeerByHeartbeatsAlone() {
    SimulatedLink link = new SimulatedLink(17).connected();
    link.cutting(_ -> true);

    link.run(Duration.ofMinutes(10));

    assertThat(link.eventsA.getLast())
        .isEqualTo(new SctpEvent.Aborted(SctpEndReason.PEER_UNREACHABLE));
  }

  @Test
  void acknowledgesALonePacketWithinFortyMilliseconds() {
    SimulatedLink link = new SimulatedLink(18).connected();
    link.a.open("x", true, -1, link.nowNanos);
    link.run(Duration.ofSeconds(1));
    int before = link.sentByB.size();
    link.a.send("x", new byte[] {1}, true, link.nowNanos);

    link.run(Duration.ofMillis(59));
    assertThat(link.sentByB).hasSize(before);
    link.run(Duration.ofMillis(2));

    assertThat(link.sentByB.getLast().chunks()).hasOnlyElementsOfType(Chunk.Sack.class);
  }

  @Test
  void shutsDownWhenThePeerAsks() {
    SimulatedLink link = new SimulatedLink(19).connected();
    link.a.open("x", true, -1, link.nowNanos);
    link.a.send("x", new byte[3000], true, link.nowNanos);
    Chunk shutdown = new Chunk.Shutdown(0);
    int tag = tagOf(link.sentByB);

    link.a.receive(new SctpPacket(5000, 5000, tag, List.of(shutdown)).encode(), link.nowNanos);
    link.run(Duration.ofSeconds(1));

    assertThat(SimulatedLink.messages(link.eventsB)).hasSize(1);
    assertThat(link.a.snapshot().state()).isEqualTo("SHUTDOWN_ACK_SENT");
    link.a.receive(
        new SctpPacket(5000, 5000, tag, List.of(new Chunk.ShutdownComplete(false))).encode(),
        link.nowNanos);
    link.run(Duration.ofMillis(1));
    assertThat(link.eventsA.getLast())
        .isEqualTo(new SctpEvent.Aborted(SctpEndReason.SHUT_DOWN_BY_PEER));
  }

  static int tagOf(List<SctpPacket> sentByPeer) {
    return sentByPeer.getLast().tag();
  }

  @Test
  void givesTheSameBytesForTheSameSeed() {
    List<byte[]> first = packetsOf(new SimulatedLink(20).lossy(0.1).connected());
    List<byte[]> second = packetsOf(new SimulatedLink(20).lossy(0.1).connected());

    assertThat(first).usingRecursiveComparison().isEqualTo(second);
  }

  private static List<byte[]> packetsOf(SimulatedLink link) {
    return link.sentByA.stream().map(SctpPacket::encode).toList();
  }
}
