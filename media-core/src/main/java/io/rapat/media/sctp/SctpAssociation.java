package io.rapat.media.sctp;

// Longer than 400 lines: the dispatch of all chunks and timers reads best in one place.

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An SCTP association over DTLS with its data channels: RFC 9260, RFC 8261, RFC 8831, RFC 8832,
/// with partial reliability (RFC 3758) and stream reset (RFC 6525).
///
/// Sans-IO: the owner gives decrypted packets to [#receive(byte[], long)], puts what [#poll(long)]
/// returns into DTLS until it is empty, calls [#handleTimeout(long)] when [#deadlineNanos()] has
/// come, and takes events from [#pollEvent()]. It does so after every call here that may have
/// caused output. Times are nanoseconds of any monotonic clock.
///
/// Not thread-safe: one thread at a time. Runs on the control path and allocates.
///
/// Whatever a peer sends harms at most its own association; what is dropped is counted in
/// [#snapshot()]. Departures: no multi-homing, a packet of another association is dropped without
/// ABORT (RFC 9260 §8.4), since inside DTLS there is no other.
public final class SctpAssociation {
  /// What [#deadlineNanos()] returns when nothing is waited for.
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final int MAX_ANSWERS = 32;
  private static final int MAX_HEARTBEAT = 512;
  private static final int PLAIN_SACK = 16;
  private static final int CAUSE_STALE_COOKIE = 3;
  private static final int CAUSE_UNRECOGNIZED_CHUNK = 6;
  private static final int CAUSE_USER_ABORT = 12;
  private static final int CAUSE_PROTOCOL_VIOLATION = 13;

  private enum State {
    CLOSED,
    COOKIE_WAIT,
    COOKIE_ECHOED,
    ESTABLISHED,
    SHUTDOWN_RECEIVED,
    SHUTDOWN_ACK_SENT,
    ENDED;

    /// Whether both sides know each other.
    boolean up() {
      return this == ESTABLISHED || this == SHUTDOWN_RECEIVED || this == SHUTDOWN_ACK_SENT;
    }

    boolean sendsData() {
      return this == ESTABLISHED || this == SHUTDOWN_RECEIVED;
    }
  }

  private final SctpConfig config;
  private final RandomGenerator random;
  private final SctpCounters counters = new SctpCounters();
  private final Queue<SctpEvent> events = new ArrayDeque<>();
  private final Deque<byte[]> packets = new ArrayDeque<>();
  private final Deque<Chunk> answers = new ArrayDeque<>();
  private final Handshake handshake;
  private final DataChannels channels;
  private final Alarm handshakeTimer = new Alarm();
  private final Alarm sackTimer = new Alarm();
  private final Alarm heartbeatTimer = new Alarm();
  private RetransmissionTimeout rto;
  private Outbound outbound;
  private @Nullable Inbound inbound;
  private @Nullable StreamResets resets;
  private @Nullable Peer met;
  private byte @Nullable [] cookie;
  private State state = State.CLOSED;
  private int peerStreams = Handshake.STREAMS;
  private int errors;
  private int unackedPackets;
  private boolean sackNow;
  private long heartbeatNonce;
  private long heartbeatNanos;
  private boolean heartbeatOpen;

  /// `random` seeds tags, TSNs and the cookie key: a secure one in production. `dtlsClient` says
  /// whether this side was the DTLS client, which takes the even channel ids (RFC 8832 §6).
  public SctpAssociation(SctpConfig config, RandomGenerator random, boolean dtlsClient) {
    this.config = config;
    this.random = random;
    this.handshake = new Handshake(config, random);
    this.channels = new DataChannels(config, counters, events, dtlsClient);
    this.rto = new RetransmissionTimeout(config);
    this.outbound = new Outbound(handshake.localTsn(), config, counters, rto);
  }

  /// Starts the handshake. Both sides may do so at once.
  public void connect(long nowNanos) {
    if (state == State.CLOSED) {
      state = State.COOKIE_WAIT;
      sendInit(nowNanos);
    }
  }

