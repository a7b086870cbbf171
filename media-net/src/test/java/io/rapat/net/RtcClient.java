package io.rapat.net;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.sctp.SctpAssociation;
import io.rapat.media.sctp.SctpConfig;
import io.rapat.media.sctp.SctpEvent;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.media.stun.MessageIntegrity;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunParse;
import io.rapat.media.stun.StunWriter;
import io.rapat.media.wire.Bytes;
import io.rapat.media.wire.DatagramKind;
import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngine;
import io.rapat.net.dtls.DtlsEngines;
import io.rapat.net.dtls.DtlsState;
import io.rapat.net.dtls.Fingerprint;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A WebRTC transport for tests: connectivity checks, DTLS, SRTP and data channels over a link,
/// driven by the test's thread.
final class RtcClient implements AutoCloseable {
  static final SrtpEngine SRTP = SrtpEngines.choose().engine();
  static final DtlsEngines DTLS = DtlsEngines.create(Instant.parse("2026-01-01T00:00:00Z"));
  private static final AtomicInteger SEEDS = new AtomicInteger();
  private static final long WAIT_NANOS = 10_000_000_000L;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment in = arena.allocate(4096);
  private final MemorySegment out = arena.allocate(4096);
  private final StunWriter writer = new StunWriter();
  private final StunMessage message = new StunMessage();
  // Transactions must differ between clients: the server refuses a repeated one as replay.
  private final Random random = new Random(SEEDS.incrementAndGet());
  private final ClientLink link;
  private final IceCredentials server;
  private final boolean dtlsClient;
  final Queue<byte[]> rtp = new ArrayDeque<>();
  final Queue<byte[]> rtcp = new ArrayDeque<>();
  final Queue<SctpEvent> sctpEvents = new ArrayDeque<>();
  byte[] serverFingerprint = new byte[32];
  int answers;
  int received;
  private @Nullable DtlsEngine dtls;
  private @Nullable SrtpReceiver receiver;
  private @Nullable SrtpSender sender;
  private @Nullable SctpAssociation sctp;

  RtcClient(ClientLink link, IceCredentials server, boolean dtlsClient) {
    this.link = link;
    this.server = server;
    this.dtlsClient = dtlsClient;
  }

  /// What a step waits for.
  interface Condition {
    boolean holds();
  }

  /// Sends a check that nominates, and doesn't wait for the answer.
  void sendCheck() {
    sendCheck(server.password());
  }

  void sendCheck(String password) {
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    writer.begin(StunMessage.BINDING_REQUEST, transaction);
    writer.username((server.ufrag() + ":client").getBytes(StandardCharsets.UTF_8));
    writer.priority(1_000);
    writer.controlling(77);
    writer.useCandidate();
    writer.integrity(MessageIntegrity.hmacSha1(password));
    writer.fingerprint();
    int length = writer.finish(out, 0);
    link.send(bytes(out, length));
  }

  void check() {
    int before = answers;
    sendCheck();
    await(() -> answers > before);
  }

  /// Checks, then does the handshake.
  void connect() {
    check();
    handshake();
  }

  void handshake() {
    dtls = DTLS.open(dtlsClient, System.nanoTime());
    DtlsEngine engine = dtls;
    engine.setRemoteFingerprint(
        Fingerprint.of("sha-256", serverFingerprint).orElseThrow(), System.nanoTime());
    await(() -> engine.state() instanceof DtlsState.Finished);
    install(((DtlsState.Finished) engine.state()).srtpKeys());
  }

  /// Sends the first flight and doesn't wait.
  void handshakeWithoutAnswer() {
    dtls = DTLS.open(dtlsClient, System.nanoTime());
    boolean _ = step(1);
  }

  void install(SrtpKeys keys) {
    receiver = SrtpReceiver.of(SRTP, keys);
    sender = SrtpSender.of(SRTP, keys);
  }

  /// Sends an RTP packet without extension.
  void sendRtp(
      int payloadType, boolean marker, int sequence, int timestamp, long ssrc, byte[] payload) {
    byte[] packet = protect(payloadType, marker, sequence, timestamp, ssrc, payload);
    link.send(packet);
  }

