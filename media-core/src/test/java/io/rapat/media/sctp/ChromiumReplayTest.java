package io.rapat.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays a captured Chromium against an association that has the captured server's tag, first TSN
/// and fragment size, so that each packet of Chromium fits.
class ChromiumReplayTest {
  private static final long SECOND = 1_000_000_000L;

  /// The captured server's fragments carry 1160 bytes.
  private static final int PACKET_BYTES = 12 + 16 + 16 + 1160;

  private final List<SctpEvent> events = new ArrayList<>();
  private final List<Chunk> sent = new ArrayList<>();

  private SctpAssociation replay(String page) {
    List<Capture> captured =
        Capture.chromium().stream().filter(capture -> capture.page().equals(page)).toList();
    Chunk.Init server =
        captured.stream()
            .filter(capture -> !capture.fromClient())
            .map(capture -> SimulatedLink.parse(capture.packet()).chunks().getFirst())
            .filter(Chunk.Init.class::isInstance)
            .map(Chunk.Init.class::cast)
            .findFirst()
            .orElseThrow();
    SctpAssociation association =
        new SctpAssociation(config(), new Scripted(server.tag(), server.tsn()), true);
    long nowNanos = SECOND;
    association.connect(nowNanos);
    drain(association, nowNanos);
    List<Chunk.Data> said = said(captured);
    for (Capture capture : captured) {
      nowNanos += SECOND / 1000;
      if (capture.fromClient()) {
        association.receive(capture.packet(), nowNanos);
      } else {
        sendMessagesThatBegin(association, capture, said, nowNanos);
      }
      drain(association, nowNanos);
    }
    return association;
  }

  /// The DATA chunks of the captured server, each once.
  private static List<Chunk.Data> said(List<Capture> captured) {
    List<Chunk.Data> said = new ArrayList<>();
    for (Capture capture : captured) {
      for (Chunk chunk : SimulatedLink.parse(capture.packet()).chunks()) {
        if (!capture.fromClient()
            && chunk instanceof Chunk.Data data
            && said.stream().noneMatch(known -> known.tsn() == data.tsn())) {
          said.add(data);
        }
      }
    }
    return said;
  }

  /// Sends whole what the server began to send with this packet, for Chromium acknowledges its
  /// first fragments before the last went out.
  private void sendMessagesThatBegin(
      SctpAssociation association, Capture capture, List<Chunk.Data> said, long nowNanos) {
    for (Chunk chunk : SimulatedLink.parse(capture.packet()).chunks()) {
      boolean again =
          sent.stream()
              .anyMatch(before ->
                  before instanceof Chunk.Data x
                      && chunk instanceof Chunk.Data y
                      && x.tsn() == y.tsn());
      if (chunk instanceof Chunk.Data data
          && data.begins()
          && data.ppid() == DataChannels.BINARY
          && !again) {
        assertThat(association.send(data.stream(), whole(data, said), true, nowNanos))
            .isEqualTo(new SendResult.Queued());
      }
    }
  }

  private static byte[] whole(Chunk.Data first, List<Chunk.Data> said) {
    byte[] message = first.payload();
    Chunk.Data part = first;
    while (!part.ends()) {
      int next = part.tsn() + 1;
      part = said.stream().filter(chunk -> chunk.tsn() == next).findFirst().orElseThrow();
      int at = message.length;
      message = Arrays.copyOf(message, at + part.payload().length);
      System.arraycopy(part.payload(), 0, message, at, part.payload().length);
    }
    return message;
  }

  private static SctpConfig config() {
    SctpConfig d = SctpConfig.defaults();
    return new SctpConfig(
        d.port(),
        PACKET_BYTES,
        d.receiveBuffer(),
        d.sendBuffer(),
        d.lossyQueue(),
        d.maxChannels(),
        d.maxReceivedMessage(),
        d.maxSentMessage(),
        d.rtoInitial(),
        d.rtoMin(),
        d.rtoMax(),
        d.maxRetransmits(),
        d.ackDelay(),
        d.cookieLife(),
        d.heartbeat());
  }

  private void drain(SctpAssociation association, long nowNanos) {
    for (Optional<byte[]> packet = association.poll(nowNanos);
        packet.isPresent();
        packet = association.poll(nowNanos)) {
      sent.addAll(SimulatedLink.parse(packet.get()).chunks());
    }
    for (Optional<SctpEvent> event = association.pollEvent();
        event.isPresent();
        event = association.pollEvent()) {
      events.add(event.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void meetsChromiumAndTakesItsChannelsAndMessages(String page) {
    SctpAssociation association = replay(page);

    assertThat(association.snapshot().state()).isEqualTo("ESTABLISHED");
    assertThat(events)
        .startsWith(
            new SctpEvent.Connected(),
            new SctpEvent.ChannelOpened(1, "_lossy", false, 0),
            new SctpEvent.ChannelOpened(3, "_reliable", true, -1),
            new SctpEvent.ChannelOpened(5, "_data_track", false, 0));
    assertThat(SimulatedLink.messages(events)).isNotEmpty();
    assertThat(association.snapshot().inFlight()).isZero();
    // The captured cookie was made by the captured server.
    assertThat(association.snapshot().drops().keySet())
        .isSubsetOf(SctpDrop.FORGED_COOKIE, SctpDrop.BAD_SACK);
  }

  @Test
  void cutsAndNumbersMessagesAsTheCapturedServerDid() {
    replay("A");

    List<Chunk.Data> expected =
        said(Capture.chromium().stream().filter(c -> c.page().equals("A")).toList());
    // DCEP ACK differs: the captured server pads it to four bytes, RFC 8832 §5.2 has one.
    List<Chunk> messages =
        sent.stream()
            .filter(c -> c instanceof Chunk.Data data && data.ppid() != Dcep.PPID)
            .toList();
    assertThat(messages)
        .isNotEmpty()
        .usingRecursiveComparison()
        .isEqualTo(expected.stream().filter(data -> data.ppid() != Dcep.PPID).toList());
  }

  /// Gives the captured tag and TSN.
  private static final class Scripted implements RandomGenerator {
    private final Queue<Integer> numbers;

    Scripted(int... numbers) {
      this.numbers = new ArrayDeque<>(Arrays.stream(numbers).boxed().toList());
    }

    @Override
    public int nextInt() {
      return numbers.remove();
    }

    @Override
    public long nextLong() {
      return 0;
    }
  }
}