  private void sendInit(long nowNanos) {
    packets.add(handshake.init().encode());
    handshakeTimer.arm(nowNanos + rto.nanos());
  }

  /// Takes a packet as it came out of DTLS.
  public void receive(byte[] packet, long nowNanos) {
    counters.packetsReceived++;
    if (state == State.ENDED) {
      counters.drop(SctpDrop.ENDED);
      return;
    }
    switch (SctpPacket.parse(packet)) {
      case SctpPacket.Parsed.Bad(SctpDrop reason) -> counters.drop(reason);
      case SctpPacket.Parsed.Packet(SctpPacket parsed) -> receive(parsed, nowNanos);
    }
  }

  private void receive(SctpPacket packet, long nowNanos) {
    if (packet.sourcePort() != config.port() || packet.destinationPort() != config.port()) {
      counters.drop(SctpDrop.WRONG_PORT);
      return;
    }
    if (!tagFits(packet)) {
      counters.drop(SctpDrop.BAD_TAG);
      return;
    }
    boolean data = false;
    for (Chunk chunk : packet.chunks()) {
      if (state == State.ENDED) {
        return;
      }
      if (chunk instanceof Chunk.Unknown unknown) {
        reportUnknown(unknown);
        if (unknown.stopsPacket()) {
          break;
        }
      } else {
        dispatch(chunk, packet, nowNanos);
        data |= chunk instanceof Chunk.Data;
        if (chunk instanceof Chunk.CookieEcho && packet.tag() != handshake.localTag()) {
          // The cookie was refused, and nothing else vouches for the rest.
          return;
        }
      }
    }
    if (data) {
      acknowledgeSoon(nowNanos);
    }
  }

  /// RFC 9260 §8.5 and §8.5.1.
  private boolean tagFits(SctpPacket packet) {
    int tag = packet.tag();
    return switch (packet.chunks().getFirst()) {
      case Chunk.Init init when !init.acknowledges() -> tag == 0 && packet.chunks().size() == 1;
      case Chunk.Abort abort -> tag == (abort.reflected() ? reflectedTag() : handshake.localTag());
      case Chunk.ShutdownComplete complete ->
          tag == (complete.reflected() ? reflectedTag() : handshake.localTag());
      // Compared with the tag in the cookie.
      case Chunk.CookieEcho _ -> true;
      default -> tag == handshake.localTag();
    };
  }

  /// Our own tag while the peer's is not known: zero never fits.
  private int reflectedTag() {
    return handshake.peerTag() == 0 ? handshake.localTag() : handshake.peerTag();
  }

  private void dispatch(Chunk chunk, SctpPacket packet, long nowNanos) {
    switch (chunk) {
      case Chunk.Data data -> receiveData(data);
      case Chunk.Init init when init.acknowledges() -> receiveInitAck(init, nowNanos);
      case Chunk.Init init when packet.tag() == 0 -> receiveInit(init, nowNanos);
      // An INIT is alone in its packet, whose tag is zero.
      case Chunk.Init _ -> counters.drop(SctpDrop.UNEXPECTED);
      case Chunk.Sack sack -> receiveSack(sack, nowNanos);
      case Chunk.Heartbeat heartbeat -> receiveHeartbeat(heartbeat, nowNanos);
      case Chunk.Abort _ -> end(SctpEndReason.ABORTED_BY_PEER);
      case Chunk.Shutdown _ -> receiveShutdown();
      case Chunk.ShutdownAck _ -> counters.drop(SctpDrop.UNEXPECTED);
      case Chunk.ShutdownComplete _ -> receiveShutdownComplete();
      case Chunk.OperationError error -> receiveError(error, nowNanos);
      case Chunk.CookieEcho echo -> receiveCookieEcho(echo, packet.tag(), nowNanos);
      case Chunk.CookieAck _ -> receiveCookieAck(nowNanos);
      case Chunk.ForwardTsn forward -> receiveForward(forward);
      case Chunk.Reconfig reconfig -> receiveReconfig(reconfig);
      case Chunk.Unknown _ ->
          throw new IllegalStateException("an unknown chunk is handled before " + state);
    }
  }

