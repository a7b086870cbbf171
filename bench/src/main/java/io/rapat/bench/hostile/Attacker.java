package io.rapat.bench.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapat.bench.load.Answer;
import io.rapat.bench.load.Offer;
import io.rapat.bench.load.SignalClient;
import io.rapat.media.sctp.SctpAssociation;
import io.rapat.media.sctp.SctpConfig;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.media.stun.MessageIntegrity;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunParse;
import io.rapat.media.stun.StunWriter;
import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngine;
import io.rapat.net.dtls.DtlsState;
import io.rapat.net.dtls.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/// A participant that goes through a join step by step, honestly, and between the steps sends
/// whatever a row wants. Nothing happens by itself: who owns it calls [#pump]. Every wait is
/// bounded. Long, since one object must hold a whole client, signalling to SCTP, to break any part.
final class Attacker implements AutoCloseable {
  static final SrtpEngine SRTP = SrtpEngines.choose().engine();

  private static final long PATIENCE_MILLIS = 8_000;
  private static final long CONSENT_NANOS = 2_000_000_000L;
  private static final int LARGEST = 4096;
  private static final int INIT_ACK = 2;

  final String identity;
  final String ufrag;
  final String password;
  final Offer offer;
  final Random random;
  private final Target target;
  private final String room;
  private final SignalClient signal;
  private final BlockingQueue<SignalClient.Heard> heard = new LinkedBlockingQueue<>();
  private final DatagramSocket socket;
  private final byte[] in = new byte[LARGEST];
  private final MemorySegment plain = Arena.ofAuto().allocate(LARGEST);
  private final MemorySegment sealed = Arena.ofAuto().allocate(LARGEST);
  private final StunMessage message = new StunMessage();
  private int offers;

  /// What came, for rows to look at.
  final Map<Integer, Integer> receivedBySsrc = new HashMap<>();

  long receivedBytes;
  int stunSuccesses;
  int stunErrors;
  int lastStunError;
  int largestStunAnswer;
  int keyFrameRequests;
  int dtlsDatagrams;

  /// The verification tag that the server's association wants.
  int sctpTag;

  /// The first number of the server's data.
  int sctpFirstTsn;

  int lastSequence = -1;

  /// The SSRC of what came last and was no retransmission.
  int mediaSsrc;

  long lastMediaNanos;
  String ended = "";
  boolean joined;
  int published;
  int answers;
  boolean automaticConsent = true;
  private long nextConsentNanos;
  @Nullable Answer answer;
  @Nullable DtlsEngine dtls;
  @Nullable SrtpKeys keys;
  @Nullable SrtpSender sender;
  @Nullable SrtpReceiver receiver;
  @Nullable SctpAssociation data;

  Attacker(Target target, String room, String identity) {
    this(target, room, identity, target.dtls.fingerprint());
  }

  /// @param fingerprint what it tells of its certificate
  Attacker(Target target, String room, String identity, byte[] fingerprint) {
    this.target = target;
    this.room = room + target.suffix;
    this.identity = identity;
    random = new Random(identity.hashCode());
    ufrag = "hostile" + Integer.toHexString(random.nextInt());
    password = "hostile-password-" + Long.toHexString(random.nextLong());
    offer = new Offer(ufrag, password, fingerprint, random.nextLong());
    signal = new SignalClient(heard::add);
    socket = open();
  }

  static DatagramSocket open() {
    return open("127.0.0.1");
  }

