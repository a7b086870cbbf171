package io.rapat.app.conference;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import livekit.LivekitRtc.SignalRequest;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// LiveKit's signalling WebSocket: frames in, room inputs out. A broken or oversized frame closes
/// this socket and no other.
@Component
class SignalEndpoint extends AbstractWebSocketHandler {
  /// Where the handshake leaves what it read of the request.
  static final String JOIN = "join";

  private final Rooms rooms;
  private final Refusals refusals;
  private final Gate gate;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  private record Client(SignalSocket socket, FrameAssembler binary, FrameAssembler text) {}

  SignalEndpoint(Rooms rooms, Refusals refusals, Gate gate) {
    this.gate = gate;
    this.rooms = rooms;
    this.refusals = refusals;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    SignalSocket socket = new SignalSocket(rooms.nextConnection(), session, refusals);
    clients.put(session.getId(), new Client(socket, new FrameAssembler(), new FrameAssembler()));
    socket.start();
    Gate.Entry entry =
        Objects.requireNonNull((Gate.Entry) session.getAttributes().get(JOIN), "no handshake");
    rooms.join(socket, entry);
    gate.opened(entry);
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    Client client = clients.get(session.getId());
    if (client != null) {
      client
          .binary()
          .add(message.getPayload(), message.isLast())
          .ifPresentOrElse(
              whole -> binary(client, whole), () -> checkSize(client, client.binary()));
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    Client client = clients.get(session.getId());
    if (client != null) {
      client
          .text()
          .add(
              ByteBuffer.wrap(message.getPayload().getBytes(StandardCharsets.UTF_8)),
              message.isLast())
          .ifPresentOrElse(whole -> text(client, whole), () -> checkSize(client, client.text()));
    }
  }

  private void binary(Client client, byte[] frame) {
    try {
      client.socket().answerAsJson(false);
      handle(client, SignalRequest.parseFrom(frame));
    } catch (InvalidProtocolBufferException _) {
      refuse(client, Refusals.Refusal.MALFORMED_MESSAGE, CloseStatus.BAD_DATA);
    }
  }

  private void text(Client client, byte[] frame) {
    try {
      SignalRequest.Builder request = SignalRequest.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(frame, StandardCharsets.UTF_8), request);
      client.socket().answerAsJson(true);
      handle(client, request.build());
    } catch (InvalidProtocolBufferException _) {
      refuse(client, Refusals.Refusal.MALFORMED_MESSAGE, CloseStatus.BAD_DATA);
    }
  }

  private void handle(Client client, SignalRequest request) {
    rooms.message(client.socket().id(), request);
  }

  private void checkSize(Client client, FrameAssembler assembler) {
    if (assembler.overflown()) {
      refuse(client, Refusals.Refusal.OVERSIZED_MESSAGE, CloseStatus.TOO_BIG_TO_PROCESS);
    }
  }

  private void refuse(Client client, Refusals.Refusal reason, CloseStatus status) {
    refusals.count(reason);
    client.socket().close(status.getCode());
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable exception) {
    ended(session);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    ended(session);
  }

  private void ended(WebSocketSession session) {
    Client client = clients.remove(session.getId());
    if (client != null) {
      rooms.closed(client.socket().id());
    }
  }

  /// Keeps the connection open through proxies.
  @Scheduled(fixedRate = 10_000)
  void ping() {
    rooms.pingAll();
  }
}
