package io.rapat.media.sctp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sending half: fragments, retransmits, gives up what may be given up, and obeys the
/// congestion window and the peer's receiver window (RFC 9260 §6, §7; RFC 3758).
final class Outbound {
  /// Chunks in flight at most; bounds the work that one SACK can cause.
  private static final int MAX_OUTSTANDING = 4096;

  /// Room in a packet below which no long message is cut.
  private static final int MIN_FRAGMENT_ROOM = 512;

  /// Misses before a fast retransmit, RFC 9260 §7.2.4.
  private static final int MISSES = 3;

  /// A chunk that has a TSN and is not cumulatively acknowledged.
  private static final class Sent {
    final long tsn;
    final OutboundMessage message;
    final int flags;
    final int from;
    final int to;
    int transmissions;
    long sentNanos;
    int misses;
    boolean acked;
    boolean lost;
    boolean fastRetransmitted;

    Sent(long tsn, OutboundMessage message, int flags, int from, int to) {
      this.tsn = tsn;
      this.message = message;
      this.flags = flags;
      this.from = from;
      this.to = to;
    }

    int size() {
      return ChunkReader.padded(Chunk.Data.HEADER + to - from);
    }

    boolean inFlight() {
      return !acked && !lost && !message.abandoned;
    }

    Chunk.Data chunk() {
      byte[] part = Arrays.copyOfRange(message.payload, from, to);
      return new Chunk.Data(flags, (int) tsn, message.stream, message.ssn, message.ppid, part);
    }
  }

  /// A chunk leaves room for a SACK without gaps, so that it can go out again beside one.
  private static final int ROOM_FOR_SACK = 16;

  private final int maxChunk;
  private final SctpConfig config;
  private final SctpCounters counters;
  private final SendQueue queue = new SendQueue();
  private final Deque<Sent> outstanding = new ArrayDeque<>();
  private final CongestionWindow congestion;
  private final RetransmissionTimeout rto;
  private final Alarm t3 = new Alarm();
  private long nextTsn;
  private long cumulativeAcked;
  private long advancedPoint;
  private boolean forwardDue;
  private boolean forwardSupported;
  private boolean probing;
  private long peerWindow;
  private long flight;
  private int lostCount;
  private long outstandingBytes;

  /// When the last sent chunk among those just acknowledged was sent, if any was sent only once.
  private long newestSentNanos;

  private boolean newestKnown;

  Outbound(int initialTsn, SctpConfig config, SctpCounters counters, RetransmissionTimeout rto) {
    this.config = config;
    this.maxChunk = config.packetBytes() - SctpPacket.HEADER - ROOM_FOR_SACK & ~3;
    this.counters = counters;
    this.rto = rto;
    this.congestion = new CongestionWindow(config.packetBytes());
    this.nextTsn = Tsn.first(initialTsn);
    this.cumulativeAcked = nextTsn - 1;
    this.advancedPoint = cumulativeAcked;
  }

  /// What the peer said when the association was set up.
  void established(long window, boolean forwardTsn) {
    peerWindow = window;
    forwardSupported = forwardTsn;
  }

  long queuedBytes() {
    return queue.waitingBytes() + outstandingBytes;
  }

  /// Bytes of a stream that have no TSN yet.
  long queuedBytes(int stream) {
    return queue.find(stream).map(found -> found.waitingBytes).orElse(0L);
  }

  long congestionWindow() {
    return congestion.bytes();
  }

  long inFlight() {
    return flight;
  }

  boolean idle() {
    return queue.isEmpty() && outstanding.isEmpty();
  }

  Alarm t3() {
    return t3;
  }

  void enqueue(OutboundMessage message) {
    OutboundStream stream = queue.stream(message.stream, nextTsn - 1);
    queue.add(stream, message);
    if (!message.reliable()) {
      counters.overflowedMessages += queue.shed(stream, config.lossyQueue());
    }
    counters.messagesSent++;
  }

  /// Drops the messages of a stream that were not begun.
  void clearStream(int id) {
    queue.find(id).ifPresent(queue::clear);
  }

  /// The last TSN of the stream, once nothing of it waits and all of it was acknowledged.
  Optional<Long> quietAfter(int id) {
    Optional<OutboundStream> stream = queue.find(id);
    if (stream.isEmpty()) {
      return Optional.of(cumulativeAcked);
    }
    boolean quiet = stream.get().waiting.isEmpty() && stream.get().lastTsn <= cumulativeAcked;
    return quiet ? Optional.of(stream.get().lastTsn) : Optional.empty();
  }

  /// The peer reset the stream: sequence numbers start again.
  void forgetStream(int id) {
    queue.forget(id);
  }

  /// The next chunk to send that has at most `room` bytes with its header, if windows allow one.
  /// `startsPacket` is false if the chunk would only fill up a packet, which is not worth a small
  /// fragment.
  Optional<Chunk.Data> next(int room, boolean startsPacket, long nowNanos) {
    int usable = Math.min(room, maxChunk);
    return lostCount > 0 ? nextLost(usable, nowNanos) : nextNew(usable, startsPacket, nowNanos);
  }