  private void receiveInit(Chunk.Init init, long nowNanos) {
    if (!Handshake.sound(init)) {
      counters.drop(SctpDrop.MALFORMED);
    } else if (state == State.SHUTDOWN_ACK_SENT) {
      // RFC 9260 §9.2: the INIT is discarded and SHUTDOWN ACK sent again.
      answer(new Chunk.ShutdownAck());
    } else if (packets.size() >= MAX_ANSWERS) {
      counters.drop(SctpDrop.ANSWER_LIMIT);
    } else {
      packets.add(handshake.answer(init, state.up(), nowNanos).encode());
    }
  }

  private void receiveInitAck(Chunk.Init init, long nowNanos) {
    if (state != State.COOKIE_WAIT || !Handshake.sound(init)) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    Optional<byte[]> echoed = handshake.accept(init);
    if (echoed.isEmpty()) {
      counters.drop(SctpDrop.MALFORMED);
      return;
    }
    cookie = echoed.get();
    state = State.COOKIE_ECHOED;
    errors = 0;
    meet(Peer.of(init));
    answer(new Chunk.CookieEcho(echoed.get()));
    handshakeTimer.arm(nowNanos + rto.nanos());
  }

  /// Makes the halves for a peer that is known now.
  private void meet(Peer peer) {
    met = peer;
    Inbound known = new Inbound(peer.tsn(), config, counters);
    inbound = known;
    resets = new StreamResets(handshake.localTsn(), peer.tsn(), channels, counters);
    peerStreams = Math.min(Handshake.STREAMS, peer.inboundStreams());
    outbound.established(peer.window(), peer.forwardTsn());
    channels.attach(known);
  }

  private void receiveCookieEcho(Chunk.CookieEcho echo, int tag, long nowNanos) {
    switch (handshake.judge(echo.cookie(), tag, state.up(), nowNanos)) {
      case Handshake.Verdict.Establish(Peer peer) -> {
        if (met == null || !met.sameAs(peer)) {
          meet(peer);
        }
        answer(new Chunk.CookieAck());
        establish(nowNanos);
      }
      case Handshake.Verdict.Repeat() -> answer(new Chunk.CookieAck());
      case Handshake.Verdict.Restart(Peer peer) -> {
        restart(peer);
        answer(new Chunk.CookieAck());
        establish(nowNanos);
      }
      case Handshake.Verdict.Stale(long byNanos) -> {
        counters.drop(SctpDrop.STALE_COOKIE);
        int micros = (int) Math.min(Integer.MAX_VALUE, byNanos / 1000);
        answer(
            new Chunk.OperationError(
                cause(CAUSE_STALE_COOKIE, ByteBuffer.allocate(4).putInt(micros).array())));
      }
      case Handshake.Verdict.Drop(SctpDrop reason) -> counters.drop(reason);
    }
  }

  private void restart(Peer peer) {
    channels.closeAll();
    answers.clear();
    rto = new RetransmissionTimeout(config);
    outbound = new Outbound(handshake.localTsn(), config, counters, rto);
    meet(peer);
  }

  private void receiveCookieAck(long nowNanos) {
    if (state == State.COOKIE_ECHOED) {
      establish(nowNanos);
    }
  }

  private void establish(long nowNanos) {
    state = State.ESTABLISHED;
    errors = 0;
    cookie = null;
    answers.removeIf(Chunk.CookieEcho.class::isInstance);
    handshakeTimer.disarm();
    sackTimer.disarm();
    heartbeatTimer.arm(nowNanos + config.heartbeat().toNanos());
    heartbeatOpen = false;
    events.add(new SctpEvent.Connected());
  }

