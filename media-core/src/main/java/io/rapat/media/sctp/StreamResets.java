package io.rapat.media.sctp;

import io.rapat.media.sctp.Chunk.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stream reconfiguration, RFC 6525, as far as data channels need it: each side resets its outgoing
/// streams.
final class StreamResets {
  private static final int NOTHING_TO_DO = 0;
  private static final int PERFORMED = 1;
  private static final int DENIED = 2;
  private static final int BAD_SEQUENCE = 5;
  private static final int IN_PROGRESS = 6;

  private record Request(int sequence, int lastTsn, List<Integer> streams) {}

  private final DataChannels channels;
  private final SctpCounters counters;
  private final Alarm timer = new Alarm();
  private @Nullable Request current;
  private boolean requestDue;
  private int nextSequence;
  private int lastPeerSequence;
  private int lastResult = NOTHING_TO_DO;

  StreamResets(int localTsn, int peerTsn, DataChannels channels, SctpCounters counters) {
    this.channels = channels;
    this.counters = counters;
    this.nextSequence = localTsn;
    this.lastPeerSequence = peerTsn - 1;
  }

  Alarm timer() {
    return timer;
  }

  void timedOut() {
    requestDue = current != null;
  }

  /// The request to send now, if any. It names only streams whose data is acknowledged, and as last
  /// TSN the last of theirs, so that no peer must put it off. That departs from RFC 6525 §4.1,
  /// where it is the last TSN of the association.
  Optional<Chunk.Reconfig> poll(Outbound outbound, long nowNanos, long rtoNanos) {
    if (current == null) {
      current = next(outbound).orElse(null);
      requestDue = current != null;
    }
    Request request = current;
    if (request == null || !requestDue) {
      return Optional.empty();
    }
    requestDue = false;
    timer.arm(nowNanos + rtoNanos);
    ByteBuffer value = ByteBuffer.allocate(12 + 2 * request.streams.size());
    value.putInt(request.sequence).putInt(lastPeerSequence).putInt(request.lastTsn);
    for (int stream : request.streams) {
      value.putShort((short) stream);
    }
    return Optional.of(
        new Chunk.Reconfig(List.of(new Parameter(Parameter.OUTGOING_RESET, value.array()))));
  }

  private Optional<Request> next(Outbound outbound) {
    List<Integer> streams = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (DataChannel channel : channels.closing()) {
      Optional<Long> quiet = outbound.quietAfter(channel.id);
      if (quiet.isPresent()) {
        streams.add(channel.id);
        last = Math.max(last, quiet.get());
      }
    }
    return streams.isEmpty()
        ? Optional.empty()
        : Optional.of(new Request(nextSequence++, (int) last, streams));
  }

  /// Handles a RE-CONFIG chunk; the answer, if one is due.
  Optional<Chunk.Reconfig> receive(Chunk.Reconfig chunk, Inbound inbound, Outbound outbound) {
    if (chunk.parameters().size() > 2) {
      counters.drop(SctpDrop.BAD_RESET);
      return Optional.empty();
    }
    List<Parameter> answers = new ArrayList<>();
    for (Parameter parameter : chunk.parameters()) {
      ByteBuffer in = ByteBuffer.wrap(parameter.value());
      switch (parameter.type()) {
        case Parameter.RECONFIG_RESPONSE -> response(in, outbound);
        case Parameter.OUTGOING_RESET -> answers.addAll(outgoing(in, inbound, outbound));
        case Parameter.INCOMING_RESET -> answers.addAll(other(in, NOTHING_TO_DO));
        case Parameter.SSN_TSN_RESET, Parameter.ADD_OUTGOING, Parameter.ADD_INCOMING ->
            answers.addAll(other(in, DENIED));
        default -> counters.drop(SctpDrop.BAD_RESET);
      }
    }
    return answers.isEmpty() ? Optional.empty() : Optional.of(new Chunk.Reconfig(answers));
  }

  private List<Parameter> outgoing(ByteBuffer in, Inbound inbound, Outbound outbound) {
    if (in.remaining() < 12 || in.remaining() % 2 != 0) {
      counters.drop(SctpDrop.BAD_RESET);
      return List.of();
    }
    int sequence = in.getInt();
    in.getInt();
    int lastTsn = in.getInt();
    boolean again = sequence == lastPeerSequence;
    if (again && lastResult != IN_PROGRESS) {
      return answer(sequence, lastResult);
    }
    if (!again && sequence != lastPeerSequence + 1) {
      counters.drop(SctpDrop.BAD_RESET);
      return answer(sequence, BAD_SEQUENCE);
    }
    lastPeerSequence = sequence;
    if (!inbound.reached(lastTsn)) {
      // The peer asks again, under this number or the next.
      lastResult = IN_PROGRESS;
      return answer(sequence, lastResult);
    }
    List<Integer> streams = new ArrayList<>();
    while (in.hasRemaining()) {
      streams.add(in.getShort() & 0xffff);
    }
    channels.incomingReset(streams, inbound, outbound);
    lastResult = PERFORMED;
    return answer(sequence, lastResult);
  }

  private List<Parameter> other(ByteBuffer in, int result) {
    if (in.remaining() < 4) {
      counters.drop(SctpDrop.BAD_RESET);
      return List.of();
    }
    int sequence = in.getInt();
    if (sequence == lastPeerSequence + 1) {
      lastPeerSequence = sequence;
      lastResult = result;
      return answer(sequence, result);
    }
    return answer(sequence, sequence == lastPeerSequence ? lastResult : BAD_SEQUENCE);
  }

  private static List<Parameter> answer(int sequence, int result) {
    byte[] value = ByteBuffer.allocate(8).putInt(sequence).putInt(result).array();
    return List.of(new Parameter(Parameter.RECONFIG_RESPONSE, value));
  }

  private void response(ByteBuffer in, Outbound outbound) {
    Request request = current;
    if (in.remaining() < 8 || request == null || in.getInt() != request.sequence) {
      counters.drop(SctpDrop.BAD_RESET);
      return;
    }
    if (in.getInt() == IN_PROGRESS) {
      // Sent again when the timer fires, under a new number as browsers do it.
      current = new Request(nextSequence++, request.lastTsn, request.streams);
      return;
    }
    // A refusal changes nothing here: the channel is closed on this side.
    timer.disarm();
    current = null;
    channels.outgoingReset(request.streams, outbound);
  }
}
