package io.rapat.media.sctp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Messages that wait to be sent: streams take turns message by message, so a long reliable
/// transfer does not hold up the others. A message's fragments stay together (RFC 9260 §6.9).
final class SendQueue {
  private final Map<Integer, OutboundStream> streams = new LinkedHashMap<>();
  private final Deque<OutboundStream> turns = new ArrayDeque<>();
  private @Nullable OutboundMessage current;
  private long waitingBytes;

  OutboundStream stream(int id, long lastTsn) {
    return streams.computeIfAbsent(id, stream -> new OutboundStream(stream, lastTsn));
  }

  Optional<OutboundStream> find(int id) {
    return Optional.ofNullable(streams.get(id));
  }

  /// Forgets a stream that was reset; its sequence numbers start at zero again.
  void forget(int id) {
    streams.remove(id);
  }

  long waitingBytes() {
    return waitingBytes;
  }

  boolean isEmpty() {
    return current == null && turns.isEmpty();
  }

  void add(OutboundStream stream, OutboundMessage message) {
    if (stream.waiting.isEmpty()) {
      turns.add(stream);
    }
    stream.waiting.add(message);
    stream.waitingBytes += message.payload.length;
    waitingBytes += message.payload.length;
  }

  /// Drops messages of limited reliability, oldest first, until `bytes` wait at most. Returns how
  /// many went.
  int shed(OutboundStream stream, long bytes) {
    int gone = 0;
    var messages = stream.waiting.iterator();
    while (stream.waitingBytes > bytes && messages.hasNext()) {
      OutboundMessage message = messages.next();
      if (message != current && !message.reliable()) {
        messages.remove();
        discount(stream, message.payload.length);
        gone++;
      }
    }
    if (stream.waiting.isEmpty()) {
      turns.remove(stream);
    }
    return gone;
  }

  /// Drops all messages of the stream that were not begun.
  void clear(OutboundStream stream) {
    stream.waiting.removeIf(message -> {
      if (message == current) {
        return false;
      }
      discount(stream, message.payload.length);
      return true;
    });
    if (stream.waiting.isEmpty()) {
      turns.remove(stream);
    }
  }

  /// The message whose next fragment goes out, with its stream sequence number set.
  Optional<OutboundMessage> head() {
    OutboundStream turn = turns.peek();
    if (current == null && turn != null) {
      OutboundMessage message = turn.waiting.element();
      message.ssn = message.unordered ? 0 : turn.nextSsn;
      if (!message.unordered) {
        turn.nextSsn = turn.nextSsn + 1 & 0xffff;
      }
      current = message;
    }
    return Optional.ofNullable(current);
  }

  /// A fragment of the head got a TSN.
  void cut(int bytes, long tsn) {
    OutboundStream turn = turns.element();
    OutboundMessage message = turn.waiting.element();
    message.cut += bytes;
    turn.lastTsn = tsn;
    discount(turn, bytes);
    if (message.whollyCut()) {
      endTurn(turn);
    }
  }

  /// Gives up the head if it is `message`: what has no TSN yet never gets one.
  void abandon(OutboundMessage message, long tsn) {
    if (message == current) {
      OutboundStream turn = turns.element();
      discount(turn, message.payload.length - message.cut);
      turn.lastTsn = tsn;
      endTurn(turn);
    }
  }

  private void endTurn(OutboundStream turn) {
    current = null;
    turn.waiting.remove();
    turns.remove();
    if (!turn.waiting.isEmpty()) {
      turns.add(turn);
    }
  }

  private void discount(OutboundStream stream, int bytes) {
    stream.waitingBytes -= bytes;
    waitingBytes -= bytes;
  }
}