  private void receiveData(Chunk.Data data) {
    Inbound receiver = inbound;
    if (receiver == null || state == State.SHUTDOWN_ACK_SENT) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    Inbound.Result result = receiver.receive(data);
    sackNow |= result != Inbound.Result.IN_ORDER || data.immediate();
    deliver(receiver, result);
  }

  private void deliver(Inbound receiver, Inbound.Result result) {
    if (result == Inbound.Result.VIOLATION) {
      violation();
      return;
    }
    for (InboundMessage m = receiver.delivered().poll();
        m != null;
        m = receiver.delivered().poll()) {
      channels.receive(m, receiver, outbound);
    }
  }

  private void receiveForward(Chunk.ForwardTsn forward) {
    Inbound receiver = inbound;
    if (receiver == null) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    sackNow = true;
    deliver(receiver, receiver.forward(forward));
  }

  /// Every second packet at once, a lone one a little later, RFC 9260 §6.2.
  private void acknowledgeSoon(long nowNanos) {
    if (++unackedPackets >= 2) {
      sackNow = true;
    } else if (!sackNow && !sackTimer.armed()) {
      sackTimer.arm(nowNanos + config.ackDelay().toNanos());
    }
  }

  private void receiveSack(Chunk.Sack sack, long nowNanos) {
    if (!state.up()) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    switch (outbound.acknowledge(sack, nowNanos)) {
      case PROGRESS -> errors = 0;
      case NOTHING_NEW -> {}
      case STALE -> counters.drop(SctpDrop.BAD_SACK);
      case IMPOSSIBLE -> violation();
    }
  }

  private void receiveHeartbeat(Chunk.Heartbeat heartbeat, long nowNanos) {
    if (heartbeat.acknowledges()) {
      receiveHeartbeatAck(heartbeat.body(), nowNanos);
    } else if (heartbeat.body().length > MAX_HEARTBEAT || handshake.peerTag() == 0) {
      counters.drop(SctpDrop.UNEXPECTED);
    } else {
      answer(new Chunk.Heartbeat(true, heartbeat.body()));
    }
  }

  private void receiveHeartbeatAck(byte[] body, long nowNanos) {
    ByteBuffer in = ByteBuffer.wrap(body);
    if (!heartbeatOpen || body.length != 12 || in.getLong(4) != heartbeatNonce) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    heartbeatOpen = false;
    errors = 0;
    rto.measured(nowNanos - heartbeatNanos);
  }

  private void receiveShutdown() {
    if (state == State.ESTABLISHED) {
      state = State.SHUTDOWN_RECEIVED;
    } else if (state == State.SHUTDOWN_ACK_SENT) {
      answer(new Chunk.ShutdownAck());
    }
  }

  private void receiveShutdownComplete() {
    if (state == State.SHUTDOWN_ACK_SENT) {
      end(SctpEndReason.SHUT_DOWN_BY_PEER);
    } else {
      counters.drop(SctpDrop.UNEXPECTED);
    }
  }

  private void receiveError(Chunk.OperationError error, long nowNanos) {
    byte[] causes = error.causes();
    boolean stale = causes.length >= 2 && causes[0] == 0 && causes[1] == CAUSE_STALE_COOKIE;
    if (stale && state == State.COOKIE_ECHOED && ++errors <= config.maxRetransmits()) {
      // RFC 9260 §5.2.6: try again from the start.
      state = State.COOKIE_WAIT;
      sendInit(nowNanos);
    }
  }

  private void receiveReconfig(Chunk.Reconfig reconfig) {
    StreamResets known = resets;
    Inbound receiver = inbound;
    if (known == null || receiver == null || !state.up()) {
      counters.drop(SctpDrop.UNEXPECTED);
      return;
    }
    known.receive(reconfig, receiver, outbound).ifPresent(this::answer);
  }

