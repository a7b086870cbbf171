package io.rapat.media.sctp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a peer that got through DTLS may try. `victim` is side b, whose peer took the even ids.
class SctpHostileTest {
  private SimulatedLink link;
  private SctpAssociation victim;
  private int tag;
  private int tsn;

  @BeforeEach
  void connect() {
    link = new SimulatedLink(99).connected();
    victim = link.b;
    Chunk.Init init = (Chunk.Init) link.sentByA.getFirst().chunks().getFirst();
    tsn = init.tsn();
    tag =
        link.sentByA.stream()
            .filter(packet -> packet.chunks().getFirst() instanceof Chunk.CookieEcho)
            .findFirst()
            .orElseThrow()
            .tag();
  }

  private void attack(Chunk... chunks) {
    attack(tag, chunks);
  }

  private void attack(int withTag, Chunk... chunks) {
    victim.receive(new SctpPacket(5000, 5000, withTag, List.of(chunks)).encode(), link.nowNanos);
  }

  private Chunk.Data data(int flags, int stream, int ssn, int ppid, byte[] payload) {
    return new Chunk.Data(flags, tsn++, stream, ssn, ppid, payload);
  }

  private List<SctpPacket> output() {
    List<SctpPacket> packets = new ArrayList<>();
    for (Optional<byte[]> packet = victim.poll(link.nowNanos);
        packet.isPresent();
        packet = victim.poll(link.nowNanos)) {
      packets.add(SimulatedLink.parse(packet.get()));
    }
    return packets;
  }

  private long dropped(SctpDrop reason) {
    return victim.snapshot().drops().getOrDefault(reason, 0L);
  }

  private SctpEvent lastEvent() {
    SctpEvent last = new SctpEvent.Connected();
    for (Optional<SctpEvent> event = victim.pollEvent();
        event.isPresent();
        event = victim.pollEvent()) {
      last = event.get();
    }
    return last;
  }