  private Optional<Chunk.Data> nextLost(int room, long nowNanos) {
    for (Sent sent : outstanding) {
      if (!sent.lost) {
        continue;
      }
      if (sent.size() > room || (flight > 0 && flight + sent.size() > congestion.bytes())) {
        return Optional.empty();
      }
      sent.lost = false;
      lostCount--;
      counters.retransmissions++;
      return Optional.of(transmit(sent, nowNanos));
    }
    throw new IllegalStateException("lost chunks counted " + lostCount + " but none found");
  }

  private Optional<Chunk.Data> nextNew(int room, boolean startsPacket, long nowNanos) {
    if (flight >= congestion.bytes() || outstanding.size() >= MAX_OUTSTANDING) {
      return Optional.empty();
    }
    OutboundMessage message = queue.head().orElse(null);
    if (message == null) {
      return Optional.empty();
    }
    int left = message.payload.length - message.cut;
    int length = Math.min(left, (room & ~3) - Chunk.Data.HEADER);
    if (length <= 0 || (length < left && (!startsPacket || room < MIN_FRAGMENT_ROOM))) {
      return Optional.empty();
    }
    // RFC 9260 §6.1 rule A: one chunk may be in flight against a closed window, as a probe.
    probing = peerWindow < flight + length;
    if (probing && flight > 0) {
      return Optional.empty();
    }
    return Optional.of(transmit(cut(message, length), nowNanos));
  }

  private Sent cut(OutboundMessage message, int length) {
    int from = message.cut;
    int flags = message.unordered ? Chunk.Data.UNORDERED : 0;
    flags |= from == 0 ? Chunk.Data.BEGIN : 0;
    flags |= from + length == message.payload.length ? Chunk.Data.END : 0;
    Sent sent = new Sent(nextTsn++, message, flags, from, from + length);
    queue.cut(length, sent.tsn);
    outstanding.add(sent);
    outstandingBytes += length;
    return sent;
  }

  private Chunk.Data transmit(Sent sent, long nowNanos) {
    sent.transmissions++;
    sent.sentNanos = nowNanos;
    sent.misses = 0;
    flight += sent.size();
    if (!t3.armed()) {
      t3.arm(nowNanos + rto.nanos());
    }
    return sent.chunk();
  }

  /// What a SACK turned out to be.
  enum Acked {
    PROGRESS,
    NOTHING_NEW,
    STALE,
    /// Acknowledges what was never sent.
    IMPOSSIBLE
  }

  Acked acknowledge(Chunk.Sack sack, long nowNanos) {
    long cumulative = Tsn.unwrap(cumulativeAcked, sack.cumulative());
    if (cumulative >= nextTsn) {
      return Acked.IMPOSSIBLE;
    }
    if (cumulative < cumulativeAcked) {
      return Acked.STALE;
    }
    long flightBefore = flight;
    boolean moved = cumulative > cumulativeAcked;
    long bytes = ackCumulatively(cumulative);
    long highestNew = cumulative;
    BitSet received = receivedAbove(sack.gaps());
    for (Sent sent : outstanding) {
      if (received.get((int) (sent.tsn - cumulative))) {
        if (!sent.acked) {
          bytes += ackOne(sent);
          highestNew = sent.tsn;
        }
      } else if (sent.acked) {
        renege(sent);
      }
    }
    if (moved) {
      congestion.acknowledged(bytes, flightBefore, cumulative);
    }
    countMisses(moved && congestion.recovering() ? highest(received, cumulative) : highestNew);
    peerWindow = sack.window();
    if (newestKnown) {
      rto.measured(nowNanos - newestSentNanos);
      newestKnown = false;
    }
    afterAcknowledgement(moved, nowNanos);
    return moved || bytes > 0 || probing ? Acked.PROGRESS : Acked.NOTHING_NEW;
  }

  private long ackCumulatively(long cumulative) {
    long bytes = 0;
    cumulativeAcked = cumulative;
    while (!outstanding.isEmpty() && outstanding.element().tsn <= cumulative) {
      Sent sent = outstanding.remove();
      bytes += sent.acked ? 0 : ackOne(sent);
      outstandingBytes -= sent.to - sent.from;
    }
    return bytes;
  }

  private int ackOne(Sent sent) {
    if (sent.inFlight()) {
      flight -= sent.size();
    }
    if (sent.lost) {
      sent.lost = false;
      lostCount--;
    }
    sent.acked = true;
    if (sent.message.abandoned) {
      return 0;
    }
    // Karn's rule: only what was sent once tells the round trip.
    if (sent.transmissions == 1 && (!newestKnown || sent.sentNanos - newestSentNanos > 0)) {
      newestKnown = true;
      newestSentNanos = sent.sentNanos;
    }
    return sent.size();
  }