  private void reportUnknown(Chunk.Unknown unknown) {
    counters.drop(SctpDrop.UNKNOWN_CHUNK);
    if (unknown.wantsReport() && state.up()) {
      // The header of the chunk says enough; RFC 9260 §3.3.10.6 would have it whole.
      byte[] header = {(byte) unknown.type(), (byte) unknown.flags(), 0, 4};
      answer(new Chunk.OperationError(cause(CAUSE_UNRECOGNIZED_CHUNK, header)));
    }
  }

  private static byte[] cause(int code, byte[] value) {
    return ByteBuffer.allocate(4 + value.length)
        .putShort((short) code)
        .putShort((short) (4 + value.length))
        .put(value)
        .array();
  }

  private void answer(Chunk chunk) {
    if (answers.size() >= MAX_ANSWERS) {
      counters.drop(SctpDrop.ANSWER_LIMIT);
    } else {
      answers.add(chunk);
    }
  }

  private void violation() {
    abort(CAUSE_PROTOCOL_VIOLATION, SctpEndReason.PROTOCOL_VIOLATION);
  }

  /// Ends the association and tells the peer.
  public void abort(long nowNanos) {
    if (state != State.ENDED) {
      abort(CAUSE_USER_ABORT, SctpEndReason.ABORTED_LOCALLY);
    }
  }

  private void abort(int cause, SctpEndReason reason) {
    packets.clear();
    if (handshake.peerTag() != 0) {
      Chunk abort = new Chunk.Abort(false, cause(cause, new byte[0]));
      packets.add(packet(List.of(abort)).encode());
    }
    end(reason);
  }

  private void end(SctpEndReason reason) {
    state = State.ENDED;
    answers.clear();
    handshakeTimer.disarm();
    sackTimer.disarm();
    heartbeatTimer.disarm();
    channels.closeAll();
    outbound = new Outbound(0, config, counters, rto);
    inbound = null;
    resets = null;
    events.add(new SctpEvent.Aborted(reason));
  }

  private SctpPacket packet(List<Chunk> chunks) {
    return new SctpPacket(config.port(), config.port(), handshake.peerTag(), chunks);
  }

  /// The next packet to put into DTLS, at most [SctpConfig#packetBytes()] long.
  public Optional<byte[]> poll(long nowNanos) {
    Optional<byte[]> next = Optional.ofNullable(packets.poll());
    if (next.isEmpty() && state != State.ENDED) {
      next = bundle(nowNanos);
    }
    if (next.isPresent()) {
      counters.packetsSent++;
    }
    return next;
  }

  private Optional<byte[]> bundle(long nowNanos) {
    List<Chunk> chunks = new ArrayList<>();
    int room = config.packetBytes() - SctpPacket.HEADER;
    room = takeAnswers(chunks, room);
    room = takeSack(chunks, room);
    if (state.sendsData()) {
      room = takeControl(chunks, room, nowNanos);
      takeData(chunks, room, nowNanos);
      endIfDrained(chunks, nowNanos);
    }
    return chunks.isEmpty() ? Optional.empty() : Optional.of(packet(chunks).encode());
  }

  private int takeAnswers(List<Chunk> chunks, int room) {
    int left = room;
    for (Chunk answer = answers.peek(); answer != null; answer = answers.peek()) {
      int size = ChunkWriter.paddedLength(answer);
      if (size > left) {
        break;
      }
      left -= size;
      chunks.add(answers.remove());
    }
    return left;
  }

  private int takeSack(List<Chunk> chunks, int room) {
    Inbound receiver = inbound;
    if (!sackNow || receiver == null || room < PLAIN_SACK) {
      return room;
    }
    return room - addSack(receiver, chunks, chunks.size(), room);
  }

  private int addSack(Inbound receiver, List<Chunk> chunks, int index, int room) {
    Chunk.Sack sack = receiver.sack(room);
    chunks.add(index, sack);
    sackNow = false;
    unackedPackets = 0;
    sackTimer.disarm();
    return ChunkWriter.paddedLength(sack);
  }