  @Test
  void anInitFloodKeepsNoStateAndAnswersAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      attack(0, new Chunk.Init(false, i + 1, 1 << 20, 10, 10, i, List.of()));
    }

    assertThat(output()).hasSize(32);
    assertThat(dropped(SctpDrop.ANSWER_LIMIT)).isEqualTo(9968);
    assertThat(victim.snapshot().state()).isEqualTo("ESTABLISHED");
  }

  @Test
  void aForgedCookieIsDropped() {
    for (int length = 0; length < 100; length++) {
      attack(new Chunk.CookieEcho(new byte[length]));
    }

    assertThat(dropped(SctpDrop.FORGED_COOKIE)).isEqualTo(100);
    assertThat(output()).isEmpty();
  }

  @Test
  void nothingBehindARefusedCookieIsBelieved() {
    attack(12345, new Chunk.CookieEcho(new byte[76]), new Chunk.Abort(false, new byte[0]));

    assertThat(victim.snapshot().state()).isEqualTo("ESTABLISHED");
  }

  @Test
  void aCookieOfAnotherAssociationOrAChangedOneIsDropped() {
    attack(0, new Chunk.Init(false, 77, 1 << 20, 10, 10, 5, List.of()));
    Chunk.Init answer = (Chunk.Init) output().getFirst().chunks().getFirst();
    byte[] cookie = answer.parameters().getFirst().value();
    for (int i = 0; i < cookie.length; i++) {
      byte[] changed = cookie.clone();
      changed[i] ^= 1;
      attack(answer.tag(), new Chunk.CookieEcho(changed));
    }

    assertThat(dropped(SctpDrop.FORGED_COOKIE)).isEqualTo(cookie.length);
  }

  @Test
  void aWrongTagIsDropped() {
    attack(tag + 1, new Chunk.Abort(false, new byte[0]));
    attack(tag + 1, data(3, 0, 0, 50, Dcep.open("x", true, -1)));
    attack(0, new Chunk.ShutdownAck());

    assertThat(dropped(SctpDrop.BAD_TAG)).isEqualTo(3);
  }

  @Test
  void aSackWithAllTheGapsCostsLittle() {
    link.b.open("x", true, -1, link.nowNanos);
    for (int i = 0; i < 15; i++) {
      link.b.send("x", new byte[60_000], true, link.nowNanos);
    }
    output();
    int[] gaps = new int[2 * 16_000];
    for (int i = 0; i < gaps.length; i += 2) {
      gaps[i] = 1;
      gaps[i + 1] = 0xffff;
    }
    int cumulative = firstTsnOf(link.sentByB) - 1;
    for (int i = 0; i < 200; i++) {
      attack(new Chunk.Sack(cumulative, 1 << 20, gaps, new int[0]));
      output();
    }

    assertThat(victim.snapshot().state()).isEqualTo("ESTABLISHED");
  }

  private static int firstTsnOf(List<SctpPacket> sent) {
    return ((Chunk.Init) sent.getFirst().chunks().getFirst()).tsn();
  }

  @Test
  void acknowledgingWhatWasNeverSentEndsTheAssociation() {
    attack(new Chunk.Sack(firstTsnOf(link.sentByB) + 5, 1 << 20, new int[0], new int[0]));

    assertThat(lastEvent()).isEqualTo(new SctpEvent.Aborted(SctpEndReason.PROTOCOL_VIOLATION));
    assertThat(output().getFirst().chunks().getFirst()).isInstanceOf(Chunk.Abort.class);
  }

  @Test
  void aMessageWithoutEndEndsTheAssociationAt256Kilobytes() {
    attack(data(3, 0, 0, 50, Dcep.open("x", true, -1)));
    attack(data(2, 0, 1, 53, new byte[1000]));
    for (int i = 0; i < 300 && victim.snapshot().state().equals("ESTABLISHED"); i++) {
      attack(data(0, 0, 1, 53, new byte[1000]));
      assertThat(victim.snapshot().receiveBuffered()).isLessThanOrEqualTo(256 << 10);
    }

    assertThat(lastEvent()).isEqualTo(new SctpEvent.Aborted(SctpEndReason.PROTOCOL_VIOLATION));
  }

  @Test
  void fragmentsWithoutTheFirstFillTheBufferOnly() {
    tsn++;
    for (int i = 0; i < 5000; i++) {
      attack(data(0, 0, 1, 53, new byte[1100]));
      output();
    }

    assertThat(victim.snapshot().receiveBuffered()).isLessThanOrEqualTo(1 << 20);
    assertThat(dropped(SctpDrop.RECEIVE_BUFFER_FULL)).isPositive();
  }

  @Test
  void tinyFragmentsAreBoundedInNumber() {
    tsn++;
    for (int i = 0; i < 20_000; i++) {
      attack(data(0, 0, 1, 53, new byte[1]));
    }

    assertThat(victim.snapshot().receiveBuffered()).isLessThanOrEqualTo(8192);
  }

  @Test
  void scatteredTsnsAreBoundedInNumberAndTheirSackFits() {
    for (int i = 0; i < 20_000; i++) {
      tsn++;
      attack(data(3, 0, 1, 53, new byte[1]));
    }

    assertThat(dropped(SctpDrop.OUT_OF_WINDOW)).isEqualTo(20_000 - 1024);
    assertThat(output()).allSatisfy(p -> assertThat(p.encode().length).isLessThanOrEqualTo(1150));
  }

  @Test
  void anEmptyDataChunkEndsTheAssociation() {
    attack(data(3, 0, 0, 53, new byte[0]));

    assertThat(lastEvent()).isEqualTo(new SctpEvent.Aborted(SctpEndReason.PROTOCOL_VIOLATION));
  }

  @Test
  void aFragmentOfAnotherStreamEndsTheAssociation() {
    attack(data(2, 0, 0, 53, new byte[1]), data(1, 2, 0, 53, new byte[1]));

    assertThat(lastEvent()).isEqualTo(new SctpEvent.Aborted(SctpEndReason.PROTOCOL_VIOLATION));
  }

  @Test
  void messagesOnStreamsWithoutAChannelAreDropped() {
    for (int stream = 0; stream < 1000; stream++) {
      attack(data(3, stream * 65, 0, 53, new byte[1]));
    }

    assertThat(dropped(SctpDrop.NO_CHANNEL)).isEqualTo(1000);
    assertThat(victim.snapshot().channels()).isZero();
  }

  @Test
  void sixtyFiveThousandChannelsEndAt32() {
    for (int stream = 0; stream < 65_535; stream += 2) {
      attack(data(3, stream, 0, 50, Dcep.open("x", true, -1)));
      output();
    }

    assertThat(victim.snapshot().channels()).isEqualTo(32);
    assertThat(dropped(SctpDrop.CHANNEL_LIMIT)).isEqualTo(32_768 - 32);
  }

  @Test
  void aChannelOfTheWrongHalfOrTwiceIsDropped() {
    attack(data(3, 1, 0, 50, Dcep.open("x", true, -1)));
    attack(data(3, 65_535, 0, 50, Dcep.open("x", true, -1)));
    attack(data(3, 2, 0, 50, Dcep.open("x", true, -1)));
    attack(data(3, 2, 1, 50, Dcep.open("x", true, -1)));

    assertThat(victim.snapshot().channels()).isEqualTo(1);
    assertThat(dropped(SctpDrop.BAD_DCEP)).isEqualTo(3);
  }

  @Test
  void eachTruncatedOpenIsDropped() {
    byte[] open = Dcep.open("label", false, 3);
    for (int length = 1; length < open.length; length++) {
      assertThat(Dcep.parse(java.util.Arrays.copyOf(open, length))).isEqualTo(new Dcep.Bad());
    }
    assertThat(Dcep.parse(open)).isEqualTo(new Dcep.Open("label", false, 3));
    assertThat(Dcep.parse(new byte[0])).isEqualTo(new Dcep.Bad());
  }

  @Test
  void aLoopOfStreamResetsOpensNothingAndAnswersEachOnce() {
    attack(data(3, 0, 0, 50, Dcep.open("x", true, -1)));
    output();
    for (int i = 0; i < 1000; i++) {
      attack(reset(firstTsnOf(link.sentByA) + i, tsn - 1, 0));
      assertThat(output()).hasSizeLessThanOrEqualTo(2);
    }

    assertThat(victim.snapshot().state()).isEqualTo("ESTABLISHED");
    assertThat(victim.snapshot().channels()).isEqualTo(1);
  }

  private static Chunk reset(int sequence, int lastTsn, int stream) {
    byte[] value =
        ByteBuffer.allocate(14)
            .putInt(sequence)
            .putInt(0)
            .putInt(lastTsn)
            .putShort((short) stream)
            .array();
    return new Chunk.Reconfig(List.of(new Chunk.Parameter(13, value)));
  }

  @Test
  void aResetThatIsNotDueIsPutOffAndDoneLater() {
    attack(data(3, 0, 0, 50, Dcep.open("x", true, -1)));
    output();
    int sequence = firstTsnOf(link.sentByA);

    attack(reset(sequence, tsn, 0));
    assertThat(resultIn(output())).isEqualTo(6);
    attack(data(3, 0, 1, 53, new byte[1]));
    attack(reset(sequence, tsn - 1, 0));

    assertThat(resultIn(output())).isEqualTo(1);
    assertThat(lastEvent()).isEqualTo(new SctpEvent.ChannelClosed(0, "x"));
  }

  private static int resultIn(List<SctpPacket> packets) {
    return packets.stream()
        .flatMap(packet -> packet.chunks().stream())
        .filter(Chunk.Reconfig.class::isInstance)
        .flatMap(chunk -> ((Chunk.Reconfig) chunk).parameters().stream())
        .filter(parameter -> parameter.type() == Chunk.Parameter.RECONFIG_RESPONSE)
        .mapToInt(parameter -> ByteBuffer.wrap(parameter.value()).getInt(4))
        .findFirst()
        .orElse(-1);
  }

  @Test
  void aForwardTsnOverHalfTheNumbersCostsLittle() {
    for (int i = 0; i < 1000; i++) {
      tsn += 0x7fff_0000;
      attack(new Chunk.ForwardTsn(tsn, new int[] {1, 2, 3, 4}));
      output();
    }

    assertThat(victim.snapshot().state()).isEqualTo("ESTABLISHED");
  }

  @Test
  void aHeartbeatFloodIsAnsweredBoundedly() {
    for (int i = 0; i < 1000; i++) {
      attack(new Chunk.Heartbeat(false, new byte[400]));
    }

    assertThat(output().size()).isLessThanOrEqualTo(16);
    attack(new Chunk.Heartbeat(false, new byte[10_000]));
    assertThat(output()).isEmpty();
  }

  @Test
  void aPeerMayStartAgain() {
    attack(data(3, 0, 0, 50, Dcep.open("x", true, -1)));
    output();
    SctpAssociation again = new SctpAssociation(SctpConfig.defaults(), new Random(3), true);
    again.connect(link.nowNanos);
    again.open("y", true, -1, link.nowNanos);
    again.send("y", "z".getBytes(UTF_8), false, link.nowNanos);
    for (int i = 0; i < 20; i++) {
      again.poll(link.nowNanos).ifPresent(packet -> victim.receive(packet, link.nowNanos));
      victim.poll(link.nowNanos).ifPresent(packet -> again.receive(packet, link.nowNanos));
      link.nowNanos += Duration.ofMillis(50).toNanos();
      again.handleTimeout(link.nowNanos);
      victim.handleTimeout(link.nowNanos);
    }

    List<SctpEvent> events = new ArrayList<>();
    for (Optional<SctpEvent> event = victim.pollEvent();
        event.isPresent();
        event = victim.pollEvent()) {
      events.add(event.get());
    }
    assertThat(events)
        .startsWith(
            new SctpEvent.ChannelOpened(0, "x", true, -1),
            new SctpEvent.ChannelClosed(0, "x"),
            new SctpEvent.Connected(),
            new SctpEvent.ChannelOpened(0, "y", true, -1));
    assertThat(SimulatedLink.messages(events)).hasSize(1);
  }

  @Test
  void randomChunksNeverThrowAndNeverOverfill() {
    for (int round = 0; round < 200; round++) {
      long seed = 4000L + round;
      RandomPeer peer = new RandomPeer(seed);
      SctpAssociation target = peer.target();
      for (int i = 0; i < 300; i++) {
        peer.attackOnce();
        assertThat(target.snapshot().receiveBuffered())
            .as("seed %d", seed)
            .isLessThanOrEqualTo((1 << 20) + (256 << 10));
        assertThat(target.snapshot().channels()).as("seed %d", seed).isLessThanOrEqualTo(32);
      }
    }
  }
}
