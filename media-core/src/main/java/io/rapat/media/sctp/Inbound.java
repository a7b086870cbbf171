package io.rapat.media.sctp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;

/// The receiving half: tracks TSNs, holds what came out of order, joins fragments and delivers
/// messages.
///
/// Whatever the cumulative TSN has passed is delivered in TSN order, which is also the order of
/// each stream; hence nothing can be stuck below it, whatever stream sequence numbers say. Above it
/// a message goes out early if it is unordered, or next on its stream.
final class Inbound {
  /// Beyond it an out-of-order chunk is dropped; the offset of a gap has 16 bits.
  private static final int MAX_DISTANCE = 0xffff;

  private static final int MAX_RANGES = 1024;
  private static final int MAX_HELD = 8192;
  private static final int MAX_DUPLICATES = 16;

  /// Fragments looked at to complete a message early; one of 64 KiB has fewer. Bounds the work for
  /// one packet.
  private static final int MAX_SCAN = 64;

  /// Chunks looked at for messages that waited for the one just delivered early.
  private static final int MAX_FOLLOWERS = 16;

  enum Result {
    IN_ORDER,
    OUT_OF_ORDER,
    DUPLICATE,
    DROPPED,
    VIOLATION
  }

  private final SctpConfig config;
  private final SctpCounters counters;
  private final TsnRanges ranges = new TsnRanges(MAX_RANGES);
  private final NavigableMap<Long, Chunk.Data> held = new TreeMap<>();
  private final Map<Integer, Integer> nextSsn = new HashMap<>();
  private final InOrderAssembler assembler;
  private final Queue<InboundMessage> delivered = new ArrayDeque<>();
  private final List<Integer> duplicates = new ArrayList<>();
  private long cumulative;
  private int heldBytes;

  Inbound(int initialTsn, SctpConfig config, SctpCounters counters) {
    this.config = config;
    this.counters = counters;
    this.cumulative = Tsn.first(initialTsn) - 1;
    this.assembler = new InOrderAssembler(config.maxReceivedMessage());
  }

  /// Messages that became complete, in order.
  Queue<InboundMessage> delivered() {
    return delivered;
  }

  long cumulative() {
    return cumulative;
  }

  boolean hasGaps() {
    return ranges.count() > 0;
  }

  long bufferedBytes() {
    return heldBytes + (long) assembler.bufferedBytes();
  }

  /// Whether everything up to `tsn` came.
  boolean reached(int tsn) {
    return Tsn.unwrap(cumulative, tsn) <= cumulative;
  }

  /// Starts to track the order of a stream whose channel was opened. `next` is the stream sequence
  /// number that comes next.
  void trackStream(int stream, int next) {
    nextSsn.put(stream, next & 0xffff);
  }

  void forgetStream(int stream) {
    nextSsn.remove(stream);
  }

  Result receive(Chunk.Data data) {
    long tsn = Tsn.unwrap(cumulative, data.tsn());
    if (data.payload().length == 0) {
      return Result.VIOLATION;
    }
    if (tsn <= cumulative || ranges.contains(tsn)) {
      if (duplicates.size() < MAX_DUPLICATES) {
        duplicates.add(data.tsn());
      }
      return Result.DUPLICATE;
    }
    if (tsn == cumulative + 1) {
      // Always accepted, even when the buffer is full: what is held waits for it.
      return receiveNext(tsn, data);
    }
    return receiveEarly(tsn, data);
  }

  private Result receiveNext(long tsn, Chunk.Data data) {
    if (!feed(tsn, data)) {
      return Result.VIOLATION;
    }
    boolean hadGaps = hasGaps();
    if (!advanceTo(tsn)) {
      return Result.VIOLATION;
    }
    return hadGaps ? Result.OUT_OF_ORDER : Result.IN_ORDER;
  }

  private Result receiveEarly(long tsn, Chunk.Data data) {
    if (bufferedBytes() + data.payload().length > config.receiveBuffer()
        || held.size() >= MAX_HELD) {
      counters.drop(SctpDrop.RECEIVE_BUFFER_FULL);
      return Result.DROPPED;
    }
    if (tsn - cumulative > MAX_DISTANCE || !ranges.add(tsn)) {
      counters.drop(SctpDrop.OUT_OF_WINDOW);
      return Result.DROPPED;
    }
    held.put(tsn, data);
    heldBytes += data.payload().length;
    deliverEarly(tsn);
    return Result.OUT_OF_ORDER;
  }

  /// FORWARD TSN: the peer gave up what is missing up to a TSN, RFC 3758 §3.6. Complete messages
  /// below it that came nevertheless are delivered.
  Result forward(Chunk.ForwardTsn forward) {
    long target = Tsn.unwrap(cumulative, forward.cumulative());
    if (target <= cumulative) {
      return Result.DUPLICATE;
    }
    if (!advanceTo(target)) {
      return Result.VIOLATION;
    }
    for (int i = 0; i + 1 < forward.skipped().length; i += 2) {
      int ssn = forward.skipped()[i + 1];
      nextSsn.computeIfPresent(
          forward.skipped()[i],
          (_, next) -> Tsn.ssnAfter(next, ssn) ? next : Integer.valueOf(ssn + 1 & 0xffff));
    }
    if (!held.isEmpty()) {
      deliverEarly(held.firstKey());
    }
    return Result.OUT_OF_ORDER;
  }