  private int takeControl(List<Chunk> chunks, int room, long nowNanos) {
    int left = room;
    if (left > 8 + 4 * config.maxChannels()) {
      Optional<Chunk.ForwardTsn> forward = outbound.forward();
      if (forward.isPresent()) {
        chunks.add(forward.get());
        left -= ChunkWriter.paddedLength(forward.get());
      }
    }
    StreamResets known = resets;
    if (known != null && left > 24 + 2 * config.maxChannels()) {
      Optional<Chunk.Reconfig> request = known.poll(outbound, nowNanos, rto.nanos());
      if (request.isPresent()) {
        chunks.add(request.get());
        left -= ChunkWriter.paddedLength(request.get());
      }
    }
    return left;
  }

  private void takeData(List<Chunk> chunks, int room, long nowNanos) {
    Inbound receiver = inbound;
    boolean piggyback = receiver != null && unackedPackets > 0 && room >= 2 * PLAIN_SACK;
    int left = piggyback ? room - PLAIN_SACK : room;
    int control = chunks.size();
    Optional<Chunk.Data> data = outbound.next(left, true, nowNanos);
    while (data.isPresent()) {
      chunks.add(data.get());
      left -= ChunkWriter.paddedLength(data.get());
      data = outbound.next(left, false, nowNanos);
    }
    if (piggyback && receiver != null && chunks.size() > control) {
      addSack(receiver, chunks, control, PLAIN_SACK);
    }
  }

  private void endIfDrained(List<Chunk> chunks, long nowNanos) {
    if (state == State.SHUTDOWN_RECEIVED && outbound.idle() && chunks.isEmpty()) {
      state = State.SHUTDOWN_ACK_SENT;
      errors = 0;
      chunks.add(new Chunk.ShutdownAck());
      handshakeTimer.arm(nowNanos + rto.nanos());
    }
  }

  /// The earliest time at which [#handleTimeout(long)] has something to do, or [#NO_DEADLINE].
  public long deadlineNanos() {
    long earliest = NO_DEADLINE;
    boolean any = false;
    for (Alarm alarm : alarms()) {
      if (alarm.armed() && (!any || alarm.atNanos() - earliest < 0)) {
        earliest = alarm.atNanos();
        any = true;
      }
    }
    return earliest;
  }

  private List<Alarm> alarms() {
    StreamResets known = resets;
    return known == null
        ? List.of(handshakeTimer, sackTimer, heartbeatTimer, outbound.t3())
        : List.of(handshakeTimer, sackTimer, heartbeatTimer, outbound.t3(), known.timer());
  }

  /// Does what is due.
  public void handleTimeout(long nowNanos) {
    if (sackTimer.fires(nowNanos)) {
      sackNow = true;
    }
    if (handshakeTimer.fires(nowNanos) && !failed()) {
      retryHandshake(nowNanos);
    }
    if (outbound.t3().fires(nowNanos) && !failed()) {
      outbound.timedOut(nowNanos);
    }
    StreamResets known = resets;
    if (known != null && known.timer().fires(nowNanos) && !failed()) {
      known.timedOut();
    }
    if (heartbeatTimer.fires(nowNanos)) {
      heartbeat(nowNanos);
    }
  }

  /// Counts an unanswered transmission; true if it was the last one allowed, RFC 9260 §8.1.
  private boolean failed() {
    if (++errors <= config.maxRetransmits()) {
      return false;
    }
    abort(CAUSE_USER_ABORT, SctpEndReason.PEER_UNREACHABLE);
    return true;
  }

  private void retryHandshake(long nowNanos) {
    rto.backOff();
    byte[] echoed = cookie;
    switch (state) {
      case COOKIE_WAIT -> sendInit(nowNanos);
      case COOKIE_ECHOED -> {
        if (echoed != null) {
          answer(new Chunk.CookieEcho(echoed));
        }
        handshakeTimer.arm(nowNanos + rto.nanos());
      }
      case SHUTDOWN_ACK_SENT -> {
        answer(new Chunk.ShutdownAck());
        handshakeTimer.arm(nowNanos + rto.nanos());
      }
      case CLOSED, ESTABLISHED, SHUTDOWN_RECEIVED, ENDED -> {}
    }
  }