  byte[] protect(
      int payloadType, boolean marker, int sequence, int timestamp, long ssrc, byte[] payload) {
    SrtpSender protector = java.util.Objects.requireNonNull(sender);
    Bytes.put8(in, 0, 0x80);
    Bytes.put8(in, 1, payloadType | (marker ? 0x80 : 0));
    Bytes.put16(in, 2, sequence);
    Bytes.put32(in, 4, timestamp);
    Bytes.put32(in, 8, (int) ssrc);
    MemorySegment.copy(payload, 0, in, ValueLayout.JAVA_BYTE, 12, payload.length);
    int length = protector.protectRtp(in, 0, 12, in, 12, payload.length, out, 0);
    return bytes(out, length);
  }

  void sendRaw(byte[] datagram) {
    link.send(datagram);
  }

  SctpAssociation sctp() {
    if (sctp == null) {
      sctp = new SctpAssociation(SctpConfig.defaults(), random, dtlsClient);
    }
    return sctp;
  }

  /// Works until the condition holds.
  void await(Condition condition) {
    long end = System.nanoTime() + WAIT_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("nothing came in time");
      }
      step(20);
    }
  }

  /// Handles one datagram, or waits for it that long.
  boolean step(int millis) {
    long now = System.nanoTime();
    pump(now);
    Optional<byte[]> datagram = link.receive(millis);
    datagram.ifPresent(this::receive);
    pump(now);
    return datagram.isPresent();
  }

  private void pump(long now) {
    DtlsEngine engine = dtls;
    if (engine == null) {
      return;
    }
    if (engine.deadlineNanos() != Long.MAX_VALUE && engine.deadlineNanos() - now <= 0) {
      engine.handleTimeout(now);
    }
    SctpAssociation association = sctp;
    if (association != null) {
      if (association.deadlineNanos() != Long.MAX_VALUE && association.deadlineNanos() - now <= 0) {
        association.handleTimeout(now);
      }
      for (var data = engine.pollApplicationData();
          data.isPresent();
          data = engine.pollApplicationData()) {
        association.receive(data.get(), now);
      }
      for (var packet = association.poll(now); packet.isPresent(); packet = association.poll(now)) {
        engine.sendApplicationData(packet.get());
      }
      for (var event = association.pollEvent();
          event.isPresent();
          event = association.pollEvent()) {
        sctpEvents.add(event.get());
      }
    }
    for (var next = engine.poll(); next.isPresent(); next = engine.poll()) {
      link.send(next.get());
    }
  }

  private void receive(byte[] datagram) {
    MemorySegment.copy(datagram, 0, in, ValueLayout.JAVA_BYTE, 0, datagram.length);
    switch (DatagramKind.of(in, 0, datagram.length)) {
      case STUN -> receiveStun(datagram.length);
      case DTLS -> {
        DtlsEngine engine = dtls;
        if (engine != null) {
          engine.receive(in, 0, datagram.length, System.nanoTime());
        }
      }
      case RTP -> receiveRtp(datagram.length);
      case RTCP -> receiveRtcp(datagram.length);
      case ZRTP, TURN_CHANNEL, UNKNOWN -> throw new AssertionError("unknown kind of datagram");
    }
  }

  private void receiveStun(int length) {
    if (message.parse(in, 0, length) == StunParse.MESSAGE
        && message.type() == StunMessage.BINDING_SUCCESS) {
      answers++;
    }
  }

  private void receiveRtp(int length) {
    SrtpReceiver opener = receiver;
    if (opener != null) {
      int plain = opener.unprotectRtp(in, 0, length, out, 0);
      if (plain < 0) {
        throw new AssertionError("SRTP refused: " + plain);
      }
      received++;
      rtp.add(bytes(out, plain));
    }
  }

  private void receiveRtcp(int length) {
    SrtpReceiver opener = receiver;
    if (opener != null) {
      int plain = opener.unprotectRtcp(in, 0, length, out, 0);
      if (plain >= 0) {
        rtcp.add(bytes(out, plain));
      }
    }
  }

  private static byte[] bytes(MemorySegment from, int length) {
    return from.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public void close() {
    link.close();
    if (dtls != null) {
      dtls.close();
    }
    arena.close();
  }
}
