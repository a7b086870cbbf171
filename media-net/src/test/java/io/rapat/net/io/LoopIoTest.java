package io.rapat.net.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class LoopIoTest {
  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
  private static final IpAddress LOOPBACK_6 = IpAddress.parse("::1");
  private static final long WAIT_NANOS = 100_000_000L;

  @AutoClose private final Arena arena = Arena.ofShared();
  private final ReceiveBatch received = new ReceiveBatch(arena);
  private final SendBatch batch = new SendBatch(arena);

  /// The adapters, with and without kernel segmentation.
  enum Kind {
    SEGMENTING(LoopIo.Adapter.NATIVE, true),
    SINGLE(LoopIo.Adapter.NATIVE, false),
    CHANNELS(LoopIo.Adapter.CHANNELS, false);

    private final LoopIo.Adapter adapter;
    private final boolean segmentation;

    Kind(LoopIo.Adapter adapter, boolean segmentation) {
      this.adapter = adapter;
      this.segmentation = segmentation;
    }

    LoopIo open(IpAddress bind) {
      assumeTrue(adapter == LoopIo.Adapter.CHANNELS || LibC.usable());
      return LoopIo.open(
          new LoopIo.Listen(bind, List.of(LOOPBACK, LOOPBACK_6), 0, 0, segmentation, adapter));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void receivesWithTheAddressesOfBothSides(Kind kind) throws IOException {
    try (LoopIo io = kind.open(IpAddress.ANY);
        DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      send(client, "127.0.0.1", io.datagrams().port(), new byte[] {1, 2, 3});

      assertThat(receive(io)).isEqualTo(1);

      assertThat(received.length(0)).isEqualTo(3);
      assertThat(received.segmentSize(0)).isEqualTo(3);
      assertThat(received.memory().get(ValueLayout.JAVA_BYTE, received.offset(0) + 2))
          .isEqualTo((byte) 3);
      assertThat(new IpAddress(received.remoteHigh(0), received.remoteLow(0))).isEqualTo(LOOPBACK);
      assertThat(received.remotePort(0)).isEqualTo(client.getLocalPort());
      assertThat(new IpAddress(received.localHigh(0), received.localLow(0))).isEqualTo(LOOPBACK);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void receivesOverIpv6(Kind kind) throws IOException {
    try (LoopIo io = kind.open(IpAddress.ANY);
        DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      send(client, "::1", io.datagrams().port(), new byte[] {9});

      assertThat(receive(io)).isEqualTo(1);
      reply(io, new byte[] {8});

      assertThat(new IpAddress(received.localHigh(0), received.localLow(0))).isEqualTo(LOOPBACK_6);
      assertThat(take(client)).containsExactly(8);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SEGMENTING", "SINGLE"})
  void answersFromTheAddressThatWasAsked(Kind kind) throws IOException {
    try (LoopIo io = kind.open(IpAddress.ANY);
        DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      // A connected socket takes packets from this address only.
      client.connect(InetAddress.ofLiteral("127.0.0.77"), io.datagrams().port());
      client.send(new DatagramPacket(new byte[] {5}, 1));

      assertThat(receive(io)).isEqualTo(1);
      reply(io, new byte[] {6});

      assertThat(take(client)).containsExactly(6);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void deliversTheSameDatagramsHoweverTheyAreGrouped(Kind kind) throws IOException {
    Random random = new Random(7);
    try (LoopIo io = kind.open(LOOPBACK);
        DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      client.setReceiveBufferSize(1 << 20);
      List<byte[]> sent = new ArrayList<>();
      for (int group = 0; group < 20; group++) {
        int size = 1 + random.nextInt(SendBatch.MAX_DATAGRAM_BYTES);
        int count = 1 + random.nextInt(SendBatch.MAX_DATAGRAMS);
        long ticket = open(client, size);
        for (int i = 0; i < count && batch.isOpen(ticket); i++) {
          byte[] datagram = new byte[i == count - 1 ? 1 + random.nextInt(size) : size];
          random.nextBytes(datagram);
          append(ticket, datagram);
          sent.add(datagram);
        }
        batch.makeDue(ticket);
      }

      io.datagrams().send(batch);

      for (byte[] expected : sent) {
        assertThat(take(client)).isEqualTo(expected);
      }
      assertThat(io.counters().datagramsSent).isEqualTo(sent.size());
      assertThat(io.counters().sendRefused).isZero();
      if (kind == Kind.SEGMENTING && io.datagrams().segments()) {
        assertThat(io.counters().messagesSent).isEqualTo(20);
        assertThat(io.counters().sendCalls).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesJoinedDatagramsApart(Kind kind) throws IOException {
    try (LoopIo sender = kind.open(LOOPBACK);
        LoopIo receiver = kind.open(LOOPBACK)) {
      long ticket =
          batch.open(0, LOOPBACK.low(), receiver.datagrams().port(), 0, LOOPBACK.low(), 1000, 0);
      for (int i = 0; i < 10; i++) {
        append(ticket, new byte[i == 9 ? 400 : 1000]);
      }

      sender.datagrams().send(batch);

      int datagrams = 0;
      int bytes = 0;
      while (datagrams < 10) {
        int messages = receive(receiver);
        for (int i = 0; i < messages; i++) {
          bytes += received.length(i);
          datagrams += (received.length(i) + received.segmentSize(i) - 1) / received.segmentSize(i);
        }
      }
      assertThat(datagrams).isEqualTo(10);
      assertThat(bytes).isEqualTo(9400);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void dropsAndCountsWhatTheSystemRefuses(Kind kind) {
    try (LoopIo io = kind.open(LOOPBACK)) {
      // A loopback source can't reach a documentation address.
      IpAddress nowhere = IpAddress.parse("192.0.2.1");
      long ticket = batch.open(0, nowhere.low(), 9, 0, LOOPBACK.low(), 100, 0);
      append(ticket, new byte[100]);
      append(ticket, new byte[100]);
      batch.makeDue(ticket);

      io.datagrams().send(batch);

      assertThat(io.counters().sendRefused).isEqualTo(2);
      assertThat(batch.groups()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void wakesFromAnotherThread(Kind kind) throws InterruptedException {
    try (LoopIo io = kind.open(LOOPBACK)) {
      Thread waker = Thread.ofPlatform().start(io::wake);

      // Ends long before the 10 s: the class has a timeout.
      assertThat(io.await(10_000_000_000L)).isFalse();

      waker.join();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void servesStreams(Kind kind) throws IOException {
    try (LoopIo io = kind.open(LOOPBACK);
        Socket client = new Socket()) {
      client.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), io.streams().port()));
      client.getOutputStream().write(new byte[] {1, 2, 3, 4});
      Recorder recorder = new Recorder();
      while (recorder.bytes < 4) {
        io.await(WAIT_NANOS);
        io.streams().serve(recorder);
      }

      boolean written = io.streams().write(0, received.memory(), 0, 5);
      io.streams().flush(recorder);

      assertThat(written).isTrue();
      assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
      client.shutdownOutput();
      while (recorder.closed == 0) {
        io.await(WAIT_NANOS);
        io.streams().serve(recorder);
      }
      assertThat(recorder.accepted).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void boundsWhatWaitsForASlowStream(Kind kind) throws IOException {
    try (LoopIo io = kind.open(LOOPBACK);
        Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), io.streams().port()));
      Recorder recorder = new Recorder();
      while (recorder.accepted == 0) {
        io.await(WAIT_NANOS);
        io.streams().serve(recorder);
      }
      int written = 0;
      while (io.streams().write(0, received.memory(), 0, 10_000)) {
        written += 10_000;
        io.streams().flush(recorder);
      }

      assertThat(io.counters().streamBufferFull).isEqualTo(1);
      InputStream in = client.getInputStream();
      Thread drain = Thread.ofVirtual().start(() -> io.wake());
      int read = 0;
      byte[] buffer = new byte[65536];
      while (read < written) {
        if (in.available() > 0) {
          read += in.read(buffer);
        } else {
          io.await(WAIT_NANOS);
          io.streams().serve(recorder);
        }
      }
      assertThat(read).isEqualTo(written);
      assertThat(drain).isNotNull();
    }
  }

  private static final class Recorder implements StreamHandler {
    int accepted;
    int bytes;
    int closed;

    @Override
    public boolean accepted(int stream, long rh, long rl, int port, long lh, long ll) {
      accepted++;
      return true;
    }

    @Override
    public boolean received(int stream, MemorySegment memory, long offset, int length) {
      bytes += length;
      return true;
    }

    @Override
    public void closed(int stream) {
      closed++;
    }
  }

  private int receive(LoopIo io) {
    while (true) {
      io.await(WAIT_NANOS);
      int count = io.datagrams().receive(received);
      if (count > 0) {
        return count;
      }
    }
  }

  private long open(DatagramSocket to, int size) {
    return batch.open(0, LOOPBACK.low(), to.getLocalPort(), 0, LOOPBACK.low(), size, 0);
  }

  private void append(long ticket, byte[] datagram) {
    MemorySegment.copy(
        MemorySegment.ofArray(datagram),
        0,
        batch.segment(ticket),
        batch.position(ticket),
        datagram.length);
    batch.append(ticket, datagram.length);
  }

  private void reply(LoopIo io, byte[] datagram) {
    long ticket =
        batch.open(
            received.remoteHigh(0),
            received.remoteLow(0),
            received.remotePort(0),
            received.localHigh(0),
            received.localLow(0),
            datagram.length,
            0);
    append(ticket, datagram);
    batch.makeDue(ticket);
    io.datagrams().send(batch);
  }

  private static void send(DatagramSocket from, String host, int port, byte[] bytes)
      throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral(host), port));
  }

  private static byte[] take(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.setSoTimeout(5000);
    socket.receive(packet);
    return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
  }
}
