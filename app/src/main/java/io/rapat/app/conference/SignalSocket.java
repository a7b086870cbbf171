package io.rapat.app.conference;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.rapat.signal.room.ConnectionId;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import livekit.LivekitRtc.SignalResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/// One signalling WebSocket. What is sent is queued and written by a virtual thread of its own, in
/// order; a client that doesn't read is closed when its queue is full, and holds up nobody.
final class SignalSocket {
  private static final Logger LOG = LoggerFactory.getLogger(SignalSocket.class);

  /// More than the answers to the largest burst of requests that the room accepts.
  private static final int MAX_QUEUED = 2_000;

  private sealed interface Outgoing {
    record Message(SignalResponse response) implements Outgoing {}

    record Ping() implements Outgoing {}

    record Close(CloseStatus status) implements Outgoing {}
  }

  private final ConnectionId id;
  private final WebSocketSession session;
  private final Refusals refusals;
  private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private final Thread writer;

  /// Replies are encoded as the last message from the client was.
  private volatile boolean json;

  SignalSocket(ConnectionId id, WebSocketSession session, Refusals refusals) {
    this.id = id;
    this.refusals = refusals;
    this.session = session;
    this.writer = Thread.ofVirtual().name("signal-out").unstarted(this::write);
  }

  void start() {
    writer.start();
  }

  ConnectionId id() {
    return id;
  }

  void answerAsJson(boolean asJson) {
    json = asJson;
  }

  void send(SignalResponse response) {
    offer(new Outgoing.Message(response));
  }

  void ping() {
    offer(new Outgoing.Ping());
  }

  void close(int code) {
    if (code == CloseStatus.POLICY_VIOLATION.getCode()) {
      refusals.count(Refusals.Refusal.POLICY);
    }
    offer(new Outgoing.Close(new CloseStatus(code)));
  }

  private void offer(Outgoing outgoing) {
    if (!queue.offer(outgoing)) {
      refusals.count(Refusals.Refusal.SLOW_READER);
      abort(CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  private void write() {
    try {
      while (session.isOpen()) {
        switch (queue.take()) {
          case Outgoing.Message(var response) -> session.sendMessage(encode(response));
          case Outgoing.Ping() -> session.sendMessage(new PingMessage());
          case Outgoing.Close(var status) -> session.close(status);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalStateException _) {
      abort(CloseStatus.SERVER_ERROR);
    }
  }

  private WebSocketMessage<?> encode(SignalResponse response)
      throws InvalidProtocolBufferException {
    return json
        ? new TextMessage(JsonFormat.printer().print(response))
        : new BinaryMessage(response.toByteArray());
  }

  private void abort(CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException _) {
      LOG.debug("socket was gone already connection={}", id);
    }
  }

  /// The socket is gone: nothing more is written.
  void ended() {
    writer.interrupt();
  }
}