  private boolean advanceTo(long target) {
    cumulative = ranges.advance(target);
    NavigableMap<Long, Chunk.Data> passed = held.headMap(cumulative, true);
    boolean sound = true;
    for (var entry : passed.entrySet()) {
      heldBytes -= entry.getValue().payload().length;
      sound &= feed(entry.getKey(), entry.getValue());
    }
    passed.clear();
    assembler.passed(cumulative);
    return sound;
  }

  /// False on a violation.
  private boolean feed(long tsn, Chunk.Data data) {
    switch (assembler.feed(tsn, data)) {
      case InOrderAssembler.Fed.Waiting _ -> {}
      case InOrderAssembler.Fed.Orphan _ -> counters.drop(SctpDrop.ORPHAN_FRAGMENT);
      case InOrderAssembler.Fed.Whole(InboundMessage message, Chunk.Data first) -> {
        delivered.add(message);
        if (!first.unordered()) {
          nextSsn.computeIfPresent(first.stream(), (_, _) -> first.ssn() + 1 & 0xffff);
        }
      }
      case InOrderAssembler.Fed.Violation _ -> {
        return false;
      }
    }
    return true;
  }

  /// Delivers a complete message around `tsn`, then those that waited for it on the same stream, as
  /// far as a bounded look finds them.
  private void deliverEarly(long tsn) {
    long begin = tsn;
    for (int i = 0; i < MAX_SCAN; i++) {
      Chunk.Data data = held.get(begin);
      if (data == null) {
        return;
      }
      if (data.begins()) {
        break;
      }
      begin--;
    }
    if (!deliverMessageAt(begin)) {
      return;
    }
    for (long candidate : beginningsFrom(begin)) {
      deliverMessageAt(candidate);
    }
  }

  private List<Long> beginningsFrom(long tsn) {
    List<Long> beginnings = new ArrayList<>();
    int looked = 0;
    for (var entry : held.tailMap(tsn, true).entrySet()) {
      if (looked++ == MAX_FOLLOWERS) {
        break;
      }
      if (entry.getValue().begins() && !entry.getValue().unordered()) {
        beginnings.add(entry.getKey());
      }
    }
    return beginnings;
  }

  private boolean deliverMessageAt(long begin) {
    Chunk.Data first = held.get(begin);
    if (first == null || !first.begins() || !mayGoEarly(first)) {
      return false;
    }
    long end = begin;
    int length = 0;
    while (true) {
      Chunk.Data data = held.get(end);
      if (data == null || (end > begin && data.begins())) {
        return false;
      }
      if (end - begin >= MAX_SCAN || !InOrderAssembler.belongs(first, data)) {
        return false;
      }
      length += data.payload().length;
      if (data.ends()) {
        break;
      }
      end++;
    }
    if (length > config.maxReceivedMessage()) {
      return false;
    }
    delivered.add(join(first, begin, end, length));
    if (!first.unordered()) {
      nextSsn.put(first.stream(), first.ssn() + 1 & 0xffff);
    }
    return true;
  }

  private boolean mayGoEarly(Chunk.Data first) {
    Integer next = nextSsn.get(first.stream());
    return next != null && (first.unordered() || next == first.ssn());
  }

  private InboundMessage join(Chunk.Data first, long begin, long end, int length) {
    byte[] payload = new byte[length];
    int at = 0;
    NavigableMap<Long, Chunk.Data> parts = held.subMap(begin, true, end, true);
    for (Chunk.Data part : parts.values()) {
      System.arraycopy(part.payload(), 0, payload, at, part.payload().length);
      at += part.payload().length;
    }
    parts.clear();
    heldBytes -= length;
    return new InboundMessage(first.stream(), first.ppid(), payload);
  }

  /// The acknowledgement of all that came, at most `maxBytes` long; reported duplicates are
  /// forgotten.
  Chunk.Sack sack(int maxBytes) {
    int room = (maxBytes - 16) / 4 - duplicates.size();
    int blocks = Math.clamp(room, 0, ranges.count());
    int[] gaps = new int[2 * blocks];
    for (int i = 0; i < blocks; i++) {
      gaps[2 * i] = (int) (ranges.start(i) - cumulative);
      gaps[2 * i + 1] = (int) (ranges.end(i) - cumulative);
    }
    int[] repeated = duplicates.stream().mapToInt(Integer::intValue).toArray();
    duplicates.clear();
    long window = Math.max(0, config.receiveBuffer() - bufferedBytes());
    return new Chunk.Sack((int) cumulative, window, gaps, repeated);
  }
}