  static DatagramSocket open(String loopback) {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(loopback), 0));
      socket.setReceiveBufferSize(4 << 20);
      socket.setSendBufferSize(4 << 20);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- signalling -------------------------------------------------------------------------------

  /// Opens the signalling connection.
  Attacker dial() {
    signal.connect(
        target.client, java.net.URI.create(target.webSocket()), target.token(room, identity), true);
    return this;
  }

  Attacker join() {
    dial();
    await("joined", () -> joined || !ended.isEmpty());
    return this;
  }

  void request(SignalRequest.Builder request) {
    signal.send(request.build());
  }

  /// Announces and offers a track; returns its SSRC.
  int publish(boolean video) {
    int ssrc = random.nextInt();
    String cid = identity + (video ? "-video" : "-audio");
    AddTrackRequest.Builder track =
        AddTrackRequest.newBuilder()
            .setCid(cid)
            .setName(cid)
            .setType(video ? TrackType.VIDEO : TrackType.AUDIO)
            .setSource(video ? TrackSource.CAMERA : TrackSource.MICROPHONE)
            .setDisableRed(true)
            .setWidth(video ? 640 : 0)
            .setHeight(video ? 360 : 0);
    int before = published;
    request(SignalRequest.newBuilder().setAddTrack(track));
    await("track announced", () -> published > before);
    offer.publish(video, new Offer.Track(cid, List.of(), ssrc, ssrc + 1));
    return ssrc;
  }

  /// Offers what it has and waits for the answer.
  Attacker negotiate() {
    // As the DTLS client: the server then waits for a hello.
    int before = answers;
    sendOffer(offer.text().replace("a=setup:actpass", "a=setup:active"));
    await("answered", () -> answers > before || !ended.isEmpty());
    return this;
  }

  void sendOffer(String sdp) {
    SessionDescription description =
        SessionDescription.newBuilder().setType("offer").setSdp(sdp).setId(++offers).build();
    request(SignalRequest.newBuilder().setOffer(description));
  }

  private void hear(SignalClient.Heard event) {
    switch (event) {
      case SignalClient.Heard.Ended(String reason) -> end(reason);
      case SignalClient.Heard.Message(SignalResponse response) -> {
        switch (response.getMessageCase()) {
          case JOIN -> joined = true;
          case TRACK_PUBLISHED -> published++;
          case ANSWER -> {
            answers++;
            answer = Answer.parse(response.getAnswer().getSdp());
          }
          case LEAVE -> end("leave " + response.getLeave().getReason());
          default -> {
            // Nothing that a row looks at.
          }
        }
      }
    }
  }

  private void end(String reason) {
    ended = ended.isEmpty() ? reason : ended;
  }

  // --- transport --------------------------------------------------------------------------------

  private Answer answered() {
    Answer known = answer;
    if (known == null) {
      throw new IllegalStateException(identity + " has no answer: " + ended);
    }
    return known;
  }

  /// Where the server's media port is.
  InetSocketAddress server() {
    return answered().candidates().getFirst();
  }

  /// A check that the server accepts.
  byte[] checkBytes(boolean nominate) {
    return check(answered().ufrag() + ":" + ufrag, answered().password(), nominate);
  }

  byte[] check(String username, String key, boolean nominate) {
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    StunWriter writer = new StunWriter();
    writer.begin(StunMessage.BINDING_REQUEST, transaction);
    writer.username(username.getBytes(UTF_8));
    writer.priority(1_853_817_087L);
    writer.controlling(1);
    if (nominate) {
      writer.useCandidate();
    }
    writer.integrity(MessageIntegrity.hmacSha1(key));
    writer.fingerprint();
    int length = writer.finish(plain, 0);
    return plain.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Checks connectivity until the server validates this socket.
  Attacker validate() {
    for (int i = 0; i < 40 && stunSuccesses == 0; i++) {
      send(checkBytes(true));
      pump(50);
    }
    require(stunSuccesses > 0, "validated");
    return this;
  }

  void send(byte[] datagram) {
    sendFrom(socket, datagram, server());
  }

  static void sendFrom(DatagramSocket from, byte[] datagram, InetSocketAddress to) {
    try {
      from.send(new DatagramPacket(datagram, datagram.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens the DTLS association and returns its first flight without sending it.
  byte[] hello() {
    DtlsEngine engine = dtls;
    if (engine == null) {
      engine = target.dtls.open(!answered().active(), System.nanoTime());
      engine.setRemoteFingerprint(
          Fingerprint.of(answered().fingerprintFunction(), answered().fingerprint()).orElseThrow(),
          System.nanoTime());
      dtls = engine;
    }
    return engine.poll().orElse(new byte[0]);
  }

  /// Completes the handshake.
  Attacker secure() {
    send(hello());
    await("secured", () -> keys != null || handshakeFailed());
    require(keys != null, "secured");
    return this;
  }

  boolean handshakeFailed() {
    DtlsEngine engine = dtls;
    return engine != null
        && (engine.state() instanceof DtlsState.Failed
            || engine.state() instanceof DtlsState.Closed);
  }

  /// Joins with what is offered, up to the keys.
  Attacker connect() {
    return negotiate().validate().secure();
  }

  /// Opens the usual data channels.
  Attacker openData() {
    SctpAssociation opened =
        new SctpAssociation(SctpConfig.defaults(), random, !answered().active());
    data = opened;
    opened.connect(System.nanoTime());
    opened.open("_reliable", true, -1, System.nanoTime());
    opened.open("_lossy", false, 0, System.nanoTime());
    carry();
    return this;
  }

  /// Sends bytes as one record inside DTLS.
  void sendInside(byte[] bytes) {
    DtlsEngine engine = dtls;
    if (engine != null) {
      engine.sendApplicationData(bytes);
      carry();
    }
  }

  private void carry() {
    DtlsEngine engine = dtls;
    if (engine == null) {
      return;
    }
    long now = System.nanoTime();
    SctpAssociation association = data;
    for (Optional<byte[]> each = engine.pollApplicationData();
        each.isPresent();
        each = engine.pollApplicationData()) {
      if (association != null) {
        noteTsn(each.get());
        association.receive(each.get(), now);
      }
    }
    if (association != null) {
      if (association.deadlineNanos() - now <= 0) {
        association.handleTimeout(now);
      }
      for (var out = association.poll(now); out.isPresent(); out = association.poll(now)) {
        sctpTag = ByteBuffer.wrap(out.get()).getInt(4);
        engine.sendApplicationData(out.get());
      }
    }
    for (Optional<byte[]> out = engine.poll(); out.isPresent(); out = engine.poll()) {
      send(out.get());
    }
    if (engine.state() instanceof DtlsState.Finished finished && keys == null) {
      keys = finished.srtpKeys();
      sender = SrtpSender.of(SRTP, finished.srtpKeys());
      receiver = SrtpReceiver.of(SRTP, finished.srtpKeys());
    }
  }

  /// The same whatever number was sealed before, as nobody honest may.
  byte[] forge(byte[] header, byte[] payload) {
    SrtpKeys known = keys;
    if (known == null) {
      throw new IllegalStateException("no keys");
    }
    try (SrtpSender fresh = SrtpSender.of(SRTP, known)) {
      return seal(fresh, header, payload);
    }
  }

  private void noteTsn(byte[] packet) {
    if (packet.length >= 32 && packet[12] == INIT_ACK) {
      sctpFirstTsn = ByteBuffer.wrap(packet).getInt(28);
    }
  }

  /// Encrypts a packet whose header is whatever its bytes are.
  byte[] seal(byte[] header, byte[] payload) {
    return seal(sender, header, payload);
  }

  byte[] seal(@Nullable SrtpSender with, byte[] header, byte[] payload) {
    if (with == null) {
      throw new IllegalStateException("no keys");
    }
    MemorySegment.copy(header, 0, plain, ValueLayout.JAVA_BYTE, 0, header.length);
    MemorySegment.copy(payload, 0, plain, ValueLayout.JAVA_BYTE, header.length, payload.length);
    int length =
        with.protectRtp(plain, 0, header.length, plain, header.length, payload.length, sealed, 0);
    require(length > 0, "sealed, not " + length);
    return sealed.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  void sendRtp(byte[] header, byte[] payload) {
    send(seal(header, payload));
  }

  void sendRtcp(byte[] compound) {
    SrtpSender with = sender;
    if (with == null) {
      throw new IllegalStateException("no keys");
    }
    MemorySegment.copy(compound, 0, plain, ValueLayout.JAVA_BYTE, 0, compound.length);
    int length = with.protectRtcp(plain, 0, compound.length, sealed, 0);
    require(length > 0, "sealed, not " + length);
    send(sealed.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  // --- receiving --------------------------------------------------------------------------------

  /// Handles what comes for some time.
  void pump(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    do {
      for (var event = heard.poll(); event != null; event = heard.poll()) {
        hear(event);
      }
      tick();
      receive(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 10));
    } while (end - System.nanoTime() > 0);
  }

  private void tick() {
    long now = System.nanoTime();
    DtlsEngine engine = dtls;
    if (engine != null) {
      if (engine.deadlineNanos() - now <= 0) {
        engine.handleTimeout(now);
      }
      carry();
    }
    if (keys != null && automaticConsent && nextConsentNanos - now <= 0) {
      nextConsentNanos = now + CONSENT_NANOS;
      send(checkBytes(true));
    }
  }

  private void receive(int patienceMillis) {
    try {
      socket.setSoTimeout(patienceMillis);
      DatagramPacket packet = new DatagramPacket(in, in.length);
      for (int i = 0; i < 256; i++) {
        packet.setLength(in.length);
        socket.receive(packet);
        handle(packet.getLength());
        socket.setSoTimeout(1);
      }
    } catch (SocketTimeoutException _) {
      // Nothing more for now.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(int length) {
    int first = in[0] & 0xff;
    if (first < 4) {
      stun(length);
    } else if (first >= 20 && first < 64) {
      dtlsDatagrams++;
      DtlsEngine engine = dtls;
      if (engine != null) {
        engine.receive(MemorySegment.ofArray(in), 0, length, System.nanoTime());
        carry();
      }
    } else if (first >= 128 && first < 192) {
      media(length);
    }
  }

  private void stun(int length) {
    if (message.parse(MemorySegment.ofArray(in), 0, length) != StunParse.MESSAGE) {
      return;
    }
    largestStunAnswer = Math.max(largestStunAnswer, length);
    if (message.type() == StunMessage.BINDING_SUCCESS) {
      stunSuccesses++;
    } else if (message.type() == StunMessage.BINDING_ERROR) {
      stunErrors++;
      lastStunError = message.errorCode();
    }
  }

  private void media(int length) {
    SrtpReceiver opener = receiver;
    if (opener == null) {
      return;
    }
    MemorySegment.copy(in, 0, sealed, ValueLayout.JAVA_BYTE, 0, length);
    int type = in[1] & 0xff;
    if (type >= 192 && type < 224) {
      int opened = opener.unprotectRtcp(sealed, 0, length, plain, 0);
      if (opened > 0) {
        feedback(plain.asSlice(0, opened).asByteBuffer());
      }
      return;
    }
    int opened = opener.unprotectRtp(sealed, 0, length, plain, 0);
    if (opened > 0) {
      ByteBuffer packet = plain.asSlice(0, opened).asByteBuffer();
      receivedBySsrc.merge(packet.getInt(8), 1, Integer::sum);
      receivedBytes += opened;
      if ((packet.get(1) & 0x7f) != Offer.VP8_RTX) {
        lastSequence = packet.getShort(2) & 0xffff;
        mediaSsrc = packet.getInt(8);
      }
      lastMediaNanos = System.nanoTime();
    }
  }

  private void feedback(ByteBuffer compound) {
    int at = 0;
    while (at + 8 <= compound.limit()) {
      int size = 4 + 4 * (compound.getShort(at + 2) & 0xffff);
      if ((compound.get(at + 1) & 0xff) == 206 && (compound.get(at) & 0x1f) == 1) {
        keyFrameRequests++;
      }
      at += size;
    }
  }

  int received() {
    return receivedBySsrc.values().stream().mapToInt(Integer::intValue).sum();
  }

  // --- the rest ---------------------------------------------------------------------------------

  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (end - System.nanoTime() < 0) {
        throw new IllegalStateException(identity + " waited in vain: " + what + ". " + ended);
      }
      pump(5);
    }
  }

  private void require(boolean fact, String what) {
    if (!fact) {
      throw new IllegalStateException(identity + " isn't " + what + ". " + ended);
    }
  }

  /// Leaves without a word on any layer.
  @Override
  public void close() {
    signal.close();
    DtlsEngine engine = dtls;
    if (engine != null) {
      engine.close();
    }
    socket.close();
    SrtpSender out = sender;
    SrtpReceiver opener = receiver;
    if (out != null && opener != null) {
      out.close();
      opener.close();
    }
  }
}