  private void heartbeat(long nowNanos) {
    if (heartbeatOpen && failed()) {
      return;
    }
    heartbeatNonce = random.nextLong();
    heartbeatNanos = nowNanos;
    heartbeatOpen = true;
    // Heartbeat Info, RFC 9260 §3.3.5: opaque to the peer.
    byte[] body =
        ByteBuffer.allocate(12)
            .putShort((short) 1)
            .putShort((short) 12)
            .putLong(heartbeatNonce)
            .array();
    answer(new Chunk.Heartbeat(false, body));
    heartbeatTimer.arm(nowNanos + config.heartbeat().toNanos());
  }

  /// Opens a channel in band with protocol "". It may be used at once; [SctpEvent.ChannelOpened]
  /// tells when the peer knows it. `maxRetransmits` is -1 for reliable. Returns the channel id, or
  /// -1 if there are too many channels or the association is over.
  public int open(String label, boolean ordered, int maxRetransmits, long nowNanos) {
    if (state == State.ENDED || label.length() > Dcep.MAX_LABEL / 3) {
      return -1;
    }
    Optional<DataChannel> opened =
        channels.open(label, ordered, maxRetransmits, peerStreams, outbound);
    if (opened.isEmpty()) {
      return -1;
    }
    if (inbound != null) {
      inbound.trackStream(opened.get().id, 0);
    }
    return opened.get().id;
  }

  /// Closes a channel after what was sent on it. [SctpEvent.ChannelClosed] follows.
  public boolean close(int channel, long nowNanos) {
    return channels.close(channel);
  }

  /// Sends on the newest open channel of that label.
  public SendResult send(String label, byte[] message, boolean binary, long nowNanos) {
    Optional<DataChannel> channel = channels.usable(label);
    return channel.isEmpty() ? new SendResult.NoChannel() : send(channel.get(), message, binary);
  }

  /// Sends on a channel. The bytes must not be changed afterwards.
  public SendResult send(int channel, byte[] message, boolean binary, long nowNanos) {
    Optional<DataChannel> found = channels.usable(channel);
    return found.isEmpty() ? new SendResult.NoChannel() : send(found.get(), message, binary);
  }

  private SendResult send(DataChannel channel, byte[] message, boolean binary) {
    if (message.length > config.maxSentMessage()) {
      return new SendResult.TooLarge(config.maxSentMessage());
    }
    boolean full = outbound.queuedBytes() + message.length > config.sendBuffer();
    if (full && channel.maxRetransmits < 0) {
      return new SendResult.BufferFull();
    }
    channels.send(channel, message, binary, outbound);
    return new SendResult.Queued();
  }

  /// What happened since the last call, in order.
  public Optional<SctpEvent> pollEvent() {
    return Optional.ofNullable(events.poll());
  }

  /// Bytes given to [#send(int, byte[], boolean, long)] that were not sent yet.
  public long bufferedBytes(int channel) {
    return outbound.queuedBytes(channel);
  }

  /// Bytes that all channels hold, sent but unacknowledged ones included.
  public long bufferedBytes() {
    return outbound.queuedBytes();
  }

  /// Counters and gauges now.
  public SctpSnapshot snapshot() {
    Inbound receiver = inbound;
    return new SctpSnapshot(
        state.name(),
        counters.packetsReceived,
        counters.packetsSent,
        counters.messagesReceived,
        counters.messagesSent,
        counters.retransmissions,
        counters.fastRetransmissions,
        counters.timeouts,
        counters.abandonedMessages,
        counters.overflowedMessages,
        channels.count(),
        outbound.congestionWindow(),
        outbound.inFlight(),
        outbound.queuedBytes(),
        receiver == null ? 0 : receiver.bufferedBytes(),
        rto.nanos(),
        counters.drops());
  }
}