  /// The peer took a gap acknowledgement back, RFC 9260 §6.2.1 rule iv.
  private void renege(Sent sent) {
    sent.acked = false;
    sent.misses = 0;
    if (sent.inFlight()) {
      flight += sent.size();
    }
  }

  /// Gap blocks as bits from the cumulative TSN on. A block costs some words of the set, whatever
  /// it claims.
  private BitSet receivedAbove(int[] gaps) {
    int last = (int) Math.min(0xffff, nextTsn - 1 - cumulativeAcked);
    BitSet received = new BitSet(last + 1);
    for (int i = 0; i + 1 < gaps.length; i += 2) {
      int end = Math.min(gaps[i + 1], last);
      if (gaps[i] >= 1 && gaps[i] <= end) {
        received.set(gaps[i], end + 1);
      }
    }
    return received;
  }

  private static long highest(BitSet received, long cumulative) {
    return cumulative + Math.max(0, received.length() - 1);
  }

  /// The HTNA algorithm of RFC 9260 §7.2.4: a chunk is missed if one sent later was acknowledged
  /// now.
  private void countMisses(long highestNew) {
    List<Sent> missed = new ArrayList<>();
    for (Sent sent : outstanding) {
      if (sent.tsn >= highestNew) {
        break;
      }
      if (sent.inFlight() && !sent.fastRetransmitted && ++sent.misses >= MISSES) {
        missed.add(sent);
      }
    }
    for (Sent sent : missed) {
      sent.fastRetransmitted = true;
      counters.fastRetransmissions++;
      lose(sent);
    }
    if (!missed.isEmpty()) {
      congestion.lost(nextTsn - 1);
    }
  }

  private void lose(Sent sent) {
    OutboundMessage message = sent.message;
    if (!sent.inFlight()) {
      // Given up a moment ago together with another fragment.
      return;
    }
    flight -= sent.size();
    sent.lost = true;
    lostCount++;
    if (forwardSupported && !message.reliable() && sent.transmissions > message.maxRetransmits) {
      abandon(message);
    }
  }

  private void abandon(OutboundMessage message) {
    counters.abandonedMessages++;
    for (Sent sent : outstanding) {
      if (sent.message == message) {
        if (sent.inFlight()) {
          flight -= sent.size();
        }
        if (sent.lost) {
          sent.lost = false;
          lostCount--;
        }
      }
    }
    if (!message.whollyCut()) {
      // The peer may have all fragments so far. Without a TSN for the missing end, which FORWARD
      // TSN passes, it would take the next message for a broken fragment.
      Sent end = new Sent(nextTsn++, message, Chunk.Data.END, 0, 0);
      outstanding.add(end);
      queue.abandon(message, end.tsn);
    }
    message.abandoned = true;
  }

  private void afterAcknowledgement(boolean moved, long nowNanos) {
    advance();
    if (outstanding.isEmpty()) {
      t3.disarm();
    } else if (moved || !t3.armed()) {
      t3.arm(nowNanos + rto.nanos());
    }
  }

  /// Moves the advanced acknowledgement point over what was given up, RFC 3758 §3.5.
  private void advance() {
    advancedPoint = Math.max(advancedPoint, cumulativeAcked);
    for (Sent sent : outstanding) {
      if (sent.tsn > advancedPoint + 1) {
        break;
      }
      if (sent.tsn == advancedPoint + 1 && sent.message.abandoned) {
        advancedPoint = sent.tsn;
      }
    }
    forwardDue = advancedPoint > cumulativeAcked;
  }

  /// A FORWARD TSN if one must be sent now.
  Optional<Chunk.ForwardTsn> forward() {
    if (!forwardDue) {
      return Optional.empty();
    }
    forwardDue = false;
    Map<Integer, Integer> skipped = new TreeMap<>();
    for (Sent sent : outstanding) {
      if (sent.tsn > advancedPoint) {
        break;
      }
      if (!sent.message.unordered && sent.message.abandoned) {
        skipped.put(sent.message.stream, sent.message.ssn);
      }
    }
    int[] pairs = new int[2 * skipped.size()];
    int i = 0;
    for (var entry : skipped.entrySet()) {
      pairs[i++] = entry.getKey();
      pairs[i++] = entry.getValue();
    }
    return Optional.of(new Chunk.ForwardTsn((int) advancedPoint, pairs));
  }

  /// T3 expired: all in flight counts as lost, RFC 9260 §6.3.3.
  void timedOut(long nowNanos) {
    counters.timeouts++;
    congestion.timedOut();
    rto.backOff();
    for (Sent sent : outstanding.toArray(Sent[]::new)) {
      if (sent.inFlight()) {
        lose(sent);
      }
    }
    advance();
    if (!outstanding.isEmpty()) {
      t3.arm(nowNanos + rto.nanos());
    }
  }
}
